using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Journeys;

/// <summary>The main job from end to end, on the real host: feeds come in, visitors read and search, subscribers get a digest.</summary>
public sealed class JourneyTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_stands_in_feeds_is_read_found_and_mailed(DatabaseProvider provider)
    {
        await using var smtp = SmtpServer.Start();
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(smtp.Settings) { ["Portal:Feeds:AllowPrivateNetworks"] = "true" }, Cancellation);
        await using var portal = await site.StartAsync(Cancellation);
        using var visitor = new Visitor(portal);

        await ShowsItsOwnSamplesAsync(visitor);
        var own = OwnFeeds.Create(TimeProvider.System.GetUtcNow());
        await ImportsAsync(site, feeds, own);
        await FindsAcrossScriptsAsync(visitor);
        await FollowsAnySearchByItsFeedAsync(portal, visitor);
        await FeedsThatDidNotChangeAddNothingAsync(site, feeds, own);

        (await visitor.SignUpAsync("milica@reader.example", Cancellation)).Text.ShouldContain("look into your mail", Case.Insensitive);
        (await visitor.SignUpAsync("doubtful@reader.example", Cancellation)).Text.ShouldContain("look into your mail", Case.Insensitive);
        var asking = await smtp.WaitForAsync(mail => mail.IsTo("milica@reader.example"), Cancellation);
        await visitor.ConfirmAsync(asking, Cancellation);

        // A digest tells the newest sixty, and the corpus brings thousands.
        own[5].Put(new("A pause that ended a war of tariffs", "https://wire.example/pause") { Published = TimeProvider.System.GetUtcNow(), Html = "<p>Neither side spoke for an hour.</p>" });
        own[2].Put(new("Дунав има новог изасланика", "https://vesti.example/izaslanik") { Published = TimeProvider.System.GetUtcNow(), Html = "<p>Изасланик долази у петак.</p>" });
        await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        var digest = await smtp.WaitForAsync(mail => mail.IsTo("milica@reader.example") && Subscribing.IsDigest(mail), Cancellation);
        IsAProperDigest(digest, site.Address);

        (await visitor.StatusAsync(Subscribing.UnsubscribeLink(digest).AbsoluteUri, Cancellation)).ShouldBe(HttpStatusCode.OK, "Looking at the link must not unsubscribe.");
        (await visitor.LeaveAsync(digest, Cancellation)).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.LeaveAsync(digest, Cancellation)).Status.ShouldBe(HttpStatusCode.OK, "A mail program may say it twice.");

        own[0].Put(new("News after the goodbye", "https://quay.example/goodbye") { Html = "<p>Nobody is to be told by mail.</p>" });
        await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
        (await site.ReadNewsAsync(Cancellation)).ShouldContain(item => item.Title == "News after the goodbye");
        (await site.RunVerbAsync(["newsletter", "send", "daily"], Cancellation)).EnsureSuccess();
        // The host sends the welcome by itself.
        await Eventually.TrueAsync(() => Task.FromResult(smtp.Messages.Count(mail => mail.IsTo("milica@reader.example")) >= 3), "the welcome has come", Cancellation);
        smtp.Messages.Count(mail => mail.IsTo("milica@reader.example")).ShouldBe(3, "The confirmation, the welcome and one digest, nothing more.");
        smtp.Messages.Count(mail => mail.IsTo("doubtful@reader.example")).ShouldBe(1, "Who did not confirm gets no digest.");
    }

    static async Task ShowsItsOwnSamplesAsync(Visitor visitor)
    {
        var home = await visitor.OpenAsync("", Cancellation);
        home.Document.QuerySelector("h1").ShouldNotBeNull();
        await Eventually.PassesAsync(async () => (await visitor.OpenAsync("news", Cancellation)).Document.QuerySelectorAll("main a[href*='/news/']").Length.ShouldBeGreaterThan(5), TimeSpan.FromMinutes(1), Cancellation);
        (await visitor.StatusAsync("no-such-page", Cancellation)).ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task ImportsAsync(PortalSite site, FeedServer feeds, IReadOnlyList<TestFeed> own)
    {
        var added = await site.RunVerbAsync(["feeds", "add", .. own.Select(feeds.Add)], Cancellation);
        added.EnsureSuccess();
        await site.AddSourcesAsync(FeedServer.CorpusFiles.Select(file => new RecipeSource(file, feeds.Corpus(file))), Cancellation);
        (await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation)).ExitCode.ShouldBeInRange(0, 1, "Some files of the corpus are beyond reading and real sources out of reach, and that is told by the exit code.");
        var expected = own.SelectMany(feed => feed.Entries).Select(entry => entry.Link).ToHashSet(StringComparer.Ordinal);
        await Eventually.PassesAsync(async () =>
        {
            var links = (await site.ReadNewsAsync(Cancellation)).Select(item => item.Link).Where(expected.Contains).ToList();
            links.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        }, TimeSpan.FromMinutes(2), Cancellation);
        foreach (var file in FeedServer.CorpusFiles)
            feeds.Requests(feeds.Corpus(file)).ShouldBeGreaterThan(0, file);
    }

    static async Task FindsAcrossScriptsAsync(Visitor visitor)
    {
        foreach (var query in new[] { "Živković", "Zivkovic", "Живковић" })
        {
            await Eventually.PassesAsync(async () =>
            {
                var titles = Titles(await visitor.SearchAsync($"q={Uri.EscapeDataString(query)}", Cancellation));
                titles.ShouldContain("Ambasador Živković imenovan za izaslanika za vode");
                titles.ShouldContain("Живковић: воде не знају за границе");
                titles.ShouldContain("Envoy Zivkovic takes the water file");
            }, TimeSpan.FromSeconds(30), Cancellation);
        }
        Titles(await visitor.SearchAsync("q=glossary+of+silence&exact=true&in=title", Cancellation)).ShouldBe(["A glossary of silence for negotiators"]);
        Titles(await visitor.SearchAsync("q=glossary+silence+of&exact=true", Cancellation)).ShouldBeEmpty();
        var page = await visitor.OpenAsync("search?q=Zivkovic", Cancellation);
        page.Document.QuerySelectorAll("mark").Length.ShouldBeGreaterThan(0);
    }

    // Whatever narrows a search narrows its feed too: the same hits, newest first.
    static async Task FollowsAnySearchByItsFeedAsync(PortalProcess portal, Visitor visitor)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        var facets = (await visitor.SearchAsync("q=Zivkovic&facets=true", Cancellation))["facets"]!;
        var source = facets["source"]!.AsArray()[0]!["value"]!.GetValue<string>();
        var year = facets["year"]!.AsArray()[0]!["value"]!.GetValue<string>();
        foreach (var narrowed in (string[])["", "&type=news", "&type=posts", "&in=title", "&in=content", "&exact=true", "&lang=sr", "&lang=ru", $"&source={source}", $"&year={year}", "&from=2000-01-01", "&to=2000-01-01"])
        {
            var expected = Titles(await visitor.SearchAsync($"q=Zivkovic&sort=date{narrowed}", Cancellation));
            expected.Count.ShouldBeGreaterThanOrEqualTo(narrowed.Length == 0 ? 3 : 0);
            var rss = XDocument.Parse(await client.GetStringAsync($"search/feed?q=Zivkovic{narrowed}", Cancellation));
            rss.Descendants("item").Select(item => item.Element("title")!.Value).ShouldBe(expected, narrowed);
            var atom = XDocument.Parse(await client.GetStringAsync($"search/feed.atom?q=Zivkovic{narrowed}", Cancellation));
            XNamespace ns = "http://www.w3.org/2005/Atom";
            atom.Descendants(ns + "entry").Select(entry => entry.Element(ns + "title")!.Value).ShouldBe(expected, narrowed);
            var json = (await client.GetFromJsonAsync<JsonObject>($"search/feed.json?q=Zivkovic{narrowed}", Cancellation))!;
            json["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>()).ShouldBe(expected, narrowed);
        }
        (await client.GetAsync("search/feed?q=", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task FeedsThatDidNotChangeAddNothingAsync(PortalSite site, FeedServer feeds, IReadOnlyList<TestFeed> own)
    {
        // The host may still be at the first import of the many files: a round that adds nothing must come once that is done.
        await Eventually.PassesAsync(async () =>
        {
            var before = (await site.ReadNewsAsync(Cancellation)).Count;
            (await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation)).ExitCode.ShouldBeInRange(0, 1);
            (await site.ReadNewsAsync(Cancellation)).Count.ShouldBe(before);
        }, TimeSpan.FromMinutes(1), Cancellation);
        feeds.NotModified(feeds.Add(own[1])).ShouldBeGreaterThan(0, "The second fetch is a conditional one.");
    }

    static void IsAProperDigest(ReceivedMail digest, Uri site)
    {
        var message = digest.Message;
        message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        message.Headers["List-Id"].ShouldNotBeNullOrEmpty();
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        Subscribing.UnsubscribeLink(digest).GetLeftPart(UriPartial.Authority).ShouldBe(site.GetLeftPart(UriPartial.Authority));
        foreach (var body in new[] { digest.Text, digest.Html })
        {
            body.ShouldContain("A pause that ended a war of tariffs");
            body.ShouldContain("Дунав има новог изасланика");
        }
        digest.Html.ShouldNotContain("<script", Case.Insensitive);
    }

    static IReadOnlyList<string> Titles(JsonObject answer) => [.. answer["hits"]!.AsArray().Select(hit => hit!["title"]!.GetValue<string>())];
}
