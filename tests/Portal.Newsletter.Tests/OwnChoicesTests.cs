using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>What people do by the signed link in their mails.</summary>
public sealed class OwnChoicesTests
{
    static readonly IPAddress Ip = IPAddress.Parse("192.0.2.7");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_new_address_is_asked_and_the_old_one_is_told(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var ana = await site.SubscribeAsync("ana@example.org", topics: "water");
        var old = SubscriberLinks.Token(ana);
        (await AskAsync(site, old, "ana@new.example.org")).ShouldBe(SignUpResult.Taken);
        (await AskAsync(site, old, "ana@new.example.org")).ShouldBe(SignUpResult.Taken, "the same answer, and no second mail");
        await site.DeliverAsync();
        var asked = server.Messages.ShouldHaveSingleItem();
        asked.IsTo("ana@new.example.org").ShouldBeTrue();
        (await site.SubscriberAsync("ana@example.org")).ShouldNotBeNull("nothing is changed before the new address agrees");

        var confirmed = await site.Get<Confirmations>().ConfirmAsync(Token(asked), "192.0.2.8", Cancellation);
        (confirmed.Result, confirmed.Address).ShouldBe((ConfirmationResult.Confirmed, "ana@new.example.org"));
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2);
        server.Messages[1].IsTo("ana@example.org").ShouldBeTrue();
        server.Messages[1].Source.ShouldNotContain("new.example.org", Case.Insensitive, "whoever reads the old mailbox need not know the new one");
        (await site.SubscriberAsync("ana@new.example.org"))!.Topics.ShouldBe("water");
        (await site.Get<Subscriptions>().FindAsync(old, Cancellation)).ShouldBeNull("links in the old mailbox are worthless");
        (await site.Get<Subscriptions>().FindAsync(confirmed.Token!, Cancellation)).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_address_that_has_a_subscription_keeps_it(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var ana = await site.SubscribeAsync("ana@example.org");
        var mila = await site.SubscribeAsync("mila@example.org", topics: "cyber");
        (await AskAsync(site, SubscriberLinks.Token(ana), "mila@example.org")).ShouldBe(SignUpResult.Taken, "the same answer as for an unknown address");
        await site.DeliverAsync();
        (await site.Get<Confirmations>().ConfirmAsync(Token(server.Messages.Single()), "", Cancellation)).Result.ShouldBe(ConfirmationResult.Occupied);
        (await site.SubscriberAsync("ana@example.org")).ShouldNotBeNull();

        await site.Get<Subscriptions>().UnsubscribeAsync(SubscriberLinks.Token(mila), Cancellation);
        (await site.Get<Confirmations>().ConfirmAsync(Token(server.Messages.Single()), "", Cancellation)).Result.ShouldBe(ConfirmationResult.Confirmed);
        (await site.SubscriberAsync("mila@example.org"))!.Id.ShouldBe(ana.Id);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Somebody_who_changes_the_address_often_is_stopped(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var token = SubscriberLinks.Token(await site.SubscribeAsync("ana@example.org"));
        for (var number = 0; number < 3; number++)
            (await AskAsync(site, token, $"victim{number}@example.org")).ShouldBe(SignUpResult.Taken);
        (await AskAsync(site, token, "victim3@example.org")).ShouldBe(SignUpResult.TooMany);
        (await AskAsync(site, token, "ana@example.org\r\nBcc: x@example.org")).ShouldBe(SignUpResult.BadAddress);
        (await AskAsync(site, "x.y", "ana2@example.org")).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_pause_holds_everything_back_and_ends_by_itself(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        var token = SubscriberLinks.Token(await site.SubscribeAsync("ana@example.org"));
        await site.PublishAsync("Article", "Our own view");
        await site.ComposeNextAsync();
        var now = site.Time.GetUtcNow().UtcDateTime;
        (await site.Get<Subscriptions>().PauseAsync(token, now.AddDays(10), Cancellation))!.PausedUntilUtc.ShouldBe(now.AddDays(10));
        await site.DeliverAsync();
        server.Messages.ShouldBeEmpty("what was queued waits for nobody who pauses");
        (await site.Get<Subscriptions>().PauseAsync(token, now.AddYears(5), Cancellation))!.PausedUntilUtc.ShouldBe(now + Subscriptions.LongestPause);
        (await site.Get<Subscriptions>().PauseAsync(token, null, Cancellation))!.PausedUntilUtc.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Everybody_is_welcomed_once_in_the_editors_words(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.Get<WelcomeActions>().SaveAsync("en", "Good to have you", "First <b>words</b> {{ Model.Secret }}.\n\nSecond words.", new ContentActor("1", "editor"), Cancellation);
        for (var time = 0; time < 2; time++)
        {
            await site.SignUpAsync("ana@example.org");
            await site.DeliverAsync();
            await site.Get<Confirmations>().ConfirmAsync(Token(server.Messages[^1]), "", Cancellation);
            await site.DeliverAsync();
            await site.Get<Subscriptions>().UnsubscribeAsync(SubscriberLinks.Token((await site.SubscriberAsync("ana@example.org"))!), Cancellation);
            site.Time.Advance(TimeSpan.FromHours(25));
        }
        var welcome = server.Messages.Where(mail => mail.Message.Subject == "Good to have you").ToList().ShouldHaveSingleItem();
        welcome.Html.ShouldContain("First &lt;b&gt;words&lt;/b&gt; {{ Model.Secret }}.");
        welcome.Text.ShouldContain("Second words.");
        server.Messages.Count.ShouldBe(3, "two questions, one welcome");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_leaves_before_the_welcome_goes_out_is_not_welcomed(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SignUpAsync("ana@example.org");
        await site.DeliverAsync();
        var confirmed = await site.Get<Confirmations>().ConfirmAsync(Token(server.Messages.Single()), "", Cancellation);
        await site.Get<Subscriptions>().UnsubscribeAsync(confirmed.Token!, Cancellation);
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task People_get_all_that_is_kept_about_them_and_can_have_it_erased(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.SignUpAsync("ana@example.org", DigestRhythm.Weekly, "water", "sr-Cyrl");
        await site.DeliverAsync();
        var token = (await site.Get<Confirmations>().ConfirmAsync(Token(server.Messages.Single()), "192.0.2.8", Cancellation)).Token!;
        var data = JsonNode.Parse((await site.Get<PersonalData>().ReadAsync(token, Cancellation))!)!;
        data["address"]!.ToString().ShouldBe("ana@example.org");
        data["choices"]!["rhythm"]!.ToString().ShouldBe("Weekly");
        data["consents"]![0]!["confirmedIp"]!.ToString().ShouldBe("192.0.2.8");
        data["consents"]![0]!["text"]!.ToString().ShouldContain("преглед вести");
        data["mails"]!.AsArray().Count.ShouldBe(2);
        data.ToJsonString().ShouldNotContain((await site.SubscriberAsync("ana@example.org"))!.Secret);
        (await site.Get<PersonalData>().ReadAsync(token + "x", Cancellation)).ShouldBeNull();

        await site.Get<Subscriptions>().EraseAsync(token, Cancellation);
        (await site.Get<PersonalData>().ReadAsync(token, Cancellation)).ShouldBeNull();
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<ConsentRecord>().CountAsync(Cancellation)).ShouldBe(0);
        (await db.Set<SuppressionRecord>().SingleAsync(Cancellation)).AddressHash.ShouldNotContain("ana");
        (await site.Get<SuppressionRoster>().FindAsync("ana@example.org", Cancellation))!.Reason.ShouldBe(SuppressionReason.Erased);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Choices_are_kept_as_they_were_made(DatabaseProvider provider)
    {
        await using var site = await NewsletterSite.CreateAsync(provider);
        var token = SubscriberLinks.Token(await site.SubscribeAsync("ana@example.org"));
        var choices = new SubscriberChoices { Rhythm = DigestRhythm.Monthly, Topics = "cyber water", Regions = "r1", Sources = "s1 s2", Language = "sr-Latn", Weekday = DayOfWeek.Sunday, Hour = 0, TimeZone = "Asia/Tokyo" };
        await site.Get<Subscriptions>().ChangeAsync(token, choices, Cancellation);
        await site.Get<Subscriptions>().ChangeAsync(token, choices, Cancellation);
        SubscriberChoices.Of((await site.SubscriberAsync("ana@example.org"))!).ShouldBe(choices);
        var story = (await site.Get<SubscriberStory>().ReadAsync((await site.SubscriberAsync("ana@example.org"))!.Id, Cancellation))!;
        story.Events.ShouldHaveSingleItem("saying the same twice is one change").Kind.ShouldBe(SubscriberEventKind.Changed);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_click_in_a_searchs_mail_ends_that_search_and_nothing_else(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.StartSearchAsync();
        var ana = await site.SubscribeAsync("ana@example.org");
        var searches = site.Get<SavedSearches>();
        foreach (var words in new[] { "danube", "rhine" })
        {
            SavedSearch.TryRead(words, out var search).ShouldBeTrue();
            await searches.AddAsync(SubscriberLinks.Token(ana), new(search!, SearchDelivery.AtOnce), Cancellation);
        }
        site.Time.Advance(AlertComposer.Round);
        await site.PublishFoundAsync("Danube commission meets");
        (await site.Get<AlertComposer>().ComposeAsync(Cancellation)).ShouldNotBeNull();
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        var leave = mail.Message.Headers["List-Unsubscribe"]!.Trim('<', '>');
        mail.Html.ShouldContain(leave);
        mail.Source.ShouldNotContain(SubscriberLinks.Placeholder);
        var token = leave.Split('/')[^1];
        (await site.Get<Subscriptions>().FindSearchesAsync(token, Cancellation))!.Names.ShouldBe(["danube"]);
        (await site.Get<Subscriptions>().EndSearchesAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), everything: true, Cancellation)).ShouldBeNull();
        for (var time = 0; time < 2; time++)
            (await site.Get<Subscriptions>().EndSearchesAsync(token, everything: false, Cancellation)).ShouldNotBeNull("once more does no harm");
        (await searches.ListAsync(ana.Id, Cancellation)).Select(one => one.Name).ShouldBe(["rhine"]);
        (await site.SubscriberAsync("ana@example.org"))!.State.ShouldBe(SubscriberState.Confirmed);
        await site.Get<Subscriptions>().EndSearchesAsync(token, everything: true, Cancellation);
        (await site.SubscriberAsync("ana@example.org"))!.State.ShouldBe(SubscriberState.Unsubscribed);
    }

    static Task<SignUpResult?> AskAsync(NewsletterSite site, string token, string address) => site.Get<AddressChanges>().AskAsync(token, address, Ip, "test", Cancellation);

    static string Token(ReceivedMail mail)
    {
        var at = mail.Text.IndexOf("/newsletter/confirm/", StringComparison.Ordinal);
        return mail.Text[at..].Split('\n', '\r', ' ')[0].Split('/')[^1];
    }
}
