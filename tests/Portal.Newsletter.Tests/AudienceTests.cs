using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;
using Portal.Newsletter.Transfer;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>What editors do with subscribers: lists, segments, tables in and out, addresses that must not be written to.</summary>
public sealed class AudienceTests
{
    static readonly ContentActor Editor = new("1", "editor");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_paged_without_a_gap_and_without_a_repeat(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        for (var number = 0; number < 23; number++)
        {
            await site.SubscribeAsync($"reader{number}@example.org", number % 2 == 0 ? DigestRhythm.Daily : DigestRhythm.Monthly);
            if (number % 3 == 0)
                site.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var roster = site.Get<SubscriberRoster>();
        var seen = new List<string>();
        var query = new RosterQuery { Count = 5 };
        while (true)
        {
            var page = await roster.ListAsync(query, Cancellation);
            seen.AddRange(page.Lines.Select(one => one.Address));
            if (page.Next is null)
                break;
            query = query with { After = page.Next };
        }
        seen.Count.ShouldBe(23);
        seen.Distinct().Count().ShouldBe(23);
        (await roster.CountAsync(new() { Rhythm = DigestRhythm.Monthly }, Cancellation)).ShouldBe(11);
        (await roster.ListAsync(new() { Text = "READER22@" }, Cancellation)).Lines.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_segment_holds_those_who_get_its_topic_by_choice_or_because_they_get_all(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        await site.SubscribeAsync("all@example.org");
        await site.SubscribeAsync("cyber@example.org", topics: "cyber");
        await site.SubscribeAsync("both@example.org", DigestRhythm.Weekly, "cyber water");
        await site.SubscribeAsync("water@example.org", topics: "water", language: "sr-Latn");
        (await PeopleAsync(site, new() { Id = "1", Name = "Cyber", Topics = ["cyber"] })).ShouldBe(["all@example.org", "both@example.org", "cyber@example.org"]);
        (await PeopleAsync(site, new() { Id = "1", Name = "Part of a name", Topics = ["cybe"] })).ShouldBe(["all@example.org"]);
        (await PeopleAsync(site, new() { Id = "1", Name = "Serbian", Languages = ["sr-Latn", "sr-Cyrl"] })).ShouldBe(["water@example.org"]);
        (await PeopleAsync(site, new() { Id = "1", Name = "Weekly cyber", Topics = ["cyber"], Rhythms = [DigestRhythm.Weekly] })).ShouldBe(["both@example.org"]);
        (await PeopleAsync(site, new() { Id = "1", Name = "Before", JoinedUntil = new(2026, 11, 23) })).ShouldBeEmpty();
        (await PeopleAsync(site, new() { Id = "1", Name = "Since", JoinedSince = new(2026, 11, 24) })).Count.ShouldBe(4);

        var token = SubscriberLinks.Token((await site.SubscriberAsync("all@example.org"))!);
        await site.Get<Subscriptions>().PauseAsync(token, site.Time.GetUtcNow().UtcDateTime.AddDays(2), Cancellation);
        (await PeopleAsync(site, new() { Id = "1", Name = "Cyber", Topics = ["cyber"] })).ShouldNotContain("all@example.org");
        site.Time.Advance(TimeSpan.FromDays(3));
        (await PeopleAsync(site, new() { Id = "1", Name = "Cyber", Topics = ["cyber"] })).ShouldContain("all@example.org", "a pause ends by itself");

        await site.Get<Segments>().SaveAsync(new() { Id = "1", Name = "Cyber", Topics = ["cyber"] }, Editor, Cancellation);
        await site.Get<Segments>().SaveAsync(new() { Id = "1", Name = "Water", Topics = ["water"] }, Editor, Cancellation);
        (await site.Get<Segments>().ListAsync(Cancellation)).ShouldHaveSingleItem().Name.ShouldBe("Water");

        // As they were stored before there were regions and days.
        await site.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<SegmentDocument>(_ => System.Text.Json.JsonSerializer.Deserialize("""{ "All": [ { "Id": "1", "Name": "Old", "Topics": [ "water" ] } ] }""", SegmentDocument.Json)!, ct));
        (await PeopleAsync(site, (await site.Get<Segments>().FindAsync("1", Cancellation))!)).ShouldBe(["all@example.org", "both@example.org", "water@example.org"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_import_subscribes_only_who_has_agreed_and_asks_the_others(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server, ("Portal:Newsletter:InvitationsPerHour", "2"));
        await site.SubscribeAsync("known@example.org", DigestRhythm.Weekly);
        await site.Get<Subscriptions>().UnsubscribeAsync(SubscriberLinks.Token(await site.SubscribeAsync("left@example.org")), Cancellation);
        await site.Get<Subscriptions>().EraseAsync(SubscriberLinks.Token(await site.SubscribeAsync("erased@example.org")), Cancellation);
        await site.Get<SubscriberActions>().SuppressAsync("never@example.org", "asked by telephone", Editor, Cancellation);
        const string Table = "Email;Topics;Consent source;Consent date;Language\r\n"
            + "\"proved@example.org\";\"Cyber diplomacy; no such topic\";\"Conference\";2026-05-01;sr-Latn\r\n"
            + "asked1@example.org;;;;\r\n"
            + "asked2@example.org;;Conference;;\r\n"
            + "asked3@example.org;;;2026-05-01;\r\n"
            + "future@example.org;;Conference;2031-05-01;\r\n"
            + "\r\n"
            + "known@example.org;;Conference;2026-05-01;\r\n"
            + "LEFT@example.org;;Conference;2026-05-01;\r\n"
            + "erased@example.org;;Conference;2026-05-01;\r\n"
            + "never@example.org;;Conference;2026-05-01;\r\n"
            + "Proved@example.org;;Conference;2026-05-01;\r\n"
            + "no address;;;;\r\n";

        (string, EntryResult)[] expected =
        [
            ("proved@example.org", EntryResult.Added), ("asked1@example.org", EntryResult.Asked), ("asked2@example.org", EntryResult.Asked), ("asked3@example.org", EntryResult.Asked), ("future@example.org", EntryResult.Asked),
            ("known@example.org", EntryResult.Known), ("LEFT@example.org", EntryResult.Left), ("erased@example.org", EntryResult.Suppressed), ("never@example.org", EntryResult.Suppressed),
            ("Proved@example.org", EntryResult.Twice), ("no address", EntryResult.BadAddress),
        ];
        (await site.ImportAsync(Table, new() { DryRun = true })).ShouldBe(expected);
        (await site.SubscriberAsync("proved@example.org")).ShouldBeNull("nothing is written");
        (await site.ImportAsync(Table, new())).ShouldBe(expected);

        var proved = (await site.SubscriberAsync("proved@example.org"))!;
        (proved.State, proved.Topics, proved.Language).ShouldBe((SubscriberState.Confirmed, "cyber", "sr-Latn"));
        var story = (await site.Get<SubscriberStory>().ReadAsync(proved.Id, Cancellation))!;
        story.Consents.ShouldHaveSingleItem().Text.ShouldContain("2026-05-01, source: Conference");
        (await site.SubscriberAsync("known@example.org"))!.Rhythm.ShouldBe(DigestRhythm.Weekly);
        (await site.SubscriberAsync("asked1@example.org"))!.State.ShouldBe(SubscriberState.Pending);

        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(1, "two in an hour: one now, one in half an hour");
        server.Messages[0].Text.ShouldContain("The editors of the site were told");
        site.Time.Advance(TimeSpan.FromHours(2));
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(4);
        // The last was asked an hour and a half after the import: its link counts from then.
        site.Time.Advance(TimeSpan.FromHours(71));
        var token = Link(server.Messages[^1].Text, "/newsletter/confirm/").Split('/')[^1];
        (await site.Get<Confirmations>().ConfirmAsync(token, "", Cancellation)).Result.ShouldBe(ConfirmationResult.Confirmed);

        (await site.ImportAsync(Table, new())).Count(line => line.Result is EntryResult.Added).ShouldBe(0, "a second import subscribes nobody anew");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_exported_can_be_imported_and_is_no_formula(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        await site.SubscribeAsync("=cmd@example.org", topics: "water");
        await site.SubscribeAsync("ana@example.org", DigestRhythm.Monthly, language: "sr-Cyrl");
        await using var table = new StringWriter();
        (await site.Get<SubscriberExport>().WriteAsync(table, new(), Cancellation)).ShouldBe(2);
        var text = table.ToString();
        text.ShouldContain("\r\n'=cmd@example.org,");
        text.ShouldContain("Water & rivers");
        (await site.ImportAsync(text, new())).Select(line => line.Result).ShouldBe([EntryResult.Known, EntryResult.Known]);

        await using var other = await NewsletterSite.CreateAsync(provider);
        await other.ImportAsync(text, new() { Consent = new("the old site", new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)) });
        (await other.SubscriberAsync("=cmd@example.org"))!.Topics.ShouldBe("water");
        var ana = (await other.SubscriberAsync("ana@example.org"))!;
        (ana.Rhythm, ana.Language, ana.State).ShouldBe((DigestRhythm.Monthly, "sr-Cyrl", SubscriberState.Confirmed));
    }

    [Theory]
    [InlineData("no header that helps\nana@example.org\n")]
    [InlineData("")]
    [InlineData("email\n\"ana@example.org\n")]
    public async Task What_is_no_table_of_addresses_is_refused_and_writes_nothing(string table)
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await Should.ThrowAsync<FormatException>(() => site.ImportAsync(table, new()));
        (await site.Get<SubscriberRoster>().CountAsync(new(), Cancellation)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_history_tells_who_did_what_and_why_and_the_chart_counts_it(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        var actions = site.Get<SubscriberActions>();
        (await actions.AddAsync(new("ana@example.org", new(), new("paper form", new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)), "desk", Editor.Name, "wrote a letter"), Editor, Cancellation)).ShouldBe(EntryResult.Added);
        var ana = (await site.SubscriberAsync("ana@example.org"))!;
        await actions.PauseAsync(ana.Id, site.Time.GetUtcNow().UtcDateTime.AddDays(3), "on holiday", Editor, Cancellation);
        await actions.UnsubscribeAsync(ana.Id, "called us", Editor, Cancellation);
        var story = (await site.Get<SubscriberStory>().ReadAsync(ana.Id, Cancellation))!;
        story.Events.Select(one => (one.Kind, one.By, one.Note)).ShouldBe(
            [(SubscriberEventKind.Left, "editor", "called us"), (SubscriberEventKind.Paused, "editor", "on holiday"), (SubscriberEventKind.Confirmed, "editor", "wrote a letter")]);

        await actions.EraseAsync(ana.Id, Editor, Cancellation);
        (await site.Get<SubscriberStory>().ReadAsync(ana.Id, Cancellation)).ShouldBeNull();
        var today = (await site.Get<SubscriberGrowth>().DaysAsync(7, Cancellation))[^1];
        (today.Joined, today.Left, today.Bounced).ShouldBe((1, 2, 0), "numbers stay when a person is erased");
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<SubscriberEventRecord>().Where(one => one.SubscriberId != "" || one.Note != "" || one.By != "").CountAsync(Cancellation)).ShouldBe(0);

        (await actions.AddAsync(new("ana@example.org", new(), null, "desk", Editor.Name, "again"), Editor, Cancellation)).ShouldBe(EntryResult.Suppressed);
        (await actions.LiftAsync("ANA@example.org", "a mistake", Editor, Cancellation)).ShouldBeTrue();
        (await actions.AddAsync(new("ana@example.org", new(), null, "desk", Editor.Name, "again"), Editor, Cancellation)).ShouldBe(EntryResult.Asked);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_suppressed_address_gets_nothing_more_until_its_owner_confirms_anew(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var ana = await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("Article", "Our own view");
        await site.ComposeNextAsync();
        await site.WriteAsync((scope, ct) => site.Get<Suppressions>().AddAsync(scope, ana.AddressKey, SuppressionReason.Bounced, "550 no such user", ct));
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty();
        (await site.DeliveriesAsync()).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Suppressed);
        (await site.Get<SuppressionRoster>().FindAsync("Ana@example.org", Cancellation))!.Note.ShouldBe("550 no such user");

        await site.SignUpAsync("ana@example.org");
        await site.DeliverAsync();
        await site.Get<Confirmations>().ConfirmAsync(Link(server.Messages[^1].Text, "/newsletter/confirm/").Split('/')[^1], "", Cancellation);
        (await site.Get<SuppressionRoster>().FindAsync("ana@example.org", Cancellation)).ShouldBeNull();
        (await site.SubscriberAsync("ana@example.org"))!.State.ShouldBe(SubscriberState.Confirmed);
    }

    [Fact]
    public async Task Fifty_thousand_lines_are_read_a_few_at_a_time()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var table = new StringBuilder("email\n");
        for (var number = 0; number < 50_000; number++)
            table.Append(CultureInfo.InvariantCulture, $"reader{number}@example.org\n");
        using var reader = new StringReader(table.ToString());
        var added = 0;
        await foreach (var line in site.Get<SubscriberImport>().RunAsync(reader, new() { DryRun = true, Consent = new("the old site", new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)) }, Editor, Cancellation))
            added += line.Result == EntryResult.Added ? 1 : 0;
        added.ShouldBe(50_000);
    }

    static async Task<List<string>> PeopleAsync(NewsletterSite site, Segment segment)
    {
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var people = await segment.Of(db.Set<SubscriberRecord>(), site.Time.GetUtcNow().UtcDateTime).Select(one => one.Address).ToListAsync(Cancellation);
        return [.. people.Order(StringComparer.Ordinal)];
    }

    static string Link(string text, string path)
    {
        var at = text.IndexOf(path, StringComparison.Ordinal);
        return text[at..].Split('\n', '\r', ' ')[0];
    }
}
