using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>Each fault of the dialogue with a mail server, and what the ledger makes of it.</summary>
public sealed class DeliveryFaultTests
{
    const string Ana = "ana@example.org";

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    public static IEnumerable<TheoryDataRow<SmtpStage, string>> Deferrals =>
        from stage in new[] { SmtpStage.From, SmtpStage.Recipient, SmtpStage.Data, SmtpStage.FinalDot }
        from code in new[] { "451 4.3.0 Try later", "421 4.3.2 Closing" }
        select new TheoryDataRow<SmtpStage, string>(stage, code);

    [Theory, MemberData(nameof(Deferrals))]
    public async Task A_deferral_at_any_stage_is_tried_again_after_a_pause_and_comes_once(SmtpStage stage, string answer)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        var issue = await OneIssueAsync(site);
        server.Script = step => step.Stage == stage && step.Time == 1 ? SmtpFault.Reply(answer) : null;
        await site.DeliverAsync();
        var row = (await site.DeliveriesAsync()).ShouldHaveSingleItem();
        (row.State, row.Attempts).ShouldBe((DeliveryState.Queued, 1));
        row.NotBeforeUtc.ShouldBe(site.Time.GetUtcNow().UtcDateTime.AddMinutes(1));
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty("it is not yet time");
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
        (await site.BalanceAsync(issue))[DeliveryState.Sent].ShouldBe(1);
    }

    [Theory]
    [InlineData(SmtpStage.Recipient)]
    [InlineData(SmtpStage.Data)]
    [InlineData(SmtpStage.FinalDot)]
    public async Task A_refusal_is_final_and_the_others_get_their_mail(SmtpStage stage)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, ("Portal:Smtp:Connections", "1"));
        await site.SubscribeAsync("mila@example.org");
        var issue = await OneIssueAsync(site);
        server.Script = step => step.Stage == stage && step.Argument == Ana ? SmtpFault.Reply("550 5.1.1 No such user") : null;
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem().IsTo("mila@example.org").ShouldBeTrue();
        var balance = await site.BalanceAsync(issue);
        (balance[DeliveryState.Failed], balance[DeliveryState.Sent], balance.IsBalanced).ShouldBe((1, 1, true));
        (await site.DeliveriesAsync()).Single(row => row.State == DeliveryState.Failed).Reply!.ShouldStartWith("550");
    }

    [Theory]
    [InlineData(SmtpStage.From)]
    [InlineData(SmtpStage.Data)]
    public async Task A_connection_lost_before_the_message_costs_a_pause_and_nothing_else(SmtpStage stage)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await OneIssueAsync(site);
        server.Script = step => step.Stage == stage && step.Time == 1 ? SmtpFault.Drop : null;
        await site.DeliverAsync();
        (await site.DeliveriesAsync()).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Queued);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_connection_lost_after_the_final_dot_is_held_and_never_doubled_by_itself(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var issue = await OneIssueAsync(site);
        server.Script = step => step.Stage == SmtpStage.FinalDot ? SmtpFault.Drop : null;
        await site.DeliverAsync();
        server.Script = _ => null;
        for (var round = 0; round < 5; round++)
        {
            site.Time.Advance(TimeSpan.FromHours(1));
            await site.DeliverAsync();
        }
        server.Messages.ShouldHaveSingleItem("the server took it, though we do not know");
        var row = (await site.DeliveriesAsync()).ShouldHaveSingleItem();
        (row.State, row.Reason).ShouldBe((DeliveryState.Held, DeliveryReason.InDoubt));
        (await site.BalanceAsync(issue)).IsBalanced.ShouldBeTrue();

        // The editor decides to send it again: then, and only then, it comes twice, recognisable by its Message-ID.
        await site.Get<DeliveryDecisions>().ReleaseAsync(row.Id, ContentActor.System, TestContext.Current.CancellationToken);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        server.Messages[0].Message.MessageId.ShouldBe(server.Messages[1].Message.MessageId);
        server.Messages[0].Message.Date.ShouldBe(server.Messages[1].Message.Date);
    }

    [Fact]
    public async Task With_retry_a_doubtful_mail_comes_again_with_the_same_identity()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, ("Portal:Newsletter:InDoubt", "Retry"));
        await OneIssueAsync(site);
        server.Script = step => step is { Stage: SmtpStage.FinalDot, Time: 1 } ? SmtpFault.Drop : null;
        await site.DeliverAsync();
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        server.Messages.Select(mail => mail.Message.MessageId).Distinct().ShouldHaveSingleItem();
        (await site.DeliveriesAsync()).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_costs_no_attempt()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await OneIssueAsync(site);
        server.Script = step => step.Stage == SmtpStage.Connected ? SmtpFault.Reply("554 No service") : null;
        for (var hour = 0; hour < 24; hour++)
        {
            await site.DeliverAsync();
            site.Time.Advance(TimeSpan.FromHours(1));
        }
        (await site.DeliveriesAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(0);
        site.Get<Portal.Newsletter.Mail.MailHealth>().Trouble.ShouldNotBeNull();
        server.Script = _ => null;
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_deferred_for_ever_is_given_up_after_the_last_pause()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        var issue = await OneIssueAsync(site);
        server.Script = step => step.Stage == SmtpStage.Recipient ? SmtpFault.Reply("450 4.2.1 Greylisted") : null;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await site.DeliverAsync();
            site.Time.Advance(TimeSpan.FromHours(9));
        }
        (await site.DeliveriesAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(Settlement.MaxAttempts);
        (await site.BalanceAsync(issue))[DeliveryState.Failed].ShouldBe(1);
    }

    static async Task<IssueRecord> OneIssueAsync(NewsletterSite site)
    {
        await site.SubscribeAsync(Ana);
        await site.PublishAsync("NewsItem", "News");
        return (await site.ComposeNextAsync())!;
    }
}
