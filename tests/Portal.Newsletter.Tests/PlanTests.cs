using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class PlanTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_digest_has_the_sections_that_editors_planned_and_an_item_stands_in_the_first_that_takes_it(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await SaveAsync(site, plan => plan with
        {
            Sections =
            [
                new() { Kind = SectionKind.Selection, Title = "The neighbourhood", Regions = ["balkans"], Most = 1 },
                new() { Kind = SectionKind.NewsByTopic },
                new() { Kind = SectionKind.OwnArticles, Title = "Our own" },
            ],
        });
        await site.PublishAsync("NewsItem", "Older in the Balkans", ["water"], item => item.Apply("NewsItem", "Regions", new TaxonomyField("regions", ["balkans"])));
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishAsync("NewsItem", "Newer in the Balkans", ["water"], item => item.Apply("NewsItem", "Regions", new TaxonomyField("regions", ["balkans"])));
        await site.PublishAsync("Article", "Our view");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var text = server.Messages.ShouldHaveSingleItem().Text;
        Order(text, "== The neighbourhood ==", "* Newer in the Balkans", "== Water & rivers ==", "* Older in the Balkans", "== Our own ==", "* Our view");
        text.Split("* Newer in the Balkans").Length.ShouldBe(2, "once");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Readers_get_what_bears_their_topics_regions_and_sources_and_each_finds_it_under_a_heading_of_the_own_choice(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("balkans@example.org", dress: one => one.Regions = "balkans");
        await site.SubscribeAsync("wire@example.org", dress: one => one.Sources = "wire");
        await site.SubscribeAsync("water@example.org", topics: "water");
        await SourcesAsync(site);
        await site.PublishAsync("NewsItem", "From Asia", ["cyber"], item => Dress(item, "asia", "post"));
        await site.PublishAsync("NewsItem", "From the Balkans", ["cyber", "water"], item => Dress(item, "balkans", "wire"));
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        foreach (var reader in (string[])["balkans", "wire", "water"])
        {
            var mail = server.Messages.Single(one => one.IsTo($"{reader}@example.org"));
            mail.Text.ShouldContain("From the Balkans");
            mail.Text.ShouldNotContain("From Asia");
            mail.Text.ShouldContain(reader == "water" ? "== Water & rivers ==" : "== Cyber diplomacy ==");
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_story_is_told_once_with_the_others_named_and_not_again_tomorrow(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await site.SubscribeAsync("post@example.org", dress: one => one.Sources = "post");
        await SourcesAsync(site);
        var first = await site.PublishAsync("NewsItem", "Summit opens", ["cyber"], item => Dress(item, "asia", "wire"));
        var second = await site.PublishAsync("NewsItem", "Summit under way", ["cyber"], item => Dress(item, "asia", "post"));
        await site.PublishAsync("Story", "Summit", [], item => item.Apply("Story", "Items", new ContentPickerField([first.ContentItemId, second.ContentItemId])));
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var all = server.Messages.Single(mail => mail.IsTo("ana@example.org"));
        all.Text.ShouldContain("Also in:");
        (all.Text.Contains("* Summit opens", StringComparison.Ordinal) ^ all.Text.Contains("* Summit under way", StringComparison.Ordinal)).ShouldBeTrue("one of the two");
        var chosen = server.Messages.Single(mail => mail.IsTo("post@example.org"));
        chosen.Text.ShouldContain("* Summit under way");
        chosen.Text.ShouldContain("- The Wire: https://portal.example/news/summit-opens");

        site.Time.Advance(TimeSpan.FromHours(1));
        var third = await site.PublishAsync("NewsItem", "Summit, as a third saw it", ["cyber"], item => Dress(item, "asia", "wire"));
        await site.PublishAsync("Story", "Summit", [], item => item.Apply("Story", "Items", new ContentPickerField([first.ContentItemId, second.ContentItemId, third.ContentItemId])));
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2, "they know the story");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Mail_comes_at_the_hour_of_the_readers_own_clock_and_not_to_who_pauses(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("belgrade@example.org");
        await site.SubscribeAsync("evening@example.org", dress: one => one.Hour = 19);
        await site.SubscribeAsync("tokyo@example.org", dress: one => (one.Hour, one.TimeZone) = (8, "Asia/Tokyo"));
        await site.SubscribeAsync("pausing@example.org", dress: one => one.PausedUntilUtc = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc));
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        issue.Audience.ShouldBe(3);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem().IsTo("belgrade@example.org").ShouldBeTrue();
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.Zero));
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        // Eight in Tokyo is 23:00 UTC of the day before.
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 23, 0, 0, TimeSpan.Zero));
        await site.DeliverAsync();
        server.Messages[^1].IsTo("tokyo@example.org").ShouldBeTrue();
        (await site.BalanceAsync(issue)).ToString().ShouldStartWith("3 recipients = 3 sent");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_weekly_reader_gets_a_fresh_issue_on_the_own_day(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("monday@example.org", DigestRhythm.Weekly);
        await site.SubscribeAsync("thursday@example.org", DigestRhythm.Weekly, dress: one => one.Weekday = DayOfWeek.Thursday);
        // Wednesday evening.
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 20, 0, 0, TimeSpan.Zero));
        await site.PublishAsync("NewsItem", "Of Wednesday");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 26, 6, 0, 0, TimeSpan.Zero));
        await RunAsync(site);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem().IsTo("thursday@example.org").ShouldBeTrue();
        (await IssuesAsync(site)).ShouldHaveSingleItem().Period.ShouldBe("2026-W48-4");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 6, 0, 0, TimeSpan.Zero));
        await RunAsync(site);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        server.Messages[1].IsTo("monday@example.org").ShouldBeTrue();
        server.Messages[1].Text.ShouldContain("Of Wednesday");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task News_as_it_happens_comes_within_a_quarter_of_an_hour_in_one_mail_and_leaves_no_rows_for_nothing(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.PublishAsync("NewsItem", "Before anybody came");
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SubscribeAsync("now@example.org", DigestRhythm.AsItHappens);
        for (var round = 0; round < 4; round++)
        {
            site.Time.Advance(PlanCalendar.Round);
            await RunAsync(site);
        }
        (await IssuesAsync(site)).ShouldBeEmpty();
        await site.PublishAsync("NewsItem", "One");
        await site.PublishAsync("NewsItem", "Two");
        for (var round = 0; round < 3; round++)
        {
            site.Time.Advance(PlanCalendar.Round);
            await RunAsync(site);
            await site.DeliverAsync();
        }
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.Text.ShouldContain("* One");
        mail.Text.ShouldContain("* Two");
        mail.Text.ShouldNotContain("Before anybody came");
        mail.Message.Headers["List-Id"].ShouldBe("\"Institute\" <as-it-happens.newsletter.portal.example>");
    }

    [Fact]
    public async Task A_plan_for_one_language_leaves_the_others_to_another_plan()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("en@example.org");
        await site.SubscribeAsync("sr@example.org", language: "sr-Cyrl");
        await SaveAsync(site, plan => plan with { Languages = ["sr-Latn", "sr-Cyrl"], Id = "dnevni", Name = "Dnevni pregled" });
        await site.Get<PlanActions>().RemoveAsync((await site.Get<PlanActions>().ReadAsync(Cancellation)).Find("daily")!, ContentActor.System, Cancellation);
        await site.PublishAsync("NewsItem", "News");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await RunAsync(site);
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.IsTo("sr@example.org").ShouldBeTrue();
        mail.Message.Headers["List-Id"].ShouldBe("\"Institute\" <dnevni.newsletter.portal.example>");
    }

    [Fact]
    public async Task Two_editors_do_not_write_over_one_anothers_plan()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var plans = site.Get<PlanActions>();
        var seen = (await plans.ReadAsync(Cancellation)).Find("daily")!;
        await plans.SaveAsync(seen, seen with { Hour = 9 }, ContentActor.System, Cancellation);
        await Should.ThrowAsync<PlanRefusedException>(() => plans.SaveAsync(seen, seen with { Hour = 10 }, ContentActor.System, Cancellation));
        (await plans.ReadAsync(Cancellation)).Find("daily")!.Hour.ShouldBe(9);
        foreach (var bad in new[] { seen with { Id = "No blanks" }, seen with { Id = "letters" }, seen with { Hour = 24 }, seen with { Sections = [] }, seen with { TimeZoneId = "Mars/Olympus" }, seen with { Template = "../secrets" } })
            await Should.ThrowAsync<PlanRefusedException>(() => plans.SaveAsync(null, bad, ContentActor.System, Cancellation));
    }

    [Fact]
    public async Task Another_hour_sends_nothing_that_would_have_been_due_before()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "News");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 5, 0, 0, TimeSpan.Zero));
        await SaveAsync(site, plan => plan with { Hour = 5 });
        await RunAsync(site);
        (await IssuesAsync(site)).ShouldBeEmpty("five o'clock was an hour ago in Belgrade");
        await SaveAsync(site, plan => plan with { Most = 10 });
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));
        await RunAsync(site);
        (await IssuesAsync(site)).ShouldHaveSingleItem().Period.ShouldBe("2026-11-26");
    }

    [Fact]
    public async Task A_recipe_brings_plans_and_an_export_takes_them_out_again()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var step = (JsonObject)JsonNode.Parse("""{ "name": "DigestPlans", "ArchiveIndexed": false, "Plans": [ { "Id": "monday", "Name": "Monday", "Rhythm": "Weekly", "Hour": 9, "NeedsApproval": true, "Sections": [ { "Kind": "Selection", "Title": "Water", "Topics": [ "water" ] } ] } ] }""")!;
        await RecipeAsync(site, step);
        await RecipeAsync(site, step);
        var plans = await site.Get<PlanActions>().ReadAsync(Cancellation);
        plans.ArchiveIndexed.ShouldBeFalse();
        plans.Plans.Count(plan => plan.Id == "monday").ShouldBe(1);
        var brought = plans.Find("monday")!;
        (brought.Rhythm, brought.Hour, brought.NeedsApproval, brought.Sections.Single().Topics.Single()).ShouldBe((DigestRhythm.Weekly, 9, true, "water"));
        plans.Find("daily").ShouldNotBeNull("others stay");
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var written = (await new DigestPlansExport().WriteAsync(new(db, []), Cancellation)).ShouldHaveSingleItem();
        await using var other = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await RecipeAsync(other, written);
        System.Text.Json.JsonSerializer.Serialize(await other.Get<PlanActions>().ReadAsync(Cancellation), DigestPlans.Json).ShouldBe(System.Text.Json.JsonSerializer.Serialize(plans, DigestPlans.Json));
        await Should.ThrowAsync<Portal.Content.Recipes.RecipeException>(() => RecipeAsync(other, (JsonObject)JsonNode.Parse("""{ "name": "DigestPlans", "Plans": [ { "Id": "../x", "Name": "Bad" } ] }""")!));
    }

    internal static async Task SaveAsync(NewsletterSite site, Func<DigestPlan, DigestPlan> change, string id = "daily")
    {
        var before = (await site.Get<PlanActions>().ReadAsync(Cancellation)).Find(id)!;
        var after = change(before);
        await site.Get<PlanActions>().SaveAsync(after.Id == before.Id ? before : null, after, ContentActor.System, Cancellation);
    }

    internal static Task RunAsync(NewsletterSite site) => site.Get<IEnumerable<IHostedService>>().OfType<DigestScheduler>().Single().RunAsync(Cancellation);

    internal static async Task<List<IssueRecord>> IssuesAsync(NewsletterSite site)
    {
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await db.Set<IssueRecord>().AsNoTracking().OrderBy(issue => issue.ComposedUtc).ToListAsync(Cancellation);
    }

    static Task RecipeAsync(NewsletterSite site, JsonObject step) =>
        site.WriteAsync((scope, ct) => new DigestPlansStep().ExecuteAsync(new(step, null, scope, _ => { }), ct));

    static async Task SourcesAsync(NewsletterSite site)
    {
        foreach (var (id, name) in new[] { ("wire", "The Wire"), ("post", "The Post") })
            await site.PublishAsync("FeedSource", name, [], item => item.ContentItemId = id);
    }

    static void Dress(ContentItem item, string region, string source)
    {
        item.Apply("NewsItem", "Regions", new TaxonomyField("regions", [region]));
        item.Apply("NewsItem", "Source", new ContentPickerField([source]));
    }

    static void Order(string text, params string[] parts)
    {
        var at = -1;
        foreach (var part in parts)
        {
            var next = text.IndexOf(part, at + 1, StringComparison.Ordinal);
            next.ShouldBeGreaterThan(at, $"“{part}” stands after what comes before it in:\n{text}");
            at = next;
        }
    }
}
