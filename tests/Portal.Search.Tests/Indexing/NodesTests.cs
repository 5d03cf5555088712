using Portal.Content.Parts;
using Portal.Content.Storage;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Indexing;

public sealed class NodesTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_publishes_changes_and_takes_back_is_so_in_the_search_of_every_node()
    {
        await using var one = await SearchSite.CreateAsync(DatabaseProvider.Postgres);
        await using var other = new SearchSite(await one.Database.AddNodeAsync((services, configuration) => services.AddSearch(configuration), Cancellation));
        await one.StartAsync();
        await other.StartAsync();
        await SearchSite.UntilAsync(() => one.Status.HasCaughtUp && other.Status.HasCaughtUp);

        var item = await one.PublishAsync("Summit in Vienna", "<p>talks</p>");
        await SearchSite.UntilAsync(() => one.Found("vienna").Count == 1 && other.Found("vienna").Count == 1);
        await other.ChangeAsync(item, (scope, latest, ct) =>
        {
            latest.Apply(new TitlePart("Summit in Geneva"));
            return scope.Content.PublishAsync(latest, ct);
        });
        await SearchSite.UntilAsync(() => one.Found("geneva").Count == 1 && other.Found("geneva").Count == 1 && one.Found("vienna").Count == 0);
        await one.ChangeAsync(item, (scope, latest, ct) => scope.Content.UnpublishAsync(latest.ContentItemId, ct));
        await SearchSite.UntilAsync(() => one.Found("geneva").Count == 0 && other.Found("geneva").Count == 0);
    }
}
