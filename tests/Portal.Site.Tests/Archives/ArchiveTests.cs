using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Storage;
using Portal.Site.Tests.Hosting;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Archives;

public sealed class ArchiveTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Years_lead_to_months_months_to_days_and_each_says_how_much_there_is(DatabaseProvider provider)
    {
        await using var host = await SiteDatabase.StartAsync(provider);
        await FillAsync(host);

        var years = await PageAsync(host, "/archive");
        years.QuerySelectorAll("main .year h2 a").Select(link => link.TextContent).ShouldBe(["2026", "2025"]);
        Months(years).ShouldBe(["/archive/2026/02: 4", "/archive/2026/03: 1", "/archive/2025/12: 1"]);

        var month = await PageAsync(host, "/archive/2026/02");
        month.QuerySelector("main h1")!.TextContent.ShouldBe("February 2026");
        month.QuerySelectorAll("main .calendar tbody tr").Length.ShouldBe(5, "February of 2026 begins on a Sunday, and weeks on a Monday.");
        month.QuerySelectorAll("main .calendar a").Select(link => link.GetAttribute("href")).ShouldBe(["/archive/2026/02/01", "/archive/2026/02/03", "/archive/2026/02/28"]);
        Titles(month).ShouldBe(["Last of February", "Second on the third", "First on the third", "Night of the first"]);
        month.QuerySelectorAll("main .turn a").Select(link => link.GetAttribute("href")).ShouldBe(["/archive/2026/01", "/archive/2026/03"]);

        var day = await PageAsync(host, "/archive/2026/02/03");
        Titles(day).ShouldBe(["Second on the third", "First on the third"]);
        day.QuerySelector("main .calendar [aria-current]")!.GetAttribute("href").ShouldBe("/archive/2026/02/03");
    }

    [Fact]
    public async Task A_day_is_a_day_where_the_institute_is()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        // 23:30 in UTC of 31 January is half past midnight of 1 February in Belgrade.
        Titles(await PageAsync(host, "/archive/2026/02/01")).ShouldBe(["Night of the first"]);
        Titles(await PageAsync(host, "/archive/2026/01")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Articles_and_news_stand_together_or_apart_and_long_months_are_paged()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        Titles(await PageAsync(host, "/archive/2026/02?type=articles")).ShouldBe(["Last of February"]);
        var news = await PageAsync(host, "/archive/2026/02?type=news");
        Titles(news).Count.ShouldBe(3);
        news.QuerySelectorAll("main .calendar a").Select(link => link.GetAttribute("href")).ShouldAllBe(url => url!.EndsWith("?type=news", StringComparison.Ordinal));
        news.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex", "Only one of the views is for search engines.");

        for (var number = 1; number <= 25; number++)
            await PublishAsync(host, "NewsItem", $"Of many {number:00}", $"2026-04-02T08:{number:00}:00Z");
        var first = await PageAsync(host, "/archive/2026/04");
        Titles(first).Count.ShouldBe(20);
        var second = await PageAsync(host, first.QuerySelector("main .pager a[rel=next]")!.GetAttribute("href")!);
        Titles(first).Concat(Titles(second)).ShouldBe([.. Enumerable.Range(1, 25).Reverse().Select(number => $"Of many {number:00}")]);
    }

    [Fact]
    public async Task Addresses_are_written_one_way_and_no_day_that_never_was_is_a_page()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        var (moved, _) = await host.GetAsync("/archive/2026/2?type=news");
        moved.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        moved.Headers.Location!.OriginalString.ShouldBe("/archive/2026/02?type=news");
        foreach (var missing in new[] { "/archive/2026/13", "/archive/2026/02/30", "/archive/1", "/archive/99999", "/archive/2026/0", "/archive/x" })
            (await host.GetAsync(missing)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, missing);
    }

    [Fact]
    public async Task The_calendar_speaks_the_readers_language_and_a_new_item_is_there_at_once()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        var month = await PageAsync(host, "/sr/archive/2026/02");
        month.QuerySelector("main h1")!.TextContent.ShouldBe("Фебруар 2026");
        month.QuerySelectorAll("main .calendar th")[0].GetAttribute("abbr").ShouldBe("понедељак");
        await PublishAsync(host, "Article", "Another", "2026-02-10T10:00:00Z");
        Titles(await PageAsync(host, "/sr/archive/2026/02")).ShouldContain("Another");
    }

    static async Task FillAsync(SiteHost host)
    {
        await PublishAsync(host, "NewsItem", "Night of the first", "2026-01-31T23:30:00Z");
        await PublishAsync(host, "NewsItem", "First on the third", "2026-02-03T08:00:00Z");
        await PublishAsync(host, "NewsItem", "Second on the third", "2026-02-03T18:00:00Z");
        await PublishAsync(host, "Article", "Last of February", "2026-02-28T22:30:00Z");
        await PublishAsync(host, "Article", "First of March", "2026-02-28T23:30:00Z");
        await PublishAsync(host, "NewsItem", "Of last year", "2025-12-24T12:00:00Z");
    }

    static Task PublishAsync(SiteHost host, string type, string title, string date) => host.PublishAsync(
        $$"""{ "ContentType": "{{type}}", "PublishedUtc": "{{date}}", "TitlePart": { "Title": "{{title}}" }, "HtmlBodyPart": { "Html": "<p>Text.</p>" } }""");

    static async Task<IHtmlDocument> PageAsync(SiteHost host, string path)
    {
        var (response, text) = await host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(text);
    }

    static List<string> Titles(IHtmlDocument page) => [.. page.QuerySelectorAll("main .listed h3").Select(title => title.TextContent.Trim())];

    static List<string> Months(IHtmlDocument page) => [.. page.QuerySelectorAll("main .months a")
        .Select(link => string.Create(CultureInfo.InvariantCulture, $"{link.GetAttribute("href")}: {link.QuerySelector(".num")!.TextContent}"))];
}
