using System.Globalization;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Kills;

/// <summary>What happens when the program is asked to stop (SIGTERM) in the middle of its work.</summary>
public sealed class StopTests
{
    const int Subscribers = 8;

    // The limit of the host is 30 seconds.
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mail_on_the_wire_is_finished_and_the_rest_and_the_imports_are_handed_back()
    {
        await using var smtp = SmtpServer.Start();
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(smtp.Settings)
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
        }, Cancellation);
        var feed = OwnFeeds.Create(TimeProvider.System.GetUtcNow())[1];
        await using (var portal = await site.StartAsync(Cancellation))
        {
            await SubscribeAsync(portal, smtp);
            await site.AddSourcesAsync([new RecipeSource(feed.Title, feeds.Add(feed)), new RecipeSource("silent", feeds.Hostile("silent"))], Cancellation);
            await Eventually.TrueAsync(async () => feeds.Requests(feeds.Hostile("silent")) > 0 && (await site.ReadNewsAsync(Cancellation)).Count == feed.Entries.Count, "one feed is imported and the other waited for", Cancellation);

            var onTheWire = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            smtp.Script = step =>
            {
                if (step.Stage != SmtpStage.FinalDot)
                    return null;
                onTheWire.TrySetResult();
                return SmtpFault.Slow(answer.Task);
            };
            await using var send = site.StartVerb("newsletter", "send", "daily");
            await onTheWire.Task.WaitAsync(Limit, Cancellation);
            var stopping = Task.WhenAll(portal.StopAsync(Cancellation), send.StopAsync(Cancellation));
            // The server takes longer than the two seconds after which the command line's library would end the process.
            await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
            answer.SetResult();
            var results = await stopping.WaitAsync(Limit, Cancellation);
            results[0].ExitCode.ShouldBe(0, results[0].Output + results[0].Error);
        }

        (await site.QueryAsync("""SELECT "SourceId" FROM "FeedSourceStates" WHERE "LeaseOwner" IS NOT NULL""", row => row.GetString(0), Cancellation)).ShouldBeEmpty("Each source is handed back.");
        var ledger = await LedgerRow.ReadDigestsAsync(site, Cancellation);
        ledger.Count.ShouldBe(Subscribers);
        ledger.ShouldAllBe(row => row.State == LedgerRow.Sent || row.State == LedgerRow.Queued, "Nothing is left in doubt.");
        Digests(smtp, ledger).Count.ShouldBe(ledger.Count(row => row.State == LedgerRow.Sent));

        smtp.Script = _ => null;
        await using var again = await site.StartAsync(Cancellation);
        await Eventually.TrueAsync(async () => (await LedgerRow.ReadDigestsAsync(site, Cancellation)).All(row => row.State == LedgerRow.Sent), "the rest is sent", Cancellation);
        Digests(smtp, ledger).Order(StringComparer.Ordinal).ShouldBe(ledger.Select(row => row.MessageId).Order(StringComparer.Ordinal), "Everybody has one.");
        (await site.ReadNewsAsync(Cancellation)).Count.ShouldBe(feed.Entries.Count);
    }

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

    static List<string> Digests(SmtpServer smtp, IReadOnlyList<LedgerRow> ledger) =>
        [.. smtp.Messages.Select(mail => mail.Message.MessageId ?? "").Where(id => ledger.Any(row => row.MessageId == id))];
}
