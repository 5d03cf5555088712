using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Feeds.WebSub;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.WebSub;

public sealed class HubTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_hub_that_is_announced_is_subscribed_to_verified_and_believed_by_its_signature(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var callbacks = await CallbackSite.StartAsync(Cancellation);
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:BaseUrl"] = callbacks.Address });
        callbacks.Site = room.Database.Services;
        var asked = new List<Dictionary<string, string>>();
        room.Server.Serve("/hub", async http =>
        {
            asked.Add((await http.Request.ReadFormAsync(Cancellation)).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal));
            http.Response.StatusCode = 202;
        });
        var url = room.Server.Serve("/feed.xml", Feed(room.Server.Address, Rss.Item("1", "First", "https://primer.example/1")));
        var source = await room.AddSourceAsync("Pushed", url, Cancellation);
        await room.ImportAsync(source, Cancellation);
        var subscriptions = room.Database.Get<HubSubscriptions>();
        (await subscriptions.RunAsync(10, Cancellation)).ShouldBe(1);
        var request = asked.ShouldHaveSingleItem();
        (request["hub.mode"], request["hub.topic"]).ShouldBe(("subscribe", url));
        var callback = request["hub.callback"];
        callback.ShouldStartWith(callbacks.Address + "websub/");

        using var hub = new HttpClient();
        (await hub.GetAsync(Challenge(callback, "https://other.example/feed", "no"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await hub.GetAsync(Challenge(callback[..^40] + new string('0', 40), url, "no"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await hub.GetStringAsync(Challenge(callback, url, "a<b>c"), Cancellation)).ShouldBe("a<b>c");
        (await subscriptions.FindAsync(callback[^40..], Cancellation))!.State.ShouldBe(HubState.Verified);

        var news = Feed(room.Server.Address, Rss.Item("2", "Sent at once", "https://primer.example/2"));
        (await PostAsync(hub, callback, news, "sha256=" + new string('0', 64))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(hub, callback, news, null)).ShouldBe(HttpStatusCode.Accepted);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem();
        var secret = request["hub.secret"];
        (await PostAsync(hub, callback, news, Sign(HashAlgorithmName.SHA256, "sha256", secret, news))).ShouldBe(HttpStatusCode.NoContent);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(2);

        // Polling stays, but seldom; and a poll that finds what the hub kept back ends the trust.
        var state = await room.StateAsync(source, Cancellation);
        state.PushedUntilUtc.ShouldNotBeNull();
        room.Server.Serve("/feed.xml", Feed(room.Server.Address, Rss.Item("2", "Sent at once", "https://primer.example/2")));
        await room.ImportAsync(source, Cancellation);
        state = await room.StateAsync(source, Cancellation);
        (state.IntervalReason, state.PushedUntilUtc is not null).ShouldBe((IntervalReason.Hub, true));
        room.Server.Serve("/feed.xml", Feed(room.Server.Address, Rss.Item("3", "Kept back", "https://primer.example/3")));
        await room.ImportAsync(source, Cancellation);
        (await room.StateAsync(source, Cancellation)).PushedUntilUtc.ShouldBeNull();

        // The promise holds for ten days; it is renewed before it ends.
        (await subscriptions.RunAsync(10, Cancellation)).ShouldBe(0);
        clock.Advance(TimeSpan.FromDays(8));
        (await subscriptions.RunAsync(10, Cancellation)).ShouldBe(1);
        await room.Database.Get<FeedSources>().SetPausedAsync(source, paused: true, Newsroom.Editor, Cancellation);
        (await PostAsync(hub, callback, news, Sign(HashAlgorithmName.SHA256, "sha256", secret, news))).ShouldBe(HttpStatusCode.Gone);

        // The hub is told, and asks whether that is meant; then nothing is known of it any more.
        (await subscriptions.RunAsync(10, Cancellation)).ShouldBe(1);
        (asked[^1]["hub.mode"], asked[^1]["hub.topic"], asked[^1]["hub.callback"]).ShouldBe(("unsubscribe", url, callback));
        (await hub.GetAsync(Challenge(callback, url, "no"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await hub.GetStringAsync(Challenge(callback, url, "bye", "unsubscribe"), Cancellation)).ShouldBe("bye");
        (await subscriptions.FindAsync(callback[^40..], Cancellation)).ShouldBeNull();

        // Who begins again subscribes again.
        await room.Database.Get<FeedSources>().SetPausedAsync(source, paused: false, Newsroom.Editor, Cancellation);
        await room.ImportAsync(source, Cancellation);
        (await subscriptions.RunAsync(10, Cancellation)).ShouldBe(1);
        asked[^1]["hub.mode"].ShouldBe("subscribe");
        asked[^1]["hub.callback"].ShouldNotBe(callback);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_hub_is_left_when_the_feed_names_another_and_when_its_source_is_removed_or_given_up(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var callbacks = await CallbackSite.StartAsync(Cancellation);
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:BaseUrl"] = callbacks.Address });
        callbacks.Site = room.Database.Services;
        var asked = new List<string>();
        foreach (var name in new[] { "/hub", "/other" })
        {
            room.Server.Serve(name, async http =>
            {
                var form = await http.Request.ReadFormAsync(Cancellation);
                asked.Add($"{name} {form["hub.mode"]}");
                http.Response.StatusCode = 202;
            });
        }
        var feed = Feed(room.Server.Address, Rss.Item("1", "First", "https://primer.example/1"));
        var source = await room.AddSourceAsync("Pushed", room.Server.Serve("/feed.xml", feed), Cancellation);
        await AskAsync();
        room.Server.Serve("/feed.xml", feed.Replace("/hub\"", "/other\"", StringComparison.Ordinal));
        await AskAsync();
        asked.ShouldBe(["/hub subscribe", "/hub unsubscribe", "/other subscribe"], ignoreOrder: true);

        asked.Clear();
        await room.Database.Get<FeedSources>().RemoveAsync(source, Newsroom.Editor, Cancellation);
        await room.Database.Get<HubSubscriptions>().RunAsync(10, Cancellation);
        asked.ShouldBe(["/other unsubscribe"]);

        // A hub that does not answer is asked a few times, and then left to find out by itself.
        for (var hour = 0; hour < 10; hour++)
        {
            clock.Advance(TimeSpan.FromHours(2));
            await room.Database.Get<HubSubscriptions>().RunAsync(10, Cancellation);
        }
        asked.ShouldBe(["/other unsubscribe", "/hub unsubscribe", "/hub unsubscribe", "/other unsubscribe", "/other unsubscribe"], ignoreOrder: true);

        asked.Clear();
        var given = await room.AddSourceAsync("Given up", room.Server.Serve("/end.xml", feed), Cancellation);
        await room.ImportAsync(given, Cancellation);
        await room.Database.Get<HubSubscriptions>().RunAsync(10, Cancellation);
        room.Server.Serve("/end.xml", http =>
        {
            http.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await room.ImportAsync(given, Cancellation);
        await room.Database.Get<HubSubscriptions>().RunAsync(10, Cancellation);
        asked.ShouldBe(["/hub subscribe", "/hub unsubscribe"]);

        async Task AskAsync()
        {
            await room.ImportAsync(source, Cancellation);
            await room.Database.Get<HubSubscriptions>().RunAsync(10, Cancellation);
        }
    }

    [Fact]
    public async Task Nobody_is_asked_to_call_back_where_the_site_cannot_be_reached()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false);
        room.Database.Get<HubSubscriptions>().IsReachable.ShouldBeFalse();
        await using var open = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:BaseUrl"] = "https://portal.example/" });
        open.Database.Get<HubSubscriptions>().IsReachable.ShouldBeTrue();
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void Signatures_of_all_usual_methods_are_understood(string method)
    {
        var header = Sign(new HashAlgorithmName(method.ToUpperInvariant()), method, "secret", "body");
        HubSignature.IsValid(header, "secret"u8, "body"u8).ShouldBeTrue();
        HubSignature.IsValid(header, "secret"u8, "bodY"u8).ShouldBeFalse();
        HubSignature.IsValid(header, "other"u8, "body"u8).ShouldBeFalse();
        HubSignature.IsValid(header[..^2], "secret"u8, "body"u8).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256=")]
    [InlineData("sha256=xyz")]
    [InlineData("md5=00")]
    public void What_is_no_signature_is_none(string? header) => HubSignature.IsValid(header, "secret"u8, "body"u8).ShouldBeFalse();

    static string Feed(string address, string item) =>
        $"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Преглед</title><link>https://primer.example/</link><atom:link rel="hub" href="{address}/hub"/><atom:link rel="self" href="{address}/feed.xml"/>{item}</channel></rss>""";

    static string Challenge(string callback, string topic, string challenge, string mode = "subscribe") =>
        $"{callback}?hub.mode={mode}&hub.topic={Uri.EscapeDataString(topic)}&hub.challenge={Uri.EscapeDataString(challenge)}&hub.lease_seconds=864000";

    static string Sign(HashAlgorithmName method, string name, string secret, string body) =>
        $"{name}={Convert.ToHexStringLower(CryptographicOperations.HmacData(method, System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.UTF8.GetBytes(body)))}";

    static async Task<HttpStatusCode> PostAsync(HttpClient hub, string callback, string body, string? signature)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/rss+xml");
        if (signature is not null)
            content.Headers.Add("X-Hub-Signature", signature);
        using var answer = await hub.PostAsync(callback, content, Cancellation);
        return answer.StatusCode;
    }
}
