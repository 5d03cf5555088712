using Microsoft.AspNetCore.Http;
using Portal.Content.Storage;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Fetching;

public sealed class ProxyTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_a_proxy_names_are_checked_before_they_are_asked_for()
    {
        await using var proxy = await FeedServer.StartAsync(Cancellation);
        proxy.Serve("/feed.xml", http => http.Response.WriteAsync(Rss.Channel(Rss.Item("1", http.Request.Host.Value!, "https://primer.example/1")), Cancellation));
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Proxy:Address"] = proxy.Address });

        // The first address is a public one, which the proxy answers for; the second would be the proxy's own network.
        var open = await room.AddSourceAsync("Open", "http://192.88.98.1/feed.xml", Cancellation);
        (await room.ImportAsync(open, Cancellation)).Stored.New.ShouldBe(1);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().DisplayText.ShouldBe("192.88.98.1");
        var inner = await room.AddSourceAsync("Inner", "http://localhost/feed.xml", Cancellation);
        (await room.ImportAsync(inner, Cancellation)).Message.ShouldContain("private network");
        proxy.Requests.ShouldHaveSingleItem();
    }
}
