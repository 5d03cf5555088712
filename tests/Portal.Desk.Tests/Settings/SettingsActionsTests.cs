using System.Text.Json.Nodes;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Desk.Settings;

namespace Portal.Desk.Tests.Settings;

public sealed class SettingsActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_page_does_not_know_stays_as_it_came()
    {
        var (actions, documents) = (site.Get<SettingsActions>(), site.Get<SiteDocuments>());
        var before = (JsonObject)JsonNode.Parse("""
            { "SiteName": "Old", "OpenIdSettings": { "Deep": [ 1, { "x": null } ] }, "Calendar": "gregorian",
              "LocalizationSettings": { "DefaultCulture": "en", "FallBackToParentCultures": true }, "HomeRoute": { "Action": "Index", "Odd": 1 } }
            """)!;
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(_ => new(before), ct), Ct);

        var form = SettingsForm.Read(await documents.GetAsync<SiteSettings>(Ct));
        (form.Name, form.PageSize, form.Zone, form.Cultures, form.DefaultCulture) = ("New", 30, "Europe/Vienna", "en, ru, sr-Cyrl", "sr-Cyrl");
        form.Theme = site.Get<Portal.Site.Themes.ThemeCatalog>().Names is [var theme, ..] ? theme : form.Theme;
        await actions.SaveAsync(await site.PersonAsync("Administrator"), form, Ct);

        var settings = await documents.GetAsync<SiteSettings>(Ct);
        (settings.SiteName, settings.PageSize, settings.TimeZoneId).ShouldBe(("New", 30, "Europe/Vienna"));
        settings.SupportedCultures().ShouldBe(["en", "ru", "sr-Cyrl"]);
        settings.DefaultCulture().ShouldBe("sr-Cyrl");
        settings.Languages().Select(language => language.Culture.Name).ShouldBe(["en", "sr-Cyrl"]);
        foreach (var kept in new[] { "OpenIdSettings", "Calendar" })
            JsonNode.DeepEquals(settings.Properties[kept], before[kept]).ShouldBeTrue(kept);
        settings.Section(LocalizationSettings.Section)!["FallBackToParentCultures"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_no_setting_is_refused()
    {
        var actions = site.Get<SettingsActions>();
        var administrator = await site.PersonAsync("Administrator");
        foreach (var spoil in new Action<SettingsForm>[]
        {
            form => form.Name = " ", form => form.PageSize = 0, form => form.Zone = "Moon/Sea", form => form.Theme = "NoSuchTheme", form => form.Home = "nothing",
            form => form.Cultures = "", form => form.Cultures = "not a culture", form => form.DefaultCulture = "fr",
        })
        {
            var form = SettingsForm.Read(await site.Get<SiteDocuments>().GetAsync<SiteSettings>(Ct));
            form.Theme = site.Get<Portal.Site.Themes.ThemeCatalog>().Names is [var theme, ..] ? theme : form.Theme;
            spoil(form);
            await Should.ThrowAsync<SettingsRefusedException>(() => actions.SaveAsync(administrator, form, Ct));
        }
        var editor = await site.PersonAsync("Editor");
        await Should.ThrowAsync<SettingsRefusedException>(() => actions.SaveAsync(editor, new(), Ct));
    }
}
