using System.Net;
using AngleSharp.Html.Parser;
using Portal.Content.Storage;
using Portal.Site.Caching;
using Portal.Site.Reading;
using Portal.Site.Tests.Hosting;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Reading;

public sealed class MostReadTests
{
    const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task The_home_page_shows_what_readers_opened_most(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        (await ShownAsync(host)).ShouldBeEmpty("Nobody has read anything: there is no order to speak of.");
        await ReadAsync(host, "/a", 2);
        await ReadAsync(host, "/b", 3);
        await ReadAsync(host, "/c", 1);
        await CountAsync(host);
        (await ShownAsync(host)).ShouldBe(["Text b", "Text a", "Text c"]);
        await ReadAsync(host, "/c", 3);
        await CountAsync(host);
        (await ShownAsync(host)).ShouldBe(["Text c", "Text b", "Text a"], "Counts of one day are added up.");
    }

    [Fact]
    public async Task A_count_takes_no_page_out_of_the_cache_and_a_new_order_only_those_that_show_it()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        await ReadAsync(host, "/a", 1);
        await ReadAsync(host, "/b", 3);
        await ReadAsync(host, "/c", 5);
        await CountAsync(host);
        await ShownAsync(host);
        await host.SettleAsync();
        await ShownAsync(host);
        await ReadAsync(host, "/a", 1);
        await ReadAsync(host, "/c", 1);
        var kept = host.Get<PageCache>().Count;
        await CountAsync(host);
        host.Get<PageCache>().Count.ShouldBe(kept, "The order is the same.");
        await ReadAsync(host, "/a", 5);
        await CountAsync(host);
        host.Get<PageCache>().Count.ShouldBe(kept - 1, "The home page alone shows the order.");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", null, null)]
    [InlineData("curl/8.0", null, null)]
    [InlineData("", null, null)]
    [InlineData(Browser, "Sec-Purpose", "prefetch;prerender")]
    [InlineData(Browser, "Sec-Fetch-Dest", "iframe")]
    [InlineData(Browser, "If-None-Match", "W/\"0123\"")]
    [InlineData(Browser, "Cookie", "portal.signin=x")]
    public async Task Only_people_who_open_a_page_are_counted(string agent, string? header, string? value)
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        // Once for the drawing, once for the kept page.
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
            if (agent.Length > 0)
                request.Headers.TryAddWithoutValidation("User-Agent", agent);
            if (header is not null)
                request.Headers.TryAddWithoutValidation(header, header == "Cookie" ? $"{Content.People.SignInCookie.Name}=x" : value);
            using var response = await host.Http.SendAsync(request);
        }
        host.Get<ReadCounter>().Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_written_is_not_lost_and_memory_is_bounded()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        await ReadAsync(host, "/a", 2);
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(host.Get<MostRead>().WriteAsync(ended.Token));
        var counter = host.Get<ReadCounter>();
        for (var number = 0; number < ReadCounter.MaxPages + 100; number++)
            counter.Add($"other-{number}", 1);
        var counts = counter.Take();
        counts["a"].ShouldBe(2);
        counts.Count.ShouldBe(ReadCounter.MaxPages);
    }

    static async Task<SiteHost> StartAsync(DatabaseProvider provider)
    {
        var host = await SiteDatabase.StartAsync(provider);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await host.PublishAsync($$"""
                { "ContentItemId": "{{id}}", "ContentType": "Article", "PublishedUtc": "2026-02-03T08:00:00Z", "TitlePart": { "Title": "Text {{id}}" }, "AutoroutePart": { "Path": "{{id}}" }, "HtmlBodyPart": { "Html": "<p>Text.</p>" } }
                """);
        }
        await SampleContent.WidgetAsync(host, "w1", "MostReadWidget", "Most read", "Homepage", "Sidebar", """ "MostReadWidget": { "Count": { "Value": 5 } } """);
        return host;
    }

    static async Task ReadAsync(SiteHost host, string path, int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("User-Agent", Browser);
            using var response = await host.Http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    static async Task CountAsync(SiteHost host)
    {
        await host.Get<MostRead>().WriteAsync(CancellationToken.None);
        await host.Get<MostRead>().RefreshAsync(CancellationToken.None);
    }

    static async Task<List<string>> ShownAsync(SiteHost host) =>
        [.. new HtmlParser().ParseDocument((await host.GetAsync("/")).Text).QuerySelectorAll("main .ranked a").Select(link => link.TextContent)];
}
