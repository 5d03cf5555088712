using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Discovery;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Fetching;

/// <summary>Names that <see cref="Uri"/> takes, but no server can have.</summary>
public sealed class HostNameTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider, string>> Names =>
        from provider in TestDatabase.Providers
        from name in new[] { "\u2024.com", "a\u200D\u0430.\u0440\u0441", "\uFFFDx.org", "\u0300a.org", "xn--\u0436.org", string.Join('.', Enumerable.Repeat("abcdefghij", 40)) }
        select new TheoryDataRow<DatabaseProvider, string>(provider.Data, name);

    [Theory, MemberData(nameof(Names))]
    public async Task A_name_that_no_server_can_have_is_told_plainly_and_breaks_nothing(DatabaseProvider provider, string name)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var source = await room.AddSourceAsync("Strange", $"http://{name}/feed.xml", Cancellation);
        var outcome = await room.ImportAsync(source, Cancellation);
        (outcome.State, outcome.Message).ShouldSatisfyAllConditions(one => one.State.ShouldBe(ImportState.Failed), one => one.Message.ShouldContain("is no name that a server can have. Check the address."));
        (await room.StateAsync(source, Cancellation)).Host.ShouldBe("");
        (await room.Database.Get<FeedSources>().AddAsync([new($"https://{name}/rss", "")], ContentActor.System, Cancellation)).ShouldHaveSingleItem().State.ShouldBe(AddedState.Refused);
        Platforms.Feeds(new Uri($"http://{name}/@somebody")).ShouldHaveSingleItem();
        (await Should.ThrowAsync<FetchException>(() => room.Database.Get<FeedDiscovery>().FindAsync($"http://{name}/", Cancellation))).Message.ShouldContain("is no name");
    }

    [Fact]
    public async Task A_redirect_to_such_a_name_is_told_as_well()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var url = room.Server.Serve("/feed.xml", http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = "http://xn--\u0436.org/feed.xml".Replace("\u0436", "%D0%B6", StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        (await room.ImportAsync(await room.AddSourceAsync("Lost", url, Cancellation), Cancellation)).State.ShouldBe(ImportState.Failed);
    }

    [Fact]
    public void A_proxy_of_such_a_name_is_refused_at_the_start() =>
        Should.Throw<InvalidOperationException>(() => new ProxyOptions { Address = "http://\uFFFDx.org:3128" }.Server()).Message.ShouldContain("no address of a proxy");
}
