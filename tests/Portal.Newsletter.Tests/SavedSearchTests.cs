using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>Searches that people follow by e-mail, with the real search behind.</summary>
public sealed partial class SavedSearchTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_confirms_is_told_what_the_search_finds_from_then_on_and_once(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.StartSearchAsync();
        await site.PublishFoundAsync("Danube treaty of old");
        (await FollowAsync(site, "ana@example.org", "danube", SearchDelivery.AtOnce)).ShouldBe(SignUpResult.Taken);
        await site.DeliverAsync();
        var asked = server.Messages.ShouldHaveSingleItem();
        asked.Text.ShouldContain("what a search finds");
        asked.Source.ShouldNotContain("danube", Case.Insensitive, "A stranger's words are not mailed before the owner of the address agrees.");
        (await ComposeAsync(site)).ShouldBeNull("not confirmed");

        var confirmed = await site.Get<Confirmations>().ConfirmAsync(Token().Match(asked.Text).Groups["token"].Value, "192.0.2.1", Cancellation);
        (confirmed.Result, confirmed.Search).ShouldBe((ConfirmationResult.Confirmed, "danube"));
        (await site.SubscriberAsync("ana@example.org"))!.Rhythm.ShouldBe(DigestRhythm.Searches);
        (await ComposeAsync(site)).ShouldBeNull("What was there before is not news.");

        await site.PublishFoundAsync("Danube commission meets");
        await site.PublishFoundAsync("Rhine commission meets");
        (await ComposeAsync(site))!.Audience.ShouldBe(1);
        await site.DeliverAsync();
        var mail = server.Messages[^1];
        server.Messages.Count.ShouldBe(3, "The question, the welcome, what was found.");
        mail.Text.ShouldContain("New for “danube”");
        mail.Text.ShouldContain("Danube commission meets");
        mail.Text.ShouldNotContain("Rhine");
        mail.Text.ShouldNotContain("of old");
        mail.Html.ShouldContain("What your searches found");
        mail.Source.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        mail.Source.ShouldContain("searches.newsletter.");

        (await ComposeAsync(site)).ShouldBeNull("Nobody is told twice.");
        (await site.ComposeNextAsync()).ShouldBeNull("Nobody asked for a digest.");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_digest_has_a_section_for_each_search_and_tells_nothing_twice(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.StartSearchAsync();
        var ana = await site.SubscribeAsync("ana@example.org", language: "sr-Latn");
        await site.SubscribeAsync("mila@example.org");
        await AddAsync(site, ana, "danube", SearchDelivery.InDigest);
        await AddAsync(site, ana, "commission", SearchDelivery.InDigest);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishFoundAsync("Danube commission meets");
        await site.PublishFoundAsync("Rhine commission meets");
        await site.PublishFoundAsync("Of another matter");
        await site.ComposeNextAsync();
        await site.DeliverAsync();
        var anas = server.Messages.Single(mail => mail.IsTo("ana@example.org"));
        Order(anas.Text, "Novo za „danube“", "Danube commission", "Novo za „commission“", "Rhine commission", "Of another matter");
        foreach (var title in new[] { "* Danube commission", "* Rhine commission" })
            Regex.Count(anas.Text, Regex.Escape(title)).ShouldBe(1);
        server.Messages.Single(mail => mail.IsTo("mila@example.org")).Text.ShouldNotContain("New for");

        await site.ComposeNextAsync();
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(2, "Nothing new, nothing sent.");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_several_nodes_one_tells(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.StartSearchAsync();
        await AddAsync(site, await site.SubscribeAsync("ana@example.org", DigestRhythm.Searches), "danube", SearchDelivery.AtOnce);
        site.Time.Advance(AlertComposer.Round);
        await site.PublishFoundAsync("Danube commission meets");
        var composer = site.Get<AlertComposer>();
        var issues = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => composer.ComposeAsync(Cancellation))));
        issues.OfType<IssueRecord>().ShouldHaveSingleItem();
        await site.DeliverAsync();
        server.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task While_the_search_cannot_answer_nothing_passes_for_told()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await AddAsync(site, await site.SubscribeAsync("ana@example.org", DigestRhythm.Searches), "danube", SearchDelivery.AtOnce);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishAsync("NewsItem", "Danube commission meets");
        (await ComposeAsync(site)).ShouldBeNull();
        await site.StartSearchAsync();
        (await ComposeAsync(site))!.Audience.ShouldBe(1);
    }

    [Fact]
    public async Task Once_a_day_means_with_the_morning()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.StartSearchAsync();
        await AddAsync(site, await site.SubscribeAsync("ana@example.org", DigestRhythm.Searches), "danube", SearchDelivery.Daily);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.PublishFoundAsync("Danube commission meets");
        (await ComposeAsync(site)).ShouldBeNull();
        // Seven in the morning in Belgrade.
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 1, TimeSpan.Zero));
        (await site.Get<AlertComposer>().ComposeAsync(Cancellation))!.Audience.ShouldBe(1);
        await site.PublishFoundAsync("Danube commission agrees");
        (await ComposeAsync(site)).ShouldBeNull();
    }

    [Fact]
    public async Task A_subscriber_keeps_the_digest_and_follows_a_few_searches()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        var ana = await site.SubscribeAsync("ana@example.org", DigestRhythm.Weekly, "water");
        await FollowAsync(site, "ana@example.org", "danube", SearchDelivery.AtOnce);
        await site.DeliverAsync();
        await site.Get<Confirmations>().ConfirmAsync(Token().Match(server.Messages.Single().Text).Groups["token"].Value, "192.0.2.1", Cancellation);
        var now = (await site.SubscriberAsync("ana@example.org"))!;
        (now.Rhythm, now.Topics).ShouldBe((DigestRhythm.Weekly, "water"));

        var searches = site.Get<SavedSearches>();
        var token = SubscriberLinks.Token(ana);
        for (var number = 2; number <= SavedSearches.Most; number++)
            (await searches.AddAsync(token, new(Read($"river {number}"), SearchDelivery.InDigest), Cancellation)).ShouldBe(true);
        (await searches.AddAsync(token, new(Read("one more"), SearchDelivery.Daily), Cancellation)).ShouldBe(false);
        (await searches.AddAsync(token, new(Read("  river   2 "), SearchDelivery.Daily), Cancellation)).ShouldBe(true, "the same search, at another time");
        (await searches.ListAsync(ana.Id, Cancellation)).Count.ShouldBe(SavedSearches.Most);
        (await searches.AddAsync("nobody.AAAA", new(Read("x"), SearchDelivery.Daily), Cancellation)).ShouldBeNull();

        var mila = await site.SubscribeAsync("mila@example.org");
        var first = (await searches.ListAsync(ana.Id, Cancellation))[0];
        await searches.RemoveAsync(SubscriberLinks.Token(mila), first.Id, Cancellation);
        (await searches.ListAsync(ana.Id, Cancellation)).Count.ShouldBe(SavedSearches.Most, "Nobody removes what is another's.");
        await searches.RemoveAsync(token, first.Id, Cancellation);
        (await searches.ListAsync(ana.Id, Cancellation)).Count.ShouldBe(SavedSearches.Most - 1);

        await site.Get<Subscriptions>().ChangeAsync(token, new SubscriberChoices { Rhythm = DigestRhythm.Searches }, Cancellation);
        (await searches.ListAsync(ana.Id, Cancellation)).ShouldNotContain(search => search.Delivery == SearchDelivery.InDigest);
        await site.Get<Subscriptions>().EraseAsync(token, Cancellation);
        (await searches.ListAsync(ana.Id, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("water treaty", "q=water%20treaty")]
    [InlineData("?q=water&page=3&sort=date&group=false&verbatim=true", "q=water")]
    [InlineData("https://portal.example/sr/search?type=news&q=water&exact=true&type=pages#top", "q=water&exact=true&type=news&type=pages")]
    [InlineData("Why? Because", "q=Why%3F%20Because")]
    [InlineData("?q=water&A=1&from=2026-01-01&__proto__=x&x=%3Cscript%3E0123456789012345678901234567890123456789", "q=water&from=2026-01-01")]
    public void A_search_has_one_form(string typed, string text) => Read(typed).Text.ShouldBe(text);

    [Fact]
    public void Words_that_can_t_be_searched_are_no_search()
    {
        foreach (var typed in new[] { null, "", "  ", "?q=", "?page=2&q=%20", new string('x', 501), "a\u0000b" })
            SavedSearch.TryRead(typed, out _).ShouldBeFalse(typed);
        SavedSearch.TryRead(new('ш', 500), out var longest).ShouldBeTrue();
        longest!.Text.Length.ShouldBeLessThanOrEqualTo(SavedSearch.MaxLength);
    }

    static Task<SignUpResult> FollowAsync(NewsletterSite site, string address, string words, SearchDelivery delivery) => site.Get<SignUps>().TakeAsync(
        new(address, delivery == SearchDelivery.InDigest ? DigestRhythm.Daily : DigestRhythm.Searches, "", CultureInfo.GetCultureInfo("en"), "search", IPAddress.Loopback, "test") { Search = new(Read(words), delivery) }, Cancellation);

    static async Task AddAsync(NewsletterSite site, SubscriberRecord subscriber, string words, SearchDelivery delivery) =>
        (await site.Get<SavedSearches>().AddAsync(SubscriberLinks.Token(subscriber), new(Read(words), delivery), Cancellation)).ShouldBe(true);

    /// <summary>Moves the clock to the next round and lets it look.</summary>
    static Task<IssueRecord?> ComposeAsync(NewsletterSite site)
    {
        site.Time.Advance(AlertComposer.Round + TimeSpan.FromSeconds(1));
        return site.Get<AlertComposer>().ComposeAsync(Cancellation);
    }

    static SavedSearch Read(string typed) => SavedSearch.TryRead(typed, out var search) ? search : throw new InvalidOperationException($"“{typed}” is no search.");

    static void Order(string text, params IEnumerable<string> parts)
    {
        var at = 0;
        foreach (var part in parts)
            (at = text.IndexOf(part, at, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(0, part + " in\n" + text);
    }

    [GeneratedRegex(@"/newsletter/confirm/(?<token>\S+)")]
    private static partial Regex Token();
}
