using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Review;

/// <summary>A line of the review list.</summary>
/// <param name="Item">The draft.</param>
/// <param name="Source">Name of its source, or empty.</param>
/// <param name="HeldUtc">Since when it waits.</param>
public sealed record HeldLine(ContentItem Item, string Source, DateTime HeldUtc);

/// <summary>News that waits for an editor, and what editors do with it.</summary>
public sealed class ReviewList(IDbContextFactory<PortalDbContext> databases, ContentReader content, UnitOfWork work)
{
    /// <summary>Lines of the list.</summary>
    public const int Most = 100;

    /// <summary>What waits longest, and how much waits in all.</summary>
    public async Task<(IReadOnlyList<HeldLine> Lines, int Total)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from held in db.Set<HeldNews>().AsNoTracking()
            join item in db.ContentItems.AsNoTracking() on held.ContentItemId equals item.ContentItemId
            where item.Latest
            orderby held.HeldUtc, held.ContentItemId
            select held).Take(Most).ToListAsync(cancellationToken);
        var total = await db.Set<HeldNews>().CountAsync(cancellationToken);
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<HeldLine>();
        foreach (var row in rows)
        {
            if (await content.GetLatestAsync(row.ContentItemId, cancellationToken) is not { } item)
                continue;
            if (!sources.TryGetValue(row.SourceId, out var source))
                sources[row.SourceId] = source = await content.GetLatestAsync(row.SourceId, cancellationToken) is { } found ? new FeedSource(found).Title : "";
            lines.Add(new(item, source, row.HeldUtc));
        }
        return (lines, total);
    }

    /// <summary>Shows items to visitors; returns how many.</summary>
    public Task<int> PublishAsync(IReadOnlyCollection<string> ids, ContentActor actor, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
    {
        var shown = 0;
        foreach (var id in await WaitingAsync(scope, ids, ct))
        {
            if (await scope.Content.GetLatestAsync(id, ct) is not { Published: false } item)
                continue;
            // Who lets the source's words pass has not written them: what is new in them is still the source's to say.
            await scope.Content.PublishAsWrittenAsync(item, ct);
            shown++;
        }
        return shown;
    }, cancellationToken);

    /// <summary>Takes items off the list; they stay drafts that nobody sees. Returns how many.</summary>
    public Task<int> HideAsync(IReadOnlyCollection<string> ids, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.Db.Set<HeldNews>().Where(row => ids.Contains(row.ContentItemId)).ExecuteDeleteAsync(ct), cancellationToken);

    static Task<List<string>> WaitingAsync(WriteScope scope, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        scope.Db.Set<HeldNews>().Where(row => ids.Contains(row.ContentItemId)).OrderBy(row => row.HeldUtc).Select(row => row.ContentItemId).ToListAsync(cancellationToken);
}
