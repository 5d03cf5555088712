using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Setup;
using Portal.Content.Storage;
using Portal.Desk.Settings;
using Portal.Desk.Tour;

namespace Portal.Desk.Tests.Tour;

public sealed class FirstHourTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_site_itself_shows_what_is_done_and_the_tour_ends_for_good()
    {
        var tour = site.Get<FirstHour>();
        var administrator = await site.PersonAsync("Administrator");
        // As a recipe leaves a new site: with a name, and with an article.
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            await WriteAsync(scope, ct);
            await scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([new("SiteName", "As the recipe says"), new(SiteSetup.SetupName, "As the recipe says"), new(SiteSetup.SetupUtc, scope.NowUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))]), ct);
        }, Ct);
        (await StatesAsync()).ShouldBe("name Open, logo Open, languages Open, mail Open, article Open");

        await SaveAsync(form => form.Name = "Our institute");
        (await StatesAsync()).ShouldBe("name Done, logo Open, languages Open, mail Open, article Open");
        await SaveAsync(form => form.NamesLanguages = true);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, WriteAsync, Ct);
        (await StatesAsync()).ShouldBe("name Done, logo Open, languages Done, mail Open, article Done");
        await Should.ThrowAsync<SettingsRefusedException>(() => SaveAsync(form => form.Logo = "no/such/picture.png"));

        await tour.LeaveOutAsync(administrator, "logo", true, Ct);
        (await tour.LookAsync(administrator, Ct)).Next()!.Name.ShouldBe("mail");
        await tour.LeaveOutAsync(administrator, "mail", true, Ct);
        await tour.LeaveOutAsync(administrator, "nothing", true, Ct);
        (await StatesAsync()).ShouldBe("name Done, logo LeftOut, languages Done, mail LeftOut, article Done");
        // Nothing waits: the tour is not offered any more, whatever comes.
        (await tour.IsOverAsync(Ct)).ShouldBeTrue();
        await tour.LeaveOutAsync(administrator, "mail", false, Ct);
        var after = await tour.LookAsync(administrator, Ct);
        (after.Over, after.Next()?.Name).ShouldBe((true, "mail"));

        var editor = await site.PersonAsync("Editor");
        await Should.ThrowAsync<SettingsRefusedException>(() => tour.EndAsync(editor, Ct));
        await Should.ThrowAsync<SettingsRefusedException>(() => tour.LeaveOutAsync(editor, "mail", true, Ct));
        await Should.ThrowAsync<SettingsRefusedException>(() => site.Get<TestMessage>().SendAsync(editor, "a@example.org", CultureInfo.InvariantCulture, Ct));

        async Task<string> StatesAsync() => string.Join(", ", (await tour.LookAsync(administrator, Ct)).Steps.Select(one => $"{one.Step.Name} {one.State}"));

        async Task SaveAsync(Action<SettingsForm> fill)
        {
            var form = SettingsForm.Read(await site.Get<SiteDocuments>().GetAsync<SiteSettings>(Ct));
            form.Theme = site.Get<Portal.Site.Themes.ThemeCatalog>().Names is [var theme, ..] ? theme : form.Theme;
            fill(form);
            await site.Get<SettingsActions>().SaveAsync(administrator, form, Ct);
        }
    }

    static async Task WriteAsync(WriteScope scope, CancellationToken ct)
    {
        var article = scope.Content.New("Article");
        article.DisplayText = "An article";
        article.Apply(new TitlePart("An article"));
        await scope.Content.PublishAsync(article, ct);
    }
}
