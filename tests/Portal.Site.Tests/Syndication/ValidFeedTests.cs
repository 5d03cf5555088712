using System.Net;
using System.Text;
using Portal.Feeds.Parsing;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Syndication;

/// <summary>What goes out is valid by the specifications, and is read back as it was meant, by our own importer and by another parser.</summary>
public sealed class ValidFeedTests : IAsyncLifetime
{
    const string Site = "https://institute.example";

    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync(new Dictionary<string, string?> { ["Portal:BaseUrl"] = Site, ["Portal:Feeds:Hub"] = "https://hub.example/" });
        await SampleContent.FillAsync(_host);
        await _host.PublishAsync("""
            { "ContentItemId": "odd", "ContentType": "Article", "TitlePart": { "Title": "Звоно \u0007 & знак \ud83d\udd4a" }, "HtmlBodyPart": { "Html": "<p>Ћирилица &amp; latinica, a \"quote\"</p>" },
              "Article": { "Image": { "Paths": ["news/odd picture.jpg"] } } }
            """);
        var news = (await _host.Get<Portal.Content.Items.ContentReader>().ListPublishedAsync(new() { Types = ["NewsItem"], Count = 3 }, TestContext.Current.CancellationToken)).Items;
        await _host.PublishAsync($$"""
            { "ContentItemId": "story", "ContentType": "Story", "TitlePart": { "Title": "A story" }, "AutoroutePart": { "Path": "stories/a-story" },
              "Story": { "Excerpt": { "Text": "What it is about." }, "Items": { "ContentItemIds": [{{string.Join(", ", news.Select(item => $"\"{item.ContentItemId}\""))}}] } } }
            """);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", 6)]
    [InlineData("/articles", 6)]
    [InlineData("/news", 25)]
    [InlineData("/stories", 1)]
    [InlineData("/stories/a-story", 3)]
    [InlineData("/topics/multilateral", 14)]
    [InlineData("/sources/harbour", 25)]
    public async Task Each_feed_is_valid_in_each_form_and_read_back(string subject, int count)
    {
        var rss = await ReadAsync(subject + "/feed");
        FeedValidator.Rss(rss, $"{Site}{subject}/feed").ShouldBeEmpty();
        var atom = await ReadAsync(subject + "/feed.atom");
        FeedValidator.AtomFeed(atom, $"{Site}{subject}/feed.atom").ShouldBeEmpty();
        var json = await ReadAsync(subject + "/feed.json");
        FeedValidator.Json(json, $"{Site}{subject}/feed.json").ShouldBeEmpty();

        var ours = new[] { rss, atom, json }.Select(text => FeedParser.Parse(Encoding.UTF8.GetBytes(text), "utf-8", $"{Site}{subject}/feed")).ToList();
        ours.Select(feed => feed.Format).ShouldBe(["rss-2.0", "atom-1.0", "json-1.1"]);
        foreach (var feed in ours)
        {
            feed.Repaired.ShouldBeEmpty();
            feed.Items.Count.ShouldBe(count);
            feed.Items.Select(item => (item.Title, item.Link, item.Published)).ShouldBe(ours[0].Items.Select(item => (item.Title, item.Link, item.Published)));
        }
        foreach (var text in new[] { rss, atom })
            CodeHollow.FeedReader.FeedReader.ReadFromString(text).Items.Select(item => item.Link).ShouldBe(ours[0].Items.Select(item => item.Link));
    }

    [Fact]
    public async Task The_hub_is_named_in_each_form()
    {
        (await ReadAsync("/feed")).ShouldContain("""<atom:link rel="hub" href="https://hub.example/" />""");
        FeedParser.Parse(Encoding.UTF8.GetBytes(await ReadAsync("/feed.atom")), "utf-8", Site + "/feed.atom").Hub.ShouldBe("https://hub.example/");
        (await ReadAsync("/feed.json")).ShouldContain("\"type\": \"WebSub\"");
    }

    [Fact]
    public async Task Whoever_has_the_feed_of_this_date_is_told_so()
    {
        var (first, _) = await _host.GetAsync("/news/feed");
        var date = first.Content.Headers.LastModified.ShouldNotBeNull();
        using var same = new HttpRequestMessage(HttpMethod.Get, "/news/feed") { Headers = { IfModifiedSince = date } };
        (await _host.Http.SendAsync(same, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var older = new HttpRequestMessage(HttpMethod.Get, "/news/feed") { Headers = { IfModifiedSince = date.AddDays(-1) } };
        (await _host.Http.SendAsync(older, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task<string> ReadAsync(string path)
    {
        var (response, text) = await _host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return text;
    }
}
