using System.IO.Compression;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class BadInputTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not-a-feed", "neither XML nor JSON")]
    [InlineData("page", "web page")]
    [InlineData("huge", "larger than 15 MB")]
    [InlineData("bomb", "larger than 15 MB")]
    [InlineData("endless", "longer than")]
    [InlineData("loop", "redirects more than 10 times")]
    [InlineData("nested", "deep")]
    [InlineData("gone", "given up")]
    [InlineData("busy", "fewer requests")]
    [InlineData("missing", "nothing at this address")]
    [InlineData("empty", "empty")]
    public async Task A_bad_source_is_told_plainly_and_the_others_go_on(string kind, string words)
    {
        // A busy machine takes its time for large files as well.
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, timeout: kind == "endless" ? 2 : 30);
        var bad = await room.AddSourceAsync("Bad", Serve(room.Server, kind), Cancellation);
        var good = await room.AddSourceAsync("Good", room.Server.Serve("/good.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1"))), Cancellation);

        var outcome = await room.ImportAsync(bad, Cancellation);
        outcome.State.ShouldBe(ImportState.Failed);
        var state = await room.StateAsync(bad, Cancellation);
        Trouble.Parse(state.Error!).ToString().ShouldContain(words);
        state.Failures.ShouldBe(1);
        state.NextFetchUtc.ShouldBeGreaterThan(state.LastTryUtc!.Value);
        (state.Retired, state.Active).ShouldBe(kind == "gone" ? (true, false) : (false, true));
        (await room.ImportAsync(good, Cancellation)).Stored.New.ShouldBe(1);
    }

    [Theory]
    [InlineData("&bare ", "<a ", ">")]
    [InlineData("&bare ", "<a b=", ">")]
    [InlineData("&bare ", "<!DOCTYPE>", "")]
    [InlineData("&bare ", "<p{0}:a/>", "")]
    [InlineData("", "<item><title>x</title><description>&lt;div&gt;", "")]
    [InlineData("<item><title>x</title>", "<enclosure url=\"https://primer.example/{0}\" type=\"audio/mpeg\"/>", "</item>")]
    [InlineData("<item><title>x</title><description>", "&lt;div&gt;", "</description></item>")]
    public async Task A_document_that_is_made_to_keep_the_reader_busy_does_not(string first, string repeated, string last)
    {
        var text = new System.Text.StringBuilder("<rss version=\"2.0\"><channel><title>t</title><link>https://primer.example/</link>").Append(first);
        for (var number = 0; text.Length < 3_000_000; number++)
            text.Append(repeated.Replace("{0}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        text.Append(last).Append("<item><title>last</title></item></channel></rss>");
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.ToString());
        var reading = Task.Run(() =>
        {
            try
            {
                return new EntryNormalizer(new(new())).Normalize(FeedParser.Parse(bytes), "en", excerptOnly: false).Count;
            }
            catch (FeedFormatException)
            {
                return 0;
            }
        }, Cancellation);
        // No measure of speed: what this is about took minutes or hours.
        await reading.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://100.64.1.1/")]
    [InlineData("http://0.0.0.0/")]
    public async Task Addresses_of_private_networks_are_not_fetched(string url)
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false);
        var source = await room.AddSourceAsync("Inner", url, Cancellation);
        (await room.ImportAsync(source, Cancellation)).Message.ShouldContain("private network");
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_not_followed()
    {
        var own = new OwnServer();
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false, configure: services => services.AddSingleton<IServer>(own));
        own.Url = room.Server.Address;
        // The site's own samples are the one private address that may be fetched; from there the redirect leads inside.
        room.Server.Serve("/samples/feeds/turn.xml", http => { http.Response.Redirect("http://169.254.169.254/latest/meta-data/"); return Task.CompletedTask; });
        room.Server.Serve("/samples/feeds/fine.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        room.Server.Serve("/Admin", Rss.Channel());
        var turn = await room.AddSourceAsync("Turn", "~/samples/feeds/turn.xml", Cancellation);
        var fine = await room.AddSourceAsync("Fine", "~/samples/feeds/fine.xml", Cancellation);
        var admin = await room.AddSourceAsync("Admin", "~/Admin", Cancellation);
        (await room.ImportAsync(fine, Cancellation)).Stored.New.ShouldBe(1);
        (await room.ImportAsync(turn, Cancellation)).Message.ShouldContain("169.254.169.254 lies in a private network");
        (await room.ImportAsync(admin, Cancellation)).Message.ShouldContain("private network");
        room.Server.Requests.ShouldNotContain("/Admin");
    }

    [Fact]
    public async Task Odd_entries_are_taken_as_well_as_can_be()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var url = room.Server.Serve("/odd.xml", """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>
            <rss version="2.0"><channel><title>Odd</title>
            <item><title></title><link>https://primer.example/untitled</link><description>Words that must serve as a title.</description></item>
            <item><title>No date, no guid, no link</title><description>&lt;p onclick="x()"&gt;Text&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src="https://t.example/pixel.png" alt="A picture"&gt;&lt;iframe src="https://video.example/1"&gt;&lt;/iframe&gt;&lt;/p&gt;</description></item>
            <item><title>Entity &x; here</title><guid>3</guid><pubDate>Mon, 01 Jan 2990 00:00:00 GMT</pubDate></item>
            </channel></rss>
            """);
        var source = await room.AddSourceAsync("Odd", url, Cancellation);
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(3);
        var news = await room.NewsAsync(Cancellation);
        news.ShouldContain(item => item.DisplayText == "Words that must serve as a title.");
        news.ShouldAllBe(item => item.PublishedUtc <= item.CreatedUtc);
        var html = news.Single(item => item.DisplayText!.StartsWith("No date", StringComparison.Ordinal)).As<HtmlBodyPart>()!.Html!;
        html.ShouldNotContain("script");
        html.ShouldNotContain("onclick");
        html.ShouldNotContain("<img");
        html.ShouldContain("https://video.example/1");
        news.Single(item => item.DisplayText!.StartsWith("Entity", StringComparison.Ordinal)).DisplayText!.ShouldNotContain("root:");
    }

    static string Serve(FeedServer server, string kind) => kind switch
    {
        "not-a-feed" => server.Serve("/bad", "This is only text.", "text/plain"),
        "page" => server.Serve("/bad", "<!DOCTYPE html><html><head><title>x</title></head><body>404</body></html>", "text/html"),
        "huge" => server.Serve("/bad", http => WriteForeverAsync(http, http.Response.Body, 200 * 1024 * 1024)),
        "bomb" => server.Serve("/bad", async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(http.Response.Body, CompressionLevel.Optimal);
            await WriteForeverAsync(http, zip, 200 * 1024 * 1024);
        }),
        "endless" => server.Serve("/bad", async http =>
        {
            await http.Response.WriteAsync("<rss>");
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }),
        "loop" => server.Serve("/bad", http => { http.Response.Redirect("/bad"); return Task.CompletedTask; }),
        "nested" => server.Serve("/bad", "<rss>" + string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000)) + "</rss>"),
        "gone" => server.Serve("/bad", http => { http.Response.StatusCode = 410; return Task.CompletedTask; }),
        "busy" => server.Serve("/bad", http => { http.Response.StatusCode = 429; http.Response.Headers.RetryAfter = "7200"; return Task.CompletedTask; }),
        "empty" => server.Serve("/bad", ""),
        _ => server.Address + "/nowhere",
    };

    static async Task WriteForeverAsync(HttpContext http, Stream body, long length)
    {
        var block = new byte[1024 * 1024];
        Array.Fill(block, (byte)' ');
        for (var written = 0L; written < length; written += block.Length)
            await body.WriteAsync(block, http.RequestAborted);
    }
}
