using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Discovery;

namespace Portal.Feeds.Sources;

/// <summary>A source with its state, as the desk and the command line show it.</summary>
/// <param name="Source">What editors set.</param>
/// <param name="State">How it is doing; null where it was never shown to visitors.</param>
public sealed record SourceOverview(FeedSource Source, FeedSourceState? State);

/// <summary>Lists, adds and steers the feed sources.</summary>
public sealed class FeedSources(ContentReader content, UnitOfWork work, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>All sources by name.</summary>
    public async Task<IReadOnlyList<SourceOverview>> ListAsync(CancellationToken cancellationToken)
    {
        var items = new List<ContentItem>();
        ListCursor? after = null;
        do
        {
            var page = await content.ListLatestAsync(new() { Types = [FeedSource.ContentType], Count = ContentListQuery.MaxCount, After = after }, cancellationToken);
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var states = await db.Set<FeedSourceState>().AsNoTracking().ToDictionaryAsync(state => state.SourceId, StringComparer.Ordinal, cancellationToken);
        return [.. items.Select(item => new SourceOverview(new(item), states.GetValueOrDefault(item.ContentItemId)))
            .OrderBy(one => one.Source.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Adds a source and shows it to visitors; the import begins at once.</summary>
    /// <returns>The new source, or the one that already has this address.</returns>
    public async Task<FeedSource> AddAsync(DiscoveredFeed feed, ContentActor actor, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).FirstOrDefault(one => string.Equals(one.Source.Url, feed.Url, StringComparison.Ordinal)) is { } known)
            return known.Source;
        return await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var item = scope.Content.New(FeedSource.ContentType);
            item.DisplayText = feed.Title;
            item.Apply(new TitlePart(feed.Title));
            item.Apply(FeedSource.ContentType, "Url", new TextField(feed.Url));
            item.Apply(FeedSource.ContentType, "SiteUrl", new TextField(feed.SiteUrl));
            item.Apply(FeedSource.ContentType, "Language", new TextField(feed.Language));
            item.Apply(FeedSource.ContentType, "Paused", new BooleanField(false));
            item.Apply(FeedSource.ContentType, "ExcerptOnly", new BooleanField(false));
            await scope.Content.PublishAsync(item, ct);
            return new FeedSource(item);
        }, cancellationToken);
    }

    /// <summary>Stops the fetching of a source, or begins it again.</summary>
    public Task SetPausedAsync(string sourceId, bool paused, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Content.GetLatestAsync(sourceId, ct) is not { } item)
                return;
            item.Apply(FeedSource.ContentType, "Paused", new BooleanField(paused));
            if (!paused)
                await scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == sourceId)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Active, false).SetProperty(row => row.Failures, 0), ct);
            await scope.Content.PublishAsync(item, ct);
        }, cancellationToken);

    /// <summary>Takes a source away. Its news stays.</summary>
    public Task RemoveAsync(string sourceId, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.Content.RemoveAsync(sourceId, ct), cancellationToken);
}
