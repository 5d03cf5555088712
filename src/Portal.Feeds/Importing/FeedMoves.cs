using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>
/// Follows a feed that moves for good (301, 308), but not at the first word: servers that are being repaired or taken over say such things by
/// mistake. The address changes once the same answer came several times, over a day at least, and only if no other source has the new one.
/// </summary>
static class FeedMoves
{
    const int EnoughAnswers = 3;
    static readonly TimeSpan EnoughTime = TimeSpan.FromDays(1);

    /// <summary>Notes where the answer came from.</summary>
    public static async Task NoteAsync(WriteScope scope, FeedSourceState state, GuardedResponse response, DateTime now, CancellationToken cancellationToken)
    {
        var target = response.Moved && response.Url.Length <= 2048 && response.Url != state.Url ? response.Url : null;
        if (target is null && state.MovedTo is null)
            return;
        var again = target is not null && target == state.MovedTo;
        var (count, since) = again ? (state.MovedCount + 1, state.MovedSinceUtc ?? now) : (target is null ? 0 : 1, now);
        var states = scope.Db.Set<FeedSourceState>();
        var other = target is null ? null
            : await states.Where(row => row.Url == target && row.SourceId != state.SourceId && row.Active).Select(row => row.SourceId).FirstOrDefaultAsync(cancellationToken);
        await states.Where(row => row.SourceId == state.SourceId).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.MovedTo, target)
            .SetProperty(row => row.MovedSinceUtc, target == null ? null : since)
            .SetProperty(row => row.MovedCount, count)
            .SetProperty(row => row.DuplicateOf, other), cancellationToken);
        if (target is not null && other is null && count >= EnoughAnswers && now - since >= EnoughTime)
            await MoveAsync(scope, state, target, cancellationToken);
    }

    static async Task MoveAsync(WriteScope scope, FeedSourceState state, string target, CancellationToken cancellationToken)
    {
        if (await scope.Content.GetLatestAsync(state.SourceId, cancellationToken) is not { Published: true } item)
            return;
        var known = await scope.Db.Set<FeedSourceState>().AsNoTracking().Where(row => row.SourceId == state.SourceId).Select(row => new { row.ETag, row.LastModified, row.BodyHash, row.NextFetchUtc }).FirstAsync(cancellationToken);
        item.Apply(FeedSource.ContentType, "Url", new TextField(target));
        await scope.Content.PublishAsync(item, cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
        // The document is the same one, so what is known of it stays true.
        await scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == state.SourceId).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.ETag, known.ETag).SetProperty(row => row.LastModified, known.LastModified).SetProperty(row => row.BodyHash, known.BodyHash)
            .SetProperty(row => row.NextFetchUtc, known.NextFetchUtc)
            .SetProperty(row => row.FormerUrl, state.Url), cancellationToken);
    }
}
