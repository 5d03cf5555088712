using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests.Reports;

/// <summary>Reports in a real mailbox: what they do to a subscription, and what must do nothing.</summary>
public sealed class ReportTests
{
    const string Ana = "ana@example.org";
    const string Gone = "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user";
    const string Full = "Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_mailbox_that_does_not_exist_ends_the_subscription_once_and_the_report_is_moved(DatabaseProvider provider)
    {
        await using var mails = await Mails.CreateAsync(provider);
        var path = await mails.IssueAsync();
        path.ShouldStartWith("bounce+");
        mails.Imap.Deliver(Report(path, Gone));
        mails.Imap.Deliver(Report(path, Gone));
        (await mails.ReadAsync()).ShouldBe(2);
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
        (mails.Imap.Inbox, mails.Imap.Moved).ShouldBe((0, 2));
        (await mails.BouncesAsync()).ShouldHaveSingleItem().Kind.ShouldBe(BounceKind.Hard);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_editor_sees_what_came_back_and_may_write_again_unless_the_person_has_said_no(DatabaseProvider provider)
    {
        var mira = new ContentActor("mira", "Mira");
        await using var mails = await Mails.CreateAsync(provider);
        var (roster, actions) = (mails.Site.Get<BounceRoster>(), mails.Site.Get<SubscriberActions>());
        for (var time = 0; time < 3; time++)
            await FullAsync(mails, TimeSpan.FromDays(4));
        var (lines, _) = await roster.ListAsync(null, null, Cancellation);
        lines.Select(line => (line.Address, BounceWords.Reason(line.Bounce), line.MayReturn)).Distinct().ShouldBe([(Ana, "The mailbox is full.", true)]);
        (await roster.ListAsync(BounceKind.Hard, null, Cancellation)).Lines.ShouldBeEmpty();
        var id = lines[0].Bounce.SubscriberId;

        (await actions.WriteAgainAsync(id, "She has tidied up", mira, Cancellation)).ShouldBeTrue();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed);
        (await actions.WriteAgainAsync(id, "Once more", mira, Cancellation)).ShouldBeFalse();
        // The times before don't count any more.
        await FullAsync(mails, TimeSpan.Zero);
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed);

        var path = await mails.IssueAsync();
        mails.Imap.Deliver(Report(path, Gone));
        await mails.ReadAsync();
        (await roster.ListAsync(BounceKind.Hard, null, Cancellation)).Lines.ShouldHaveSingleItem().MayReturn.ShouldBeTrue();
        var ana = (await mails.Site.SubscriberAsync(Ana))!;
        await mails.Site.Get<Subscriptions>().UnsubscribeAsync(SubscriberLinks.Token(ana), Cancellation);
        (await roster.ListAsync(null, null, Cancellation)).Lines.ShouldAllBe(line => !line.MayReturn);
        (await actions.WriteAgainAsync(id, "Against her will", mira, Cancellation)).ShouldBeFalse();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task Postfix_says_the_reason_in_words_only_and_is_understood()
    {
        await using var mails = await Mails.CreateAsync();
        mails.Imap.Deliver(Report(await mails.IssueAsync(), "Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown"));
        await mails.ReadAsync();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
    }

    [Theory]
    [InlineData("Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 Message rejected as spam", BounceKind.Policy)]
    [InlineData("Status: 5.7.26\nDiagnostic-Code: smtp; 550 5.7.26 Unauthenticated mail is not accepted due to DMARC policy", BounceKind.Policy)]
    [InlineData(Full, BounceKind.Soft)]
    public async Task What_is_not_the_persons_fault_ends_nothing(string report, object kind)
    {
        await using var mails = await Mails.CreateAsync();
        mails.Imap.Deliver(Report(await mails.IssueAsync(), report));
        await mails.ReadAsync();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed);
        (await mails.BouncesAsync()).ShouldHaveSingleItem().Kind.ShouldBe((BounceKind)kind);
    }

    [Fact]
    public async Task Three_full_mailboxes_over_a_week_end_it_and_one_mail_that_came_begins_anew()
    {
        await using var mails = await Mails.CreateAsync();
        for (var day = 0; day < 2; day++)
            await FullAsync(mails, TimeSpan.FromDays(4));
        // One comes, and no report about it in five days.
        await mails.IssueAsync();
        mails.Site.Time.Advance(TimeSpan.FromDays(6));
        for (var day = 0; day < 2; day++)
            await FullAsync(mails, TimeSpan.FromDays(4));
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed);
        await FullAsync(mails, TimeSpan.Zero);
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task Three_full_mailboxes_in_three_days_are_a_holiday()
    {
        await using var mails = await Mails.CreateAsync();
        for (var day = 0; day < 3; day++)
            await FullAsync(mails, TimeSpan.FromHours(1));
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed);
    }

    [Fact]
    public async Task A_complaint_ends_the_subscription()
    {
        await using var mails = await Mails.CreateAsync();
        var path = await mails.IssueAsync();
        mails.Imap.Deliver(Complaint(path, "abuse"));
        await mails.ReadAsync();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
        (await mails.BouncesAsync()).ShouldHaveSingleItem().Kind.ShouldBe(BounceKind.Complaint);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_issue_that_many_call_unwanted_stops_by_itself_and_can_be_resumed(DatabaseProvider provider)
    {
        await using var mails = await Mails.CreateAsync(provider);
        foreach (var name in new[] { "bora", "vesna", "goran", "dana" })
            await mails.Site.SubscribeAsync($"{name}@example.org");
        var later = true;
        mails.Smtp.Script = step => later && step is { Stage: SmtpStage.Recipient, Argument: "goran@example.org" or "dana@example.org" } ? SmtpFault.Reply("451 4.3.0 Later") : null;
        await mails.Site.PublishAsync("NewsItem", "News");
        var issue = (await mails.Site.ComposeNextAsync()).ShouldNotBeNull();
        await mails.Site.DeliverAsync();
        var paths = mails.Smtp.Messages.Select(mail => mail.From).ToList();
        paths.Count.ShouldBe(3);
        foreach (var path in paths.Take(2))
            mails.Imap.Deliver(Complaint(path, "abuse"));
        await mails.ReadAsync();
        (await StateAsync()).ShouldBe(IssueState.Open, "Two of three may be a quarrel.");
        mails.Imap.Deliver(Complaint(paths[2], "abuse"));
        await mails.ReadAsync();
        (await StateAsync()).ShouldBe(IssueState.Paused);
        later = false;
        mails.Site.Time.Advance(TimeSpan.FromHours(1));
        await mails.Site.DeliverAsync();
        mails.Smtp.Messages.Count.ShouldBe(3, "Nobody else gets it.");
        var said = new List<CheckResult>();
        foreach (var check in mails.Site.Get<IEnumerable<ISiteCheck>>())
            said.AddRange(await check.LookAsync(Cancellation));
        said.ShouldContain(result => result.Subject == "Complaints" && result.State == CheckState.Trouble && result.Message.StartsWith("3 of 3", StringComparison.Ordinal));
        await mails.Site.Get<DraftActions>().ResumeAsync(issue.Id, (await IssueAsync()).Stamp, Content.Items.ContentActor.System, Cancellation);
        await mails.Site.DeliverAsync();
        mails.Smtp.Messages.Count.ShouldBe(5);

        async Task<IssueState> StateAsync() => (await IssueAsync()).State;

        async Task<IssueRecord> IssueAsync()
        {
            await using var db = await mails.Site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            return await db.Set<IssueRecord>().AsNoTracking().FirstAsync(one => one.Id == issue.Id, Cancellation);
        }
    }

    [Fact]
    public async Task A_mail_that_asks_to_leave_is_heard()
    {
        await using var mails = await Mails.CreateAsync();
        await mails.IssueAsync();
        var header = mails.Smtp.Messages[0].Message.Headers[MimeKit.HeaderId.ListUnsubscribe]!;
        var subject = Uri.UnescapeDataString(header[(header.IndexOf("subject=", StringComparison.Ordinal) + 8)..].TrimEnd('>'));
        mails.Imap.Deliver($"From: {Ana}\nTo: leave@portal.example\nSubject: {subject}\nMessage-ID: <1@mail>\n\nPlease.\n");
        await mails.ReadAsync();
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
    }

    [Theory]
    [InlineData("out of office")]
    [InlineData("a delay")]
    [InlineData("a forged token")]
    [InlineData("a token of another row")]
    [InlineData("not spam")]
    [InlineData("a person")]
    [InlineData("broken headers")]
    [InlineData("nothing at all")]
    public async Task What_is_no_report_changes_nothing_and_is_looked_at_once(string what)
    {
        await using var mails = await Mails.CreateAsync();
        mails.Imap.Deliver(Harmless(what, await mails.IssueAsync()));
        (await mails.ReadAsync()).ShouldBe(1);
        (await mails.StateAsync()).ShouldBe(SubscriberState.Confirmed, what);
        (await mails.BouncesAsync()).ShouldBeEmpty();
        (mails.Imap.Unread, mails.Imap.Moved).ShouldBe((0, 0));
        (await mails.ReadAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_of_the_recipient_in_the_dialogue_ends_the_subscription_too()
    {
        await using var mails = await Mails.CreateAsync();
        mails.Smtp.Script = step => step.Stage == SmtpStage.Recipient ? SmtpFault.Reply("550 5.1.1 No such user") : null;
        await mails.IssueAsync(arrives: false);
        (await mails.StateAsync()).ShouldBe(SubscriberState.Unsubscribed);
    }

    static async Task FullAsync(Mails mails, TimeSpan then)
    {
        mails.Imap.Deliver(Report(await mails.IssueAsync(), Full));
        await mails.ReadAsync();
        mails.Site.Time.Advance(then);
    }

    static string Harmless(string what, string path) => what switch
    {
        "out of office" => $"From: ana@example.org\nTo: {path}\nSubject: Out of office\nAuto-Submitted: auto-replied\n\n550 days until I return.\n",
        "a delay" => Report(path, "Status: 4.4.1\nDiagnostic-Code: smtp; 451 4.4.1 later", action: "delayed"),
        "a forged token" => Report("bounce+1-00000000000000000000@portal.example", Gone),
        "a token of another row" => Report(path.Replace("bounce+1-", "bounce+2-", StringComparison.Ordinal), Gone),
        "not spam" => Complaint(path, "not-spam"),
        "a person" => $"From: ana@example.org\nTo: {path}\nSubject: Thank you\n\n550 readers thank you.\n",
        "broken headers" => "From: x\nTo: <<<>>>,,,bounce+@portal.example\nSubject: \n\n",
        _ => "\n\n",
    };

    static string Report(string path, string fields, string action = "failed") => $"""
        Return-Path: <>
        From: MAILER-DAEMON@relay.example
        To: {path}
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <report-{path}@relay.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        I'm sorry.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; {Ana}
        Action: {action}
        {fields}

        --b--

        """;

    static string Complaint(string path, string type) => $"""
        From: feedback@mail.example
        To: abuse@portal.example
        Subject: FW: the digest
        Message-ID: <complaint-{path}@mail.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is a report.

        --b
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Mail/1.0
        Version: 1
        Original-Mail-From: <{path}>

        --b
        Content-Type: message/rfc822

        From: digest@portal.example
        Subject: the digest

        text
        --b--

        """;

    /// <summary>A site that sends to a server of the tests and reads reports from a mailbox of the tests.</summary>
    sealed class Mails : IAsyncDisposable
    {
        Mails(SmtpServer smtp, ImapServer imap, NewsletterSite site) => (Smtp, Imap, Site) = (smtp, imap, site);

        public SmtpServer Smtp { get; }

        public ImapServer Imap { get; }

        public NewsletterSite Site { get; }

        public static async Task<Mails> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
        {
            var (smtp, imap) = (SmtpServer.Start(), ImapServer.Start());
            var site = await NewsletterSite.CreateAsync(provider, smtp, [.. imap.Settings, ("Portal:Smtp:BounceAddress", "bounce@portal.example"), ("Portal:Smtp:UnsubscribeMailbox", "leave@portal.example")]);
            await site.SubscribeAsync(Ana);
            return new(smtp, imap, site);
        }

        /// <summary>Sends the next daily issue and returns the address to which reports about it come.</summary>
        public async Task<string> IssueAsync(bool arrives = true)
        {
            var before = Smtp.Messages.Count;
            await Site.PublishAsync("NewsItem", $"News {Site.Time.GetUtcNow():O}");
            (await Site.ComposeNextAsync()).ShouldNotBeNull();
            await Site.DeliverAsync();
            Smtp.Messages.Count.ShouldBe(before + (arrives ? 1 : 0));
            return arrives ? Smtp.Messages[^1].From : "";
        }

        public Task<int> ReadAsync() => Site.Get<ReportMailbox>().ReadAsync(Cancellation);

        public async Task<SubscriberState> StateAsync() => (await Site.SubscriberAsync(Ana))!.State;

        public async Task<List<BounceRecord>> BouncesAsync()
        {
            await using var db = await Site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            return await db.Set<BounceRecord>().AsNoTracking().ToListAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await Site.DisposeAsync();
            await Imap.DisposeAsync();
            await Smtp.DisposeAsync();
        }
    }
}
