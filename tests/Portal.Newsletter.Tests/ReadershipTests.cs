using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Subscribing;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed partial class ReadershipTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => NewsletterSite.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Once_it_is_switched_on_sums_are_counted_and_nothing_that_is_anybodys(DatabaseProvider provider)
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(provider, server);
        await site.Get<PlanActions>().SetCountsReadingAsync(true, ContentActor.System, Cancellation);
        for (var number = 0; number < CountedLinks.FewestReaders; number++)
            await site.SubscribeAsync(string.Create(CultureInfo.InvariantCulture, $"reader{number}@example.org"), topics: number == 0 ? "water" : "");
        await site.PublishAsync("NewsItem", "Of water", "water");
        await site.PublishAsync("NewsItem", "Of norms", "cyber");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        server.Messages.Count.ShouldBe(CountedLinks.FewestReaders);
        var mail = server.Messages.First(one => one.IsTo("reader1@example.org"));
        var links = Links().Matches(mail.Html).Select(link => link.Value).ToList();
        var root = $"https://portal.example/newsletter/go/{issue.Id}/";
        var own = links.FindAll(link => !link.StartsWith(root, StringComparison.Ordinal));
        own.Count.ShouldBe(2, "choosing and leaving are the person's own");
        own.ShouldAllBe(link => link.Contains("/newsletter/preferences/") || link.Contains("/newsletter/unsubscribe/"));
        mail.Text.ShouldNotContain("/newsletter/go/");
        mail.Text.ShouldContain("counted for all readers together, never for one");
        var other = Links().Matches(server.Messages.First(one => one.IsTo("reader0@example.org")).Html).Select(link => link.Value).Where(link => link.StartsWith(root, StringComparison.Ordinal)).ToList();
        other.Count.ShouldBeLessThan(links.Count - own.Count);
        other.ShouldBeSubsetOf(links, "an address has one number, whoever gets it");

        await using var host = await PublicFormTests.ListenAsync(site);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = PublicFormTests.Address(host) };
        var water = new Uri(links.First(link => link.StartsWith(root, StringComparison.Ordinal))).AbsolutePath[1..];
        string? target = null;
        for (var time = 0; time < 3; time++)
        {
            using var answer = await client.GetAsync(water, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
            target = answer.Headers.Location!.OriginalString;
        }
        mail.Text.ShouldContain(target!);
        using (var ahead = new HttpRequestMessage(HttpMethod.Get, water) { Headers = { { "Sec-Purpose", "prefetch" } } })
        using (var answer = await client.SendAsync(ahead, Cancellation))
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var looked = new HttpRequestMessage(HttpMethod.Head, water))
        using (var answer = await client.SendAsync(looked, Cancellation))
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var forged in (string[])[$"newsletter/go/{issue.Id}/999", $"newsletter/go/{issue.Id}/0", "newsletter/go/0123456789abcdefghjkmnpqrs/1", $"newsletter/go/{issue.Id}x/1"])
        {
            using var answer = await client.GetAsync(forged, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, forged);
        }
        foreach (var picture in (string[])[$"newsletter/seen/{issue.Id}.gif", $"newsletter/seen/{issue.Id}.gif", "newsletter/seen/nothing.gif"])
        {
            using var answer = await client.GetAsync(picture, Cancellation);
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/gif"));
        }
        await site.Get<ReadershipCounts>().FlushAsync(Cancellation);
        await site.Get<ReadershipCounts>().FlushAsync(Cancellation);
        var figures = await site.Get<IssueFiguresReader>().ReadAsync(issue, Cancellation);
        figures.Opened.ShouldBe(2);
        figures.Links.ShouldBe([new(target!, 3)]);
    }

    [Fact]
    public async Task Few_readers_and_a_site_that_does_not_count_get_plain_links()
    {
        await using var server = SmtpServer.Start();
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite, server);
        await site.Get<PlanActions>().SetCountsReadingAsync(true, ContentActor.System, Cancellation);
        await site.SubscribeAsync("ana@example.org");
        await site.PublishAsync("NewsItem", "News");
        var issue = (await site.ComposeNextAsync())!;
        await site.DeliverAsync();
        var mail = server.Messages.ShouldHaveSingleItem();
        mail.Html.ShouldNotContain("/newsletter/go/");
        mail.Html.ShouldNotContain("/newsletter/seen/");
        mail.Html.ShouldNotContain("never for one");
        (await site.Get<IssueFiguresReader>().ReadAsync(issue, Cancellation)).Opened.ShouldBeNull();
        await site.SignUpAsync("mira@example.org");
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<ConsentRecord>().SingleAsync(Cancellation)).Text.ShouldContain("for all readers together and never for one", customMessage: "who subscribes is told");
    }

    [GeneratedRegex("(?<=<a[^>]* href=\")http[^\"]+")]
    private static partial Regex Links();
}
