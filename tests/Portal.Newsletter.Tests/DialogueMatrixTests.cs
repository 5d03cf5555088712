using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>Every fault at every step of the dialogue, each for one of three mails: what the ledger says of a mail is what happened to it, nobody gets it twice, and the others get theirs.</summary>
public sealed class DialogueMatrixTests
{
    const string Victim = "ana@example.org";

    public static IEnumerable<TheoryDataRow<SmtpStage, string>> Steps =>
        from stage in Enum.GetValues<SmtpStage>()
        from fault in (string[])["451 4.3.0 Try later", "421 4.3.2 Closing", "550 5.1.1 No such user", "554 5.7.1 We don't like you", "cut", "slow", "nonsense"]
        where stage != SmtpStage.Content || fault == "cut"
        select new TheoryDataRow<SmtpStage, string>(stage, fault);

    [Theory, MemberData(nameof(Steps))]
    public async Task The_ledger_says_what_happened(SmtpStage stage, string fault)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server, ("Portal:Smtp:Connections", "1"));
        foreach (var address in (string[])["mila@example.org", Victim, "vera@example.org"])
            await site.SubscribeAsync(address);
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        var times = 0;
        server.Script = step => step.Stage == stage && (IsOfVictim(step) || step.Argument.Length == 0) && Interlocked.Increment(ref times) == 1 ? Fault(fault) : null;
        for (var round = 0; round < 4; round++)
        {
            await site.DeliverAsync();
            site.Time.Advance(TimeSpan.FromHours(1));
        }

        var arrived = server.Messages.Count(mail => mail.IsTo(Victim));
        var ana = await site.SubscriberAsync(Victim);
        var row = (await site.DeliveriesAsync()).Single(one => one.SubscriberId == ana!.Id);
        arrived.ShouldBeLessThanOrEqualTo(1);
        switch (row.State)
        {
            case DeliveryState.Sent:
                arrived.ShouldBe(1);
                break;
            case DeliveryState.Failed:
                arrived.ShouldBe(0);
                fault[0].ShouldBe('5');
                break;
            case DeliveryState.Suppressed:
                // Refused for good in the first step of another mail: the subscription has ended.
                arrived.ShouldBe(0);
                break;
            default:
                (row.State, row.Reason).ShouldBe((DeliveryState.Held, DeliveryReason.InDoubt));
                // A small mail lies in the socket as a whole, with its dot, before the cut is noticed: nobody here can tell how far it came.
                stage.ShouldBeOneOf(SmtpStage.Content, SmtpStage.FinalDot);
                break;
        }
        server.Messages.Count(mail => !mail.IsTo(Victim)).ShouldBe(2);
        var balance = await site.BalanceAsync(issue);
        (balance.IsBalanced, balance.Pending).ShouldBe((true, 0));
    }

    // MAIL FROM names nobody: the second mail on the connection is the victim's.
    static bool IsOfVictim(SmtpStep step) => step.Argument == Victim || (step.Stage == SmtpStage.From && step.Time == 2);

    static SmtpFault Fault(string fault) => fault switch
    {
        "cut" => SmtpFault.Drop,
        "slow" => SmtpFault.Slow(Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken)),
        "nonsense" => SmtpFault.Reply("hello?"),
        _ => SmtpFault.Reply(fault),
    };
}
