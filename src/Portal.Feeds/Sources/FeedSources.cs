using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Discovery;
using Portal.Feeds.Fetching;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Sources;

/// <summary>A source with its state, as the desk and the command line show it.</summary>
/// <param name="Source">What editors set.</param>
/// <param name="State">How it is doing; null where it was never shown to visitors.</param>
public sealed record SourceOverview(FeedSource Source, FeedSourceState? State);

/// <summary>Lists, adds and steers the feed sources.</summary>
public sealed class FeedSources(ContentReader content, UnitOfWork work, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>So many are added in one transaction.</summary>
    const int Together = 100;

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
        var added = await AddAsync([new(feed.Url, feed.Title) { SiteUrl = feed.SiteUrl, Language = feed.Language }], actor, cancellationToken);
        return added[0].SourceId is { } id && await content.GetLatestAsync(id, cancellationToken) is { } item
            ? new(item)
            : throw new FetchException("The address is not a web address (http or https).");
    }

    /// <summary>Adds sources and shows them to visitors. Those whose address is known already, with or without <c>www</c> and in whichever scheme, are left as they are.</summary>
    /// <returns>What became of each, in the same order.</returns>
    public async Task<IReadOnlyList<AddedSource>> AddAsync(IReadOnlyList<NewSource> wanted, ContentActor actor, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in await ListAsync(cancellationToken))
            known.TryAdd(WebLinks.Canonical(one.Source.Url), one.Source.Id);
        var results = new List<AddedSource>(wanted.Count);
        foreach (var some in wanted.Chunk(Together))
        {
            results.AddRange(await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
            {
                var stored = new List<AddedSource>(some.Length);
                foreach (var source in some)
                    stored.Add(await AddAsync(scope, source, known, ct));
                return stored;
            }, cancellationToken));
        }
        return results;
    }

    static async Task<AddedSource> AddAsync(WriteScope scope, NewSource source, Dictionary<string, string> known, CancellationToken cancellationToken)
    {
        var url = source.Url.Trim();
        if (!url.StartsWith("~/", StringComparison.Ordinal) && (url.Length > 2048 || !FeedUrl.IsWeb(url) || HostName.Of(new Uri(url)) is null))
            return new(source, AddedState.Refused, null);
        if (known.TryGetValue(WebLinks.Canonical(url), out var id))
            return new(source, AddedState.Known, id);
        var title = source.Title.Trim() is { Length: > 0 } given ? given : url;
        var item = scope.Content.New(FeedSource.ContentType);
        item.DisplayText = title;
        item.Apply(new TitlePart(title));
        item.Apply(FeedSource.ContentType, "Url", new TextField(url));
        item.Apply(FeedSource.ContentType, "SiteUrl", new TextField(source.SiteUrl));
        item.Apply(FeedSource.ContentType, "Folder", new TextField(source.Folder));
        item.Apply(FeedSource.ContentType, "Language", new TextField(source.Language));
        item.Apply(FeedSource.ContentType, "Paused", new BooleanField(false));
        item.Apply(FeedSource.ContentType, "ExcerptOnly", new BooleanField(source.ExcerptOnly));
        await scope.Content.PublishAsync(item, cancellationToken);
        known[WebLinks.Canonical(url)] = item.ContentItemId;
        return new(source, AddedState.Added, item.ContentItemId);
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

    /// <summary>Gives a source another address, from which it is fetched at once. One that was paused is fetched again.</summary>
    /// <returns>False where another source has the address, or there is no such source.</returns>
    public async Task<bool> MoveAsync(string sourceId, string url, ContentActor actor, CancellationToken cancellationToken)
    {
        var canonical = WebLinks.Canonical(url);
        if ((await ListAsync(cancellationToken)).Any(one => one.Source.Id != sourceId && WebLinks.Canonical(one.Source.Url) == canonical))
            return false;
        return await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Content.GetLatestAsync(sourceId, ct) is not { } item)
                return false;
            item.Apply(FeedSource.ContentType, "Url", new TextField(url));
            item.Apply(FeedSource.ContentType, "Paused", new BooleanField(false));
            await scope.Content.PublishAsync(item, ct);
            return true;
        }, cancellationToken);
    }

    /// <summary>Takes a source away. Its news stays.</summary>
    public Task RemoveAsync(string sourceId, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.Content.RemoveAsync(sourceId, ct), cancellationToken);

    /// <summary>Whether a source is fetched.</summary>
    internal async Task<bool> IsActiveAsync(string sourceId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<FeedSourceState>().AnyAsync(state => state.SourceId == sourceId && state.Active, cancellationToken);
    }

    /// <summary>Notes that an editor has seen that the feed moved or changed its name.</summary>
    public Task AcceptChangesAsync(string sourceId, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == sourceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.FormerTitle, (string?)null).SetProperty(row => row.FormerUrl, (string?)null), ct), cancellationToken);
}
