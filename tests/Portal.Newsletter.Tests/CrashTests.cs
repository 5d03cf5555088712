using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>A sender that dies at each state of a delivery, and its successor on the same data.</summary>
public sealed class CrashTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Dead_after_the_claim_every_mail_goes_out_once_the_lease_is_over(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var issue = await IssueAsync(site, 5);
        (await site.Get<DeliveryLedger>().ClaimAsync(LeaseOwner.New(), 3, Cancellation)).Count.ShouldBe(3);

        await using var successor = await site.ReopenAsync();
        await successor.DeliverAsync();
        server.Messages.Count.ShouldBe(2, "the dead one's three are not touched while its lease lasts");
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await successor.DeliverAsync();
        server.Messages.SelectMany(mail => mail.To).Distinct().Count().ShouldBe(5);
        server.Messages.Count.ShouldBe(5);
        (await successor.BalanceAsync(issue)).ToString().ShouldStartWith("5 recipients = 5 sent");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Dead_between_intent_and_record_the_mail_is_held_whether_or_not_it_was_taken(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var issue = await IssueAsync(site, 2);
        var (ledger, messages) = (site.Get<DeliveryLedger>(), site.Get<DeliveryMessages>());
        var rows = await ledger.ClaimAsync(LeaseOwner.New(), 2, Cancellation);
        foreach (var row in rows)
            (await ledger.BeginAsync(null, row, Cancellation)).ShouldBeTrue();
        // One of the two reached the server before the sender died; nobody wrote that down.
        await using (var line = site.Get<IMailTransport>().Open())
        {
            await line.ReadyAsync(Cancellation);
            (await line.SendAsync((await messages.BuildAsync(rows[0], await messages.LoadAsync(rows, Cancellation), Cancellation))!, Cancellation)).Result.ShouldBe(MailResult.Accepted);
        }

        await using var successor = await site.ReopenAsync();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await successor.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
        var balance = await successor.BalanceAsync(issue);
        (balance[DeliveryState.Held], balance.IsBalanced).ShouldBe((2, true));
        (await successor.Get<Portal.Newsletter.Desk.NewsletterOverview>().HeldAsync(Cancellation)).Select(line => line.Address).ShouldBe(["s0@example.org", "s1@example.org"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task With_files_a_look_at_the_folder_settles_every_doubt(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        var issue = await IssueAsync(site, 4);
        var (ledger, messages) = (site.Get<DeliveryLedger>(), site.Get<DeliveryMessages>());
        var rows = await ledger.ClaimAsync(LeaseOwner.New(), 4, Cancellation);
        foreach (var row in rows)
            await ledger.BeginAsync(null, row, Cancellation);
        await using (var line = site.Get<IMailTransport>().Open())
        {
            await line.ReadyAsync(Cancellation);
            var batch = await messages.LoadAsync(rows, Cancellation);
            foreach (var row in rows.Take(2))
                await line.SendAsync((await messages.BuildAsync(row, batch, Cancellation))!, Cancellation);
        }

        await using var successor = await site.ReopenAsync();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await successor.DeliverAsync();
        Directory.GetFiles(Path.Combine(site.DataDirectory, "mail")).Length.ShouldBe(4);
        (await successor.BalanceAsync(issue))[DeliveryState.Sent].ShouldBe(4);
        (await successor.DeliveriesAsync()).Where(row => row.Attempts == 1).Count().ShouldBe(2, "those whose file stood were not written again");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_nodes_share_an_issue_and_nobody_gets_it_twice(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var first = await NewsletterSite.CreateAsync(provider, server);
        var issue = await IssueAsync(first, 120);
        await using var second = await first.ReopenAsync();
        await Task.WhenAll(first.DeliverAsync(), second.DeliverAsync());
        await first.DeliverAsync();
        server.Messages.Count.ShouldBe(120);
        server.Messages.SelectMany(mail => mail.To).Distinct().Count().ShouldBe(120);
        (await first.BalanceAsync(issue))[DeliveryState.Sent].ShouldBe(120);
        server.Connections.ShouldBeLessThanOrEqualTo(8, "connections are kept for many mails");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Several_nodes_compose_an_issue_once(DatabaseProvider provider)
    {
        await using var first = await NewsletterSite.CreateAsync(provider);
        await first.SubscribeAsync("ana@example.org");
        await first.PublishAsync("NewsItem", "News");
        await using var second = await first.ReopenAsync();
        first.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        var due = DigestCalendar.Last(Portal.Newsletter.Subscribing.DigestRhythm.Daily, first.Time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById("Europe/Belgrade"));
        var composed = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? first : second).Get<DigestComposer>().ComposeAsync(default, due, Cancellation)));
        composed.Count(issue => issue is not null).ShouldBe(1);
        (await first.DeliveriesAsync()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_database_refuses_a_second_row_for_the_same_issue_and_person(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        await IssueAsync(site, 1);
        var row = (await site.DeliveriesAsync()).Single();
        await Should.ThrowAsync<DbUpdateException>(site.WriteAsync((scope, _) =>
        {
            scope.Db.Add(new DeliveryRecord { IssueId = row.IssueId, SubscriberId = row.SubscriberId, MessageId = "other@example.org" });
            return Task.CompletedTask;
        }));
    }

    static async Task<IssueRecord> IssueAsync(NewsletterSite site, int subscribers)
    {
        for (var number = 0; number < subscribers; number++)
            await site.SubscribeAsync($"s{number}@example.org");
        await site.PublishAsync("NewsItem", "News");
        return (await site.ComposeNextAsync())!;
    }
}
