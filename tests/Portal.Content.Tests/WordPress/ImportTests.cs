using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.WordPress;

public sealed class ImportTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_site_comes_over_with_its_posts_pages_terms_files_and_old_addresses(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        var report = await site.ImportAsync(ImportSite.Sample, options => options with { Media = site.Uploads() });

        (report.Counts["post"].Created, report.Counts["page"].Created, report.Counts["attachment"].Created, report.Counts["menu"].Created).ShouldBe((5, 2, 2, 1));
        (report.Counts["in the bin"].Skipped, report.Counts["comment"].Created, report.Counts["comment"].Skipped, report.Counts["term"].Skipped).ShouldBe((1, 1, 1, 1));

        var river = await site.AtAsync("articles/who-owns-a-river");
        river.PublishedUtc.ShouldBe(new DateTime(2019, 3, 5, 7, 0, 0, DateTimeKind.Utc));
        river.Text("Article", "AuthorName").ShouldBe("Tom Barrow");
        river.Text("Article", "Caption").ShouldBe("The Danube, seen from the quay.");
        river.Text("Article", "Excerpt").ShouldBe("A river does not stop at a border. Treaties do. The Danube at dusk.");
        river.Field<BooleanField>("Article", "Pinned")!.Value.ShouldBe(true);
        river.Field<MediaField>("Article", "Image")!.Paths.ShouldBe(["quay-example-org/2019/03/danube.jpg"]);
        river.Field<MediaField>("Article", "Image")!.MediaTexts.ShouldBe(["A wide river in the evening"]);
        File.Exists(site.MediaFile("quay-example-org/2019/03/danube.jpg")).ShouldBeTrue();
        river.Content["WordPress"]!["Meta"]!.ToJsonString().ShouldContain("reading_time");
        river.Content["WordPress"]!["Meta"]!.ToJsonString().ShouldNotContain("_edit_lock");
        river.Content["WordPress"]!["Terms"]!.ToJsonString().ShouldContain("Treaties");
        river.Content["Comments"]!.ToJsonString().ShouldNotContain("jelena@");
        (await site.AtAsync("about/people")).DisplayText.ShouldBe("People");
        (await site.AtAsync("articles/reke")).Text("Article", "AuthorName").ShouldBe("Милица Јовановић");

        var redirects = site.Database.Get<RedirectReader>();
        foreach (var (old, now) in new[]
        {
            ("2019/03/who-owns-a-river", "articles/who-owns-a-river"), ("2019/03/river-owners", "articles/who-owns-a-river"), ("?p=41", "articles/who-owns-a-river"),
            ("2021/06/реке", "articles/reke"), ("?page_id=52", "about/people"), ("category/water/rivers", "topics/rivers"), ("tag/дунав", "tags/dunav"),
        })
            (await redirects.FindAsync(old, Cancellation))?.Path.ShouldBe(now, old);
        (await DetailAsync(site, "quay-example-org/2019/03/danube.jpg")).AltText.ShouldBe("A wide river in the evening");
        (await redirects.FindAsync("wp-content/uploads/2019/03/report.pdf", Cancellation))!.Url.ShouldBe("/media/quay-example-org/2019/03/report.pdf");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Categories_become_topics_that_are_there_already_or_new_ones_in_their_places(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        await site.ImportAsync(ImportSite.Sample);
        var river = await site.AtAsync("articles/who-owns-a-river");
        var topics = river.Field<TaxonomyField>("Article", "Topics")!;
        topics.TermContentItemIds!.ShouldContain("topic-digital");

        var taxonomy = (await site.Reader.GetPublishedAsync("topics", Cancellation))!;
        var water = ContainedItems.Terms(taxonomy).Single(term => term.DisplayText == "Water");
        ContainedItems.Terms(water).Single().DisplayText.ShouldBe("Rivers & lakes");
        water.Text("Topic", "Description").ShouldBe("Who may drink from it.");
        topics.TermContentItemIds!.ShouldContain(ContainedItems.Terms(water).Single().ContentItemId);
        var list = await site.Reader.ListPublishedAsync(new() { Types = ["Article"], Keys = [$"term:{ContainedItems.Terms(water).Single().ContentItemId}"] }, Cancellation);
        list.Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(river.ContentItemId);

        river.Field<TaxonomyField>("Article", "Tags")!.TermContentItemIds!.Count.ShouldBe(1);
        (await site.Reader.FindByRouteAsync("tags/dunav", Cancellation))!.Contained!.DisplayText.ShouldBe("Дунав");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_not_public_stays_unseen(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        var report = await site.ImportAsync(ImportSite.Sample);
        foreach (var post in new long[] { 43, 44, 45 })
            (await site.LatestAsync(post)).Published.ShouldBeFalse();
        (await site.LatestAsync(44)).Content["PublishLaterPart"]!["ScheduledPublishUtc"]!.ToString().ShouldBe("2030-03-01T09:00:00Z");
        (await site.LatestAsync(45)).Content.ToJsonString().ShouldNotContain("swordfish");
        (await site.LatestAsync(43)).As<AutoroutePart>()!.Path.ShouldBe("articles/peregovory-o-vode");
        report.Warnings.ShouldContain(warning => warning.PostId == 45 && warning.Message.Contains("password"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_second_run_changes_nothing_and_an_editors_work_is_left_alone(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        await site.ImportAsync(ImportSite.Sample, options => options with { Media = site.Uploads() });
        var journal = await JournalAsync(site);
        var again = await site.ImportAsync(ImportSite.Sample, options => options with { Media = site.Uploads() });
        again.Counts.Values.ShouldAllBe(count => count.Created == 0 && count.Updated == 0 && count.Kept == 0);
        (await JournalAsync(site)).ShouldBe(journal);

        var edited = await site.LatestAsync(41);
        edited.Apply(new TitlePart("Edited here"));
        await WriteAsync(site, scope => scope.Content.PublishAsync(edited, Cancellation));
        await WriteAsync(site, scope => scope.Content.RemoveAsync(ContentIdentity.Of("https://quay.example.org|post|52"), Cancellation));
        var newer = Path.Combine(site.Database.DataDirectory, "newer.xml");
        await File.WriteAllTextAsync(newer, (await File.ReadAllTextAsync(ImportSite.Sample, Cancellation)).Replace("A river does", "A stream does", StringComparison.Ordinal)
            .Replace("<li>Tom</li>", "<li>Tomas</li>", StringComparison.Ordinal).Replace("We sit by", "We sat by", StringComparison.Ordinal), Cancellation);
        var report = await site.ImportAsync(newer, options => options with { Media = site.Uploads() });
        (report.Counts["post"].Kept, report.Counts["post"].Unchanged, report.Counts["page"].Updated, report.Counts["page"].Kept).ShouldBe((1, 4, 1, 1));
        (await site.LatestAsync(41)).DisplayText.ShouldBe("Edited here");
        (await site.LatestAsync(51)).As<HtmlBodyPart>()!.Html!.ShouldContain("We sat by");
        report.Warnings.ShouldContain(warning => warning.PostId == 41 && warning.Message.Contains("editor"));
    }

    [Fact]
    public async Task A_dry_run_tells_and_stores_nothing()
    {
        await using var site = await ImportSite.CreateAsync();
        var journal = await JournalAsync(site);
        var report = await site.ImportAsync(ImportSite.Sample, options => options with { DryRun = true, Media = site.Uploads() });
        (report.Counts["post"].Created, report.Counts["attachment"].Created).ShouldBe((5, 2));
        (await JournalAsync(site)).ShouldBe(journal);
        Directory.Exists(site.MediaFile("quay-example-org")).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_interrupted_import_goes_on_where_it_was(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        var file = site.Write(string.Concat(Enumerable.Range(1, 120).Select(id => Wxr.Post(id, $"Post {id}", $"Text {id}"))));
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new Watcher(done =>
        {
            if (done >= 100)
                killed.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(site.Database.Get<Portal.Content.WordPress.WxrImport>().RunAsync(new(file) { BatchSize = 20 }, progress, killed.Token));
        var report = await site.ImportAsync(file);
        (report.Counts["post"].Created + report.Counts["post"].Unchanged).ShouldBe(120);
        report.Counts["post"].Unchanged.ShouldBeGreaterThanOrEqualTo(80);
        report.Counts["post"].Created.ShouldBeGreaterThan(0);
        await using var db = await site.OpenAsync();
        (await db.ContentItems.CountAsync(row => row.ContentType == "Article", Cancellation)).ShouldBe(120);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_menu_keeps_its_order_and_its_levels(DatabaseProvider provider)
    {
        await using var site = await ImportSite.CreateAsync(provider);
        await site.ImportAsync(ImportSite.Sample, options => options with { Menus = new Dictionary<string, string> { ["primary"] = "main-menu" } });
        var menu = (await site.Reader.GetPublishedAsync("main-menu", Cancellation))!;
        var entries = ContainedItems.MenuItems(menu).ToList();
        entries.Select(entry => (entry.DisplayText, entry.As<LinkMenuItemPart>()!.Url)).ShouldBe([("About", "~/about"), ("Rivers & lakes", "~/topics/rivers"), ("Elsewhere", "https://other.example.org/")]);
        ContainedItems.MenuItems(entries[0]).Single().As<LinkMenuItemPart>()!.Url.ShouldBe("~/about/people");
    }

    static async Task<Portal.Content.Media.MediaDetailRecord> DetailAsync(ImportSite site, string path)
    {
        await using var db = await site.OpenAsync();
        return await db.Set<Portal.Content.Media.MediaDetailRecord>().SingleAsync(row => row.Path == path, Cancellation);
    }

    static async Task<int> JournalAsync(ImportSite site)
    {
        await using var db = await site.OpenAsync();
        return await db.Journal.CountAsync(Cancellation);
    }

    static Task WriteAsync(ImportSite site, Func<WriteScope, Task> work) =>
        site.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("u", "milica"), (scope, _) => work(scope), Cancellation);

    sealed class Watcher(Action<long> stored) : IProgress<Portal.Content.WordPress.Reporting.ImportProgress>
    {
        public void Report(Portal.Content.WordPress.Reporting.ImportProgress value)
        {
            if (value.Work.StartsWith("Storing", StringComparison.Ordinal))
                stored(value.Done);
        }
    }
}
