using System.Globalization;
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
/// The sender dies at random moments (SIGKILL) while it composes and delivers digests. Nobody gets an issue twice; what nobody can know is held
/// by name, and sent once a person says so.
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
            await EveryDeliveryIsAccountedForAsync(site, smtp);
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
            row.State.ShouldBeOneOf(LedgerRow.Sent, LedgerRow.Held);
            if (row.State == LedgerRow.Sent)
                arrived.ShouldContainKey(row.MessageId);
        }
    }
}
