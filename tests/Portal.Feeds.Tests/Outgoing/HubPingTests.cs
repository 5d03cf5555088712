using Microsoft.AspNetCore.Http;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Outgoing;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Outgoing;

public sealed class HubPingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hub_hears_which_feeds_changed_once_and_again_where_it_did_not_answer()
    {
        var status = 204;
        var told = new List<string>();
        await using var hub = await FeedServer.StartAsync(Cancellation);
        var url = hub.Serve("/hub", async http =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            form["hub.mode"].ToString().ShouldBe("publish");
            told.AddRange(form["hub.url"].Select(feed => feed!));
            http.Response.StatusCode = status;
        });
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation,
            settings: new Dictionary<string, string?> { ["Portal:Feeds:Hub"] = url, ["Portal:BaseUrl"] = "https://institute.example" });
        var ping = room.Database.Get<HubPing>();
        await room.PublishNewsAsync([News("Before")], Cancellation);
        (await ping.TurnAsync(Cancellation)).ShouldBe(0);

        await room.PublishNewsAsync([News("After")], Cancellation);
        (await ping.TurnAsync(Cancellation)).ShouldBe(3);
        told.ShouldBe(["https://institute.example/news/feed", "https://institute.example/news/feed.atom", "https://institute.example/news/feed.json"]);
        (await ping.TurnAsync(Cancellation)).ShouldBe(0);

        told.Clear();
        status = 500;
        await room.PublishNewsAsync([News("Again")], Cancellation);
        await Should.ThrowAsync<HttpRequestException>(() => ping.TurnAsync(Cancellation));
        status = 204;
        (await ping.TurnAsync(Cancellation)).ShouldBe(3);
        told.Count.ShouldBe(6);
    }

    static Report News(string title) => new(ContentIdentity.Of("source"), "en", new(2026, 11, 3, 0, 0, 0, DateTimeKind.Utc), title, "Text.");
}
