using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class DraftTests
{
    static readonly ContentActor Mira = new("mira", "Mira");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_issue_that_needs_approval_lies_on_the_desk_and_goes_once_as_the_editor_left_it(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await site.SubscribeAsync("cyber@example.org", topics: "cyber");
        await PlanTests.SaveAsync(site, plan => plan with { NeedsApproval = true, DraftHours = 3 });
        foreach (var (title, topic) in new[] { ("One", "water"), ("Two", "water"), ("Three", "cyber"), ("To be left out", "water") })
            await site.PublishAsync("NewsItem", title, topic);
        await AtAsync(site, 4);
        var draft = (await site.Get<DraftActions>().ListAsync(Cancellation)).ShouldHaveSingleItem();
        draft.Period.ShouldBe("2026-11-25");
        await PlanTests.RunAsync(site);
        (await site.Get<DraftActions>().ListAsync(Cancellation)).Count.ShouldBe(1, "made once");

        var desk = new IssueDraft(IssueContent.Read(draft.Content));
        var water = desk.Groups.Single(group => group.Group.Topic?.Id == "water");
        desk.Remove(water.Items.Single(item => item.Title == "To be left out").Id);
        desk.Move(water.Items.Single(item => item.Title == "One").Id, water.Items[0].Title == "One" ? 1 : -1);
        var expected = water.Items.ConvertAll(item => item.Title);
        desk.Words["en"].Subject = "What a day";
        desk.Words["en"].Word = "Dear reader, **this** is {{ Model.SiteName }}.";
        draft = await site.Get<DraftActions>().SaveAsync(draft.Id, draft.Stamp, desk.Content, draft.DueUtc, false, Mira, Cancellation);

        await site.PublishAsync("NewsItem", "Came after the editor", "water");
        await AtAsync(site, 7);
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty("nobody approved it");

        draft = await site.Get<DraftActions>().ApproveAsync(draft.Id, draft.Stamp, now: false, despiteFaults: false, Mira, Cancellation);
        (draft.State, draft.ApprovedBy).ShouldBe((IssueState.Open, "Mira"));
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        var all = server.Messages.Single(mail => mail.IsTo("ana@example.org"));
        all.Message.Subject.ShouldBe("What a day");
        all.Html.ShouldContain("<strong>this</strong> is {{ Model.SiteName }}.", customMessage: "Liquid in what people write does not run");
        all.Text.ShouldContain("Dear reader, this is {{ Model.SiteName }}.");
        all.Text.IndexOf("* " + expected[0], StringComparison.Ordinal).ShouldBeLessThan(all.Text.IndexOf("* " + expected[1], StringComparison.Ordinal));
        all.Text.ShouldNotContain("To be left out");
        all.Text.ShouldNotContain("Came after the editor");
        var cyber = server.Messages.Single(mail => mail.IsTo("cyber@example.org"));
        cyber.Text.ShouldContain("* Three");
        cyber.Text.ShouldNotContain("* One");

        // What came after the editor's hour stands in the next issue.
        await AtAsync(site, 4, days: 2);
        IssueContent.Read((await site.Get<DraftActions>().ListAsync(Cancellation)).ShouldHaveSingleItem().Content).Items.Select(item => item.Title).ShouldContain("Came after the editor");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_draft_that_nobody_touches_goes_at_its_hour_with_what_came_until_then(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await PlanTests.SaveAsync(site, plan => plan with { DraftHours = 3 });
        await site.PublishAsync("NewsItem", "Early");
        await AtAsync(site, 5);
        (await site.Get<DraftActions>().ListAsync(Cancellation)).Count.ShouldBe(1);
        await site.PublishAsync("NewsItem", "Late");
        await AtAsync(site, 7);
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.Text.ShouldContain("* Early");
        mail.Text.ShouldContain("* Late");
        (await PlanTests.IssuesAsync(site)).Count.ShouldBe(1, "the draft became the issue");
        (await site.Get<DraftActions>().ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_draft_that_nobody_approved_waits_while_its_mails_have_faults(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await PlanTests.SaveAsync(site, plan => plan with { DraftHours = 3 });
        var drafts = site.Get<DraftActions>();

        var draft = await FaultyAsync(1);
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty();
        var held = (await drafts.ListAsync(Cancellation)).ShouldHaveSingleItem();
        (held.State, held.Stamp).ShouldBe((IssueState.Draft, draft.Stamp), "the editor's page is not told that somebody else was there");
        IssueContent.Read(held.Content).Hold!.Faults.ShouldHaveSingleItem().Arguments.ShouldBe(["https://portal.example/nowhere"]);
        (await site.Get<IEnumerable<ISiteCheck>>().OfType<NewsletterCheck>().Single().LookAsync(Cancellation))
            .ShouldContain(result => result.State == CheckState.Trouble && result.Link == $"/Admin/Newsletter/Issues/{draft.Id}");
        await drafts.SaveAsync(held.Id, held.Stamp, Words(held, "", "See [the start](/)."), held.DueUtc, false, Mira, Cancellation);
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem("put right, it goes by itself").Text.ShouldContain("See the start");

        draft = await FaultyAsync(2);
        await Should.ThrowAsync<IssueFaultsException>(() => drafts.ApproveAsync(draft.Id, draft.Stamp, now: false, despiteFaults: false, Mira, Cancellation));
        draft = await drafts.ApproveAsync(draft.Id, draft.Stamp, now: false, despiteFaults: true, Mira, Cancellation);
        draft.State.ShouldBe(IssueState.Open);
        var content = IssueContent.Read(draft.Content);
        (content.Hold, content.Exceptions.ShouldHaveSingleItem().By).ShouldBe((null, "Mira"));
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);

        // Put right too late, it asks like any other that is too late.
        draft = await FaultyAsync(3);
        site.Time.Advance(TimeSpan.FromHours(7));
        await drafts.SaveAsync(draft.Id, draft.Stamp, Words(draft, "", ""), draft.DueUtc, false, Mira, Cancellation);
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        (await drafts.FindAsync(draft.Id, Cancellation))!.State.ShouldBe(IssueState.Held);

        async Task<IssueRecord> FaultyAsync(int day)
        {
            await site.PublishAsync("NewsItem", $"News of day {day}");
            await AtAsync(site, 5, day);
            var made = (await drafts.ListAsync(Cancellation)).ShouldHaveSingleItem();
            await drafts.SaveAsync(made.Id, made.Stamp, Words(made, "", "See [this](/nowhere)."), made.DueUtc, false, Mira, Cancellation);
            await AtAsync(site, 7, day);
            return (await drafts.FindAsync(made.Id, Cancellation))!;
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_editors_the_second_is_told_and_nothing_is_written_over(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        var drafts = site.Get<DraftActions>();
        var letter = await drafts.BeginLetterAsync(Mira, Cancellation);
        var first = Words(letter, "Of the first", "Text");
        var saved = await drafts.SaveAsync(letter.Id, letter.Stamp, first, letter.DueUtc, false, Mira, Cancellation);
        await Should.ThrowAsync<DraftRefusedException>(() => drafts.SaveAsync(letter.Id, letter.Stamp, Words(letter, "Of the second", "Text"), letter.DueUtc, false, Mira, Cancellation));
        await Should.ThrowAsync<DraftRefusedException>(() => drafts.ApproveAsync(letter.Id, letter.Stamp, now: false, despiteFaults: false, Mira, Cancellation), "nobody approves what they have not seen");
        IssueContent.Read((await drafts.FindAsync(letter.Id, Cancellation))!.Content).Words["en"].Subject.ShouldBe("Of the first");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await drafts.SaveAsync(letter.Id, saved.Stamp, first, letter.DueUtc, false, Mira, Cancellation);
                return true;
            }
            catch (DraftRefusedException)
            {
                return false;
            }
        }));
        results.Count(won => won).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_letter_goes_to_its_audience_in_their_letters_at_its_hour(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("en@example.org");
        await site.SubscribeAsync("lat@example.org", DigestRhythm.Weekly, language: "sr-Latn");
        await site.SubscribeAsync("cyr@example.org", DigestRhythm.Weekly, language: "sr-Cyrl");
        await site.SubscribeAsync("search@example.org", DigestRhythm.Searches, language: "sr-Cyrl");
        var drafts = site.Get<DraftActions>();
        var letter = await drafts.BeginLetterAsync(Mira, Cancellation);
        await Should.ThrowAsync<DraftRefusedException>(() => drafts.ApproveAsync(letter.Id, letter.Stamp, now: false, despiteFaults: false, Mira, Cancellation), "it says nothing yet");
        var desk = new IssueDraft(IssueContent.Read(letter.Content));
        desk.Words["sr"].Subject = "Poziv na predavanje";
        desk.Words["sr"].Word = "Draga čitateljko, [dođite](/contact).\n\n* prvo\n* drugo\n\n<script>alert(1)</script><img src=\"https://elsewhere.example/x.png\">";
        desk.Languages.AddRange(["sr-Latn", "sr-Cyrl"]);
        letter = await drafts.SaveAsync(letter.Id, letter.Stamp, desk.Content, site.Time.GetUtcNow().UtcDateTime.AddHours(2), true, Mira, Cancellation);
        // Nothing stands at /contact: that is told, and somebody decides.
        var held = await Should.ThrowAsync<IssueFaultsException>(() => drafts.ApproveAsync(letter.Id, letter.Stamp, now: true, despiteFaults: false, Mira, Cancellation));
        held.Faults.ShouldHaveSingleItem("of both alphabets together").Arguments.ShouldBe(["https://portal.example/contact"]);
        letter = (await drafts.FindAsync(letter.Id, Cancellation))!;
        (letter.ApprovedUtc, letter.DueUtc).ShouldBe((null, site.Time.GetUtcNow().UtcDateTime.AddHours(2)), "nothing has changed");
        letter = await drafts.ApproveAsync(letter.Id, letter.Stamp, now: false, despiteFaults: true, Mira, Cancellation);
        var kept = new IssueDraft(IssueContent.Read(letter.Content)).Exceptions.ShouldHaveSingleItem();
        (kept.By, kept.Faults.Single().Arguments.Single()).ShouldBe(("Mira", "https://portal.example/contact"));
        letter.State.ShouldBe(IssueState.Draft, "its hour has not come");
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty();
        site.Time.Advance(TimeSpan.FromHours(2));
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        var cyrillic = server.Messages.Single(mail => mail.IsTo("cyr@example.org"));
        cyrillic.Message.Subject.ShouldBe("Позив на предавање");
        cyrillic.Text.ShouldContain("Драга читатељко, дођите (https://portal.example/contact).");
        cyrillic.Text.ShouldContain("* прво\n* друго");
        var latin = server.Messages.Single(mail => mail.IsTo("lat@example.org"));
        latin.Message.Subject.ShouldBe("Poziv na predavanje");
        latin.Html.ShouldNotContain("<script");
        latin.Html.ShouldNotContain("elsewhere.example");
        latin.Message.Headers["List-Id"].ShouldBe("\"Institute\" <letters.newsletter.portal.example>");
        await PlanTests.RunAsync(site);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2, "nobody gets it twice");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_paused_issue_stands_still_goes_on_and_a_dropped_one_ends_with_balanced_books(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        for (var number = 0; number < 3; number++)
            await site.SubscribeAsync($"s{number}@example.org");
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        var drafts = site.Get<DraftActions>();
        // One of the mails is claimed by a sender that has not begun it yet.
        var claimed = (await site.Get<DeliveryLedger>().ClaimAsync(LeaseOwner.New(), 1, Cancellation)).Single();
        issue = await drafts.PauseAsync(issue.Id, issue.Stamp, Mira, Cancellation);
        (await site.Get<DeliveryLedger>().BeginAsync(null, claimed, Cancellation)).ShouldBeFalse("a pause takes effect before the next mail");
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty();
        (await site.BalanceAsync(issue))[DeliveryState.Held].ShouldBe(3);
        issue = await drafts.ResumeAsync(issue.Id, issue.Stamp, Mira, Cancellation);
        await site.DeliverAsync();
        server.Messages.SelectMany(mail => mail.To).Distinct().Count().ShouldBe(3);
        server.Messages.Count.ShouldBe(3);

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishAsync("NewsItem", "More news");
        var next = (await site.ComposeNextAsync())!;
        next = await drafts.CancelAsync(next.Id, next.Stamp, Mira, Cancellation);
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(3);
        next.State.ShouldBe(IssueState.Cancelled);
        (await site.BalanceAsync(next)).IsBalanced.ShouldBeTrue();
        await Should.ThrowAsync<DraftRefusedException>(() => drafts.ResumeAsync(next.Id, next.Stamp, Mira, Cancellation));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Several_nodes_let_an_approved_draft_go_once(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var first = await NewsletterSite.CreateAsync(provider, server);
        await first.SubscribeAsync("ana@example.org");
        await PlanTests.SaveAsync(first, plan => plan with { NeedsApproval = true });
        await first.PublishAsync("NewsItem", "News");
        await AtAsync(first, 6);
        await using var second = await first.ReopenAsync();
        var draft = (await first.Get<DraftActions>().ListAsync(Cancellation)).Single();
        await first.Get<DraftActions>().ApproveAsync(draft.Id, draft.Stamp, now: false, despiteFaults: false, Mira, Cancellation);
        first.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? first : second).Get<DueDrafts>().RunAsync(Cancellation)));
        (await first.DeliveriesAsync()).ShouldHaveSingleItem();
        await Task.WhenAll(first.DeliverAsync(), second.DeliverAsync());
        server.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_editor_sees_the_mail_as_any_subscriber_would_get_it_and_sends_a_test_that_stands_in_no_ledger()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("cyr@example.org", topics: "cyber", language: "sr-Cyrl");
        await PlanTests.SaveAsync(site, plan => plan with { NeedsApproval = true });
        await site.PublishAsync("NewsItem", "Of water", "water");
        await site.PublishAsync("NewsItem", "Of norms", "norms");
        await AtAsync(site, 6);
        var draft = (await site.Get<DraftActions>().ListAsync(Cancellation)).Single();
        var content = IssueContent.Read(draft.Content);
        var mail = (await site.Get<IssuePreview>().DrawForAsync(draft, content, "Cyr@example.org", Cancellation))!;
        mail.Text.ShouldContain("Дневни преглед");
        mail.Text.ShouldContain("Of norms");
        mail.Text.ShouldNotContain("Of water");
        (await site.Get<IssuePreview>().DrawForAsync(draft, content, "nobody@example.org", Cancellation)).ShouldBeNull();

        (await site.Get<TestMail>().SendAsync(draft, content, CultureInfo.GetCultureInfo("en"), "editor@example.org", Cancellation)).ShouldBeNull();
        var test = server.Messages.ShouldHaveSingleItem();
        test.Message.Subject!.ShouldStartWith("[Test] Institute");
        test.Source.ShouldNotContain(SubscriberLinks.Placeholder);
        (await site.DeliveriesAsync()).ShouldBeEmpty();
        (await site.Get<TestMail>().SendAsync(draft, content, CultureInfo.GetCultureInfo("en"), "editor@example.org\r\nBcc: x@example.org", Cancellation)).ShouldNotBeNull();
    }

    static IssueContent Words(IssueRecord issue, string subject, string word) =>
        IssueContent.Read(issue.Content) with { Words = new Dictionary<string, IssueWords> { ["en"] = new(subject, word) } };

    // By the site's clock, in Belgrade in winter.
    static async Task AtAsync(NewsletterSite site, int hour, int days = 1)
    {
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 24 + days, hour - 1, 0, 0, TimeSpan.Zero));
        await PlanTests.RunAsync(site);
    }
}
