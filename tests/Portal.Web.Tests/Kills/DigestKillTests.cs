using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Databases;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Kills;

/// <summary>
/// The sender dies at random moments (SIGKILL) while it composes and delivers digests.
/// <para>
/// What is guaranteed: the ledger says “attempting” before MAIL FROM and “sent” after the server's 250 to the final dot. A sender that dies
/// between that 250 and the record of it has sent the mail and does not know it; one that dies between the intent and the 250 has perhaps not
/// sent it. Both leave the same row, so it is held by name instead of being sent again: nobody gets an issue twice, and nobody is passed over
/// in silence. A person who looks into the mail server's log decides (<c>portal newsletter release</c>), and then everybody has exactly one.
/// </para>
/// </summary>
public sealed class DigestKillTests
{
    const int Rounds = 8;
    const int Subscribers = 24;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_gets_a_digest_twice_or_is_forgotten_when_the_sender_is_killed(DatabaseProvider provider)
    {
        await using var smtp = SmtpServer.Start();
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(smtp.Settings)
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
            ["Portal:Newsletter:SignUpsPerHour"] = "1000",
            ["Portal:Newsletter:LeaseSeconds"] = "10",
            ["Portal:Feeds:LeaseSeconds"] = "10",
        }, Cancellation);
        var feed = new TestFeed("digest", "What the digest tells", FeedDialect.Atom10, "en").Put(Entry(0));
        var random = new Random(20261124);
        var portal = await site.StartAsync(Cancellation);
        try
        {
            await site.AddSourcesAsync([new RecipeSource(feed.Title, feeds.Add(feed))], Cancellation);
            await SubscribeAsync(portal, smtp);
            smtp.Script = step => step.Stage == SmtpStage.FinalDot ? SmtpFault.Slow(Task.Delay(random.Next(20, 120), CancellationToken.None)) : null;
            for (var round = 1; round <= Rounds; round++)
            {
                feed.Put(Entry(round));
                await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
                await using (var send = site.StartVerb("newsletter", "send", "daily"))
                {
                    await Task.Delay(random.Next(600, 3000), Cancellation);
                    await Task.WhenAll(send.KillAsync(), portal.KillAsync());
                }
                await portal.DisposeAsync();
                portal = await site.StartAsync(Cancellation);
            }
            feed.Put(Entry(Rounds + 1));
            await Eventually.TrueAsync(async () =>
            {
                await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
                return (await site.ReadNewsAsync(Cancellation)).Count == feed.Entries.Count;
            }, () => "every entry is imported", TimeSpan.FromMinutes(1), Cancellation);
            await EveryDeliveryIsAccountedForAsync(site, smtp);
            foreach (var entry in feed.Entries)
                smtp.Messages.Where(mail => mail.Text.Contains(entry.Link, StringComparison.Ordinal) || mail.Text.Contains(entry.Title, StringComparison.Ordinal)).Select(mail => mail.To.Single())
                    .Distinct(StringComparer.Ordinal).Count().ShouldBe(Subscribers, $"Everybody has read of it: {entry.Title}");
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    static TestEntry Entry(int number) => new(string.Create(CultureInfo.InvariantCulture, $"Item {number} of the digest"), string.Create(CultureInfo.InvariantCulture, $"https://digest.example/{number}"))
    {
        Published = TimeProvider.System.GetUtcNow().AddMinutes(-1),
        Html = "<p>A paragraph that subscribers find in their mail.</p>",
    };

    static async Task SubscribeAsync(PortalProcess portal, SmtpServer smtp)
    {
        for (var number = 0; number < Subscribers; number++)
        {
            using var visitor = new Visitor(portal, (byte)(number + 1));
            var address = string.Create(CultureInfo.InvariantCulture, $"reader{number}@reader.example");
            await visitor.SignUpAsync(address, Cancellation);
            await visitor.ConfirmAsync(await smtp.WaitForAsync(mail => mail.IsTo(address), Cancellation), Cancellation);
        }
    }

    static async Task EveryDeliveryIsAccountedForAsync(PortalSite site, SmtpServer smtp)
    {
        smtp.Script = _ => null;
        // The last send composes what no killed one did; leases of the dead run out after ten seconds.
        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        IReadOnlyList<LedgerRow> ledger = [];
        await Eventually.TrueAsync(async () =>
        {
            ledger = await LedgerRow.ReadDigestsAsync(site, Cancellation);
            return ledger.Count > 0 && ledger.All(row => row.IsSettled);
        }, () => $"every delivery is settled: {string.Join(", ", ledger.CountBy(row => row.State))}", TimeSpan.FromMinutes(2), Cancellation);

        foreach (var issue in ledger.GroupBy(row => row.IssueId))
            issue.Select(row => row.SubscriberId).Distinct(StringComparer.Ordinal).Count().ShouldBe(Subscribers, "Each issue has a row for everybody.");
        var arrived = smtp.Messages.CountBy(mail => mail.Message.MessageId ?? "").ToDictionary(StringComparer.Ordinal);
        arrived.Where(mail => mail.Value > 1).ShouldBeEmpty("Nothing is sent twice while doubtful mails are held.");
        foreach (var row in ledger)
        {
            // Skipped: the issue before told everything already, because an import was killed or came late.
            row.State.ShouldBeOneOf(LedgerRow.Sent, LedgerRow.Held, LedgerRow.Skipped);
            if (row.State == LedgerRow.Sent)
                arrived.ShouldContainKey(row.MessageId);
        }
        await DecideByTheServersLogAsync(site, smtp, ledger);
    }

    static async Task DecideByTheServersLogAsync(PortalSite site, SmtpServer smtp, IReadOnlyList<LedgerRow> ledger)
    {
        var held = ledger.Where(row => row.State == LedgerRow.Held).ToList();
        var people = (await site.QueryAsync("""SELECT "Id", "Address" FROM "NewsletterSubscribers" """, row => (Id: row.GetString(0), Address: row.GetString(1)), Cancellation))
            .ToDictionary(person => person.Id, person => person.Address, StringComparer.Ordinal);
        var named = (await site.RunVerbAsync(["newsletter", "held", "--json"], Cancellation)).EnsureSuccess().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).Where(line => line["issueId"]!.ToString() != "welcome").Select(line => $"{line["issueId"]} {line["address"]}");
        named.Order(StringComparer.Ordinal).ShouldBe(held.Select(row => $"{row.IssueId} {people[row.SubscriberId]}").Order(StringComparer.Ordinal));
        foreach (var issue in held.GroupBy(row => row.IssueId))
        {
            var taken = issue.Where(row => smtp.Messages.Any(mail => mail.Message.MessageId == row.MessageId)).Select(row => people[row.SubscriberId]).ToList();
            if (taken.Count > 0)
                (await site.RunVerbAsync(["newsletter", "release", issue.Key, "--mark-sent", "--to", .. taken], Cancellation)).EnsureSuccess();
            if (taken.Count < issue.Count())
                (await site.RunVerbAsync(["newsletter", "release", issue.Key, "--resend"], Cancellation)).EnsureSuccess();
        }
        await Eventually.PassesAsync(async () =>
        {
            var rows = await LedgerRow.ReadDigestsAsync(site, Cancellation);
            rows.ShouldAllBe(row => row.State == LedgerRow.Sent || row.State == LedgerRow.Skipped);
            var times = smtp.Messages.CountBy(mail => mail.Message.MessageId ?? "").ToDictionary(StringComparer.Ordinal);
            rows.ShouldAllBe(row => times.GetValueOrDefault(row.MessageId) == (row.State == LedgerRow.Sent ? 1 : 0), "Everybody has each issue exactly once.");
        }, TimeSpan.FromSeconds(30), Cancellation);
    }
}
