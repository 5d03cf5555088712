using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class DigestTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_has_nothing_new_gets_no_mail(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("cyber@example.org", topics: "cyber");
        await site.SubscribeAsync("water@example.org", topics: "water");
        await site.PublishAsync("NewsItem", "River treaty", "water");
        await site.PublishAsync("NewsItem", "Of no topic");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.IsTo("water@example.org").ShouldBeTrue();
        mail.Text.ShouldNotContain("Of no topic");
        var balance = await site.BalanceAsync(issue);
        (balance[DeliveryState.Skipped], balance[DeliveryState.Sent], balance.IsBalanced).ShouldBe((1, 1, true));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_an_editor_wants_in_the_next_digest_stands_at_its_head_once_however_old_it_is(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await site.SubscribeAsync("cyber@example.org", topics: "cyber");
        var old = await site.PublishAsync("NewsItem", "A treaty of last month", "water");
        site.Time.Advance(TimeSpan.FromDays(30));
        await site.ComposeNextAsync();
        await site.PublishAsync("NewsItem", "Fresh news", "cyber");
        await site.WriteAsync(async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(old.ContentItemId, ct))!;
            item.Apply(new ForDigestPart(scope.NowUtc));
            await scope.Content.PublishAsync(item, ct);
        });
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var mail = server.Messages.Single(mail => mail.IsTo("ana@example.org")).Text;
        mail.ShouldContain("Chosen by the editors", Case.Insensitive);
        mail.IndexOf("A treaty of last month", StringComparison.Ordinal).ShouldBeInRange(0, mail.IndexOf("Fresh news", StringComparison.Ordinal));
        // Readers go on reading what they chose.
        server.Messages.Single(mail => mail.IsTo("cyber@example.org")).Text.ShouldNotContain("A treaty of last month");

        await site.PublishAsync("NewsItem", "The day after", "cyber");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages.Last(mail => mail.IsTo("ana@example.org")).Text.ShouldNotContain("A treaty of last month");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_digest_told_of_is_not_taken_away_with_old_news(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("water@example.org", topics: "water");
        var told = await site.PublishAsync("NewsItem", "River treaty", "water");
        var other = await site.PublishAsync("NewsItem", "Of another topic", "cyber");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var kept = new List<string>();
        foreach (var reason in site.Get<IEnumerable<IKeptItems>>())
            kept.AddRange(await reason.FindAsync(db, [told.ContentItemId, other.ContentItemId], Cancellation));
        kept.ShouldBe([told.ContentItemId]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_gets_an_item_twice_even_after_a_change_from_daily_to_weekly(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var ana = await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "Old news");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        await site.Get<Subscriptions>().ChangeAsync(SubscriberLinks.Token(ana), new SubscriberChoices { Rhythm = DigestRhythm.Weekly }, Cancellation);
        await site.SubscribeAsync("mila@example.org", DigestRhythm.Weekly);
        await site.PublishAsync("NewsItem", "Fresh news");
        await site.ComposeNextAsync(DigestRhythm.Weekly);
        await site.DeliverAsync();
        var weekly = server.Messages.Skip(1).ToList();
        weekly.Single(mail => mail.IsTo("ana@example.org")).Text.ShouldNotContain("Old news");
        weekly.Single(mail => mail.IsTo("ana@example.org")).Text.ShouldContain("Fresh news");
        weekly.Single(mail => mail.IsTo("mila@example.org")).Text.ShouldContain("Old news");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_entry_that_a_feed_brings_late_comes_into_the_next_issue_and_a_stale_one_into_none(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "First");
        await site.ComposeNextAsync();
        foreach (var (title, days) in new[] { ("Brought late", 1), ("Long ago", 30) })
            await site.WriteAsync(async (scope, ct) =>
            {
                var item = scope.Content.New("NewsItem");
                item.Apply(new TitlePart(title));
                item.PublishedUtc = scope.NowUtc.AddDays(-days);
                await scope.Content.PublishAsync(item, ct);
            });
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages[1].Text.ShouldContain("Brought late");
        server.Messages[1].Text.ShouldNotContain("Long ago");
        server.Messages[1].Text.ShouldNotContain("* First");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_issue_that_is_hours_late_is_held_until_somebody_decides(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "News");
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 13, 0, 0, TimeSpan.Zero));
        var scheduler = site.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<DigestScheduler>().Single();
        await scheduler.RunAsync(Cancellation);
        await scheduler.RunAsync(Cancellation);
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty();
        var line = (await site.Get<NewsletterOverview>().IssuesAsync(10, Cancellation)).ShouldHaveSingleItem();
        (line.Issue.State, line.Balance[DeliveryState.Held], line.Balance.IsBalanced).ShouldBe((IssueState.Held, 1, true));

        (await site.Get<DigestDispatch>().SendNowAsync(DigestRhythm.Daily, ContentActor.System, Cancellation)).ShouldBe(line.Issue.Id);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
        (await site.Get<NewsletterOverview>().IssueAsync(line.Issue.Id, Cancellation))!.Issue.State.ShouldBe(IssueState.Finished);
    }

    [Fact]
    public async Task A_mail_speaks_the_subscribers_language()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("lat@example.org", language: "sr-Latn");
        await site.SubscribeAsync("cyr@example.org", language: "sr-Cyrl");
        await site.PublishAsync("NewsItem", "Вучић у Бриселу");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages.Single(mail => mail.IsTo("cyr@example.org")).Text.ShouldContain("Дневни преглед, 25. новембар 2026.");
        server.Messages.Single(mail => mail.IsTo("lat@example.org")).Text.ShouldContain("Dnevni pregled, 25. novembar 2026.");
        server.Messages.Single(mail => mail.IsTo("lat@example.org")).Text.ShouldContain("https://portal.example/sr-latn/newsletter/preferences/");
        server.Messages.Single(mail => mail.IsTo("lat@example.org")).Html.ShouldContain("<html lang=\"sr-Latn\"");
    }

    [Fact]
    public async Task A_large_issue_stays_small_enough_for_Gmail_and_keeps_its_links()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.SubscribeAsync("ana@example.org");
        for (var number = 0; number < 60; number++)
            await site.PublishAsync("NewsItem", $"{number} " + string.Concat(Enumerable.Repeat("Преговори о води и границама ", 25)), "water");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        Encoding.UTF8.GetByteCount(mail.Html).ShouldBeLessThanOrEqualTo(DigestMail.MaxHtmlBytes + 1024);
        mail.Html.ShouldContain("more on the site");
        mail.Html.ShouldContain("/newsletter/unsubscribe/");
        mail.Text.ShouldContain("more on the site");
        mail.Source.Split("\r\n").Max(line => line.Length).ShouldBeLessThanOrEqualTo(998);
    }

    [Fact]
    public async Task The_mail_meets_the_check_list()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server,
            ("Portal:Smtp:ReplyTo", "editors@portal.example"), ("Portal:Smtp:UnsubscribeMailbox", "leave@portal.example"));
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "A headline\r\nBcc: victim@example.org", "water");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        var (message, headers) = (mail.Message, mail.Message.Headers);
        mail.To.ShouldBe(["ana@example.org"]);
        message.Bcc.ShouldBeEmpty("a line break in a headline starts no header");
        message.From.ToString().ShouldBe("\"Institute\" <digest@portal.example>");
        message.ReplyTo.ToString().ShouldBe("editors@portal.example");
        message.MessageId!.ShouldStartWith(issue.Id + ".");
        message.MessageId!.ShouldEndWith("@portal.example");
        message.Date.UtcDateTime.ShouldBe(issue.ComposedUtc);
        headers["List-Id"].ShouldBe("\"Institute\" <daily.newsletter.portal.example>");
        headers["List-Unsubscribe"]!.ShouldMatch("^<https://portal.example/newsletter/unsubscribe/[^>]+>, <mailto:leave@portal.example[?]subject=unsubscribe%20[0-9]+-[0-9a-f]+>$");
        headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        headers.Count(header => header.Field.Equals("List-Unsubscribe", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        headers["Auto-Submitted"].ShouldBe("auto-generated");
        headers["Precedence"].ShouldBe("bulk");
        headers["Feedback-ID"].ShouldBe($"{issue.Id}:daily:digest:portal");
        var parts = message.Body.ShouldBeOfType<MimeKit.MultipartAlternative>();
        (parts[0].ContentType.MimeType, parts[1].ContentType.MimeType).ShouldBe(("text/plain", "text/html"));
        mail.Html.ShouldNotContain("<script");
        mail.Html.ShouldNotContain("http://");
        mail.Text.ShouldContain("Water & rivers");
    }
}
