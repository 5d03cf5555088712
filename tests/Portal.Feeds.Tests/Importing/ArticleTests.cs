using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NetVips;
using Portal.Content.Fields;
using Portal.Content.Media;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Articles;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class ArticleTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Pictures_within_a_text_become_the_sites_own_and_readers_contact_nobody(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        using var image = Image.Black(8, 8).Colourspace(Enums.Interpretation.Srgb);
        var png = image.PngsaveBuffer();
        var picture = room.Server.Serve("/picture", http => http.Response.Body.WriteAsync(png, Cancellation).AsTask());
        var fake = room.Server.Serve("/fake.png", "<svg><script>alert(1)</script></svg>", "image/png");
        var source = await room.AddSourceAsync("Pictures", room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "With pictures", "https://primer.example/1",
            $"Before <img src=\"{picture}\" alt=\"Потписивање\"> after <img src=\"{fake}\" alt=\"No picture\"> <img src=\"{room.Server.Address}/gone.png\">"))), Cancellation);
        await room.ImportAsync(source, Cancellation);
        Body(await room.NewsAsync(Cancellation)).ShouldNotContain("<img");

        (await room.Database.Get<ItemTasks>().RunAsync(10, Cancellation)).ShouldBe(1);
        var html = Body(await room.NewsAsync(Cancellation));
        html.ShouldMatch("<img src=\"/media/news/\\d{4}/\\d{2}/[0-9a-f]{24}\\.png\" alt=\"Потписивање\" loading=\"lazy\">");
        html.Split("<img").Length.ShouldBe(2);
        html.ShouldContain($"<a href=\"{fake}\"");
        var path = html.Split("/media/")[1].Split('"')[0];
        room.Database.Get<MediaStore>().Find(path).ShouldNotBeNull();
        (await room.Database.Get<ItemTasks>().RunAsync(10, Cancellation)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_text_of_the_page_is_taken_where_that_is_set_and_the_site_allows_it(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock);
        var text = string.Concat(Enumerable.Range(1, 12).Select(number => $"<p>Реченица број {number}: министри су у Београду разговарали о дигиталној дипломатији, о сарадњи и о заједничким плановима за следећу годину.</p>"));
        var page = $"<html><head><title>Чланак</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Чланак</h1>{text}<script>alert(1)</script><iframe src='https://ads.example/'></iframe></article><footer>Footer</footer></body></html>";
        room.Server.Serve("/article", page, "text/html; charset=utf-8");
        room.Server.Serve("/closed/article", page, "text/html; charset=utf-8");
        room.Server.Serve("/robots.txt", "User-agent: *\nDisallow: /closed/\n", "text/plain");
        var source = await room.AddSourceAsync("Short", room.Server.Serve("/feed.xml", Rss.Channel(
            Rss.Item("1", "Open", room.Server.Address + "/article", "Почетак"), Rss.Item("2", "Closed", room.Server.Address + "/closed/article", "Почетак"))), Cancellation,
            item => item.Apply("FeedSource", "FullText", new BooleanField(true)));
        await room.ImportAsync(source, Cancellation);
        while (await room.Database.Get<ItemTasks>().RunAsync(10, Cancellation) > 0)
            clock.Advance(TimeSpan.FromMinutes(1));

        var news = await room.NewsAsync(Cancellation);
        var open = news.Single(item => item.DisplayText == "Open").As<HtmlBodyPart>()!.Html!;
        open.ShouldContain("Реченица број 12");
        open.ShouldNotContain("script");
        open.ShouldNotContain("iframe");
        open.ShouldNotContain("Footer");
        news.Single(item => item.DisplayText == "Closed").As<HtmlBodyPart>()!.Html!.ShouldNotContain("Реченица");
        room.Server.Requests.ShouldNotContain("/closed/article");
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/private/page", false)]
    [InlineData("/private/open/page", true)]
    [InlineData("/a.pdf", false)]
    [InlineData("/a.pdf?x", true)]
    [InlineData("/x/deep/print", false)]
    public void The_longest_rule_of_a_robots_file_decides(string path, bool allowed) => RobotsFile.Parse("""
        # comment
        User-agent: other
        Disallow: /

        User-agent: *
        Disallow: /private/ # not there
        Allow: /private/open
        Disallow: /*.pdf$
        Disallow: /x/*/print
        Disallow:
        """).Allows(path).ShouldBe(allowed);

    [Fact]
    public void A_group_of_its_own_goes_before_that_of_everybody() =>
        RobotsFile.Parse("User-agent: *\nDisallow: /\n\nUser-agent: Portal\nDisallow: /only").Allows("/page").ShouldBeTrue();

    static string Body(IReadOnlyList<Portal.Content.Items.ContentItem> news) => news.ShouldHaveSingleItem().As<HtmlBodyPart>()!.Html!;
}
