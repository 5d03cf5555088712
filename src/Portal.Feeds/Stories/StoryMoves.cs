using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Stories;

/// <summary>To which story an item belonged before an editor moved it.</summary>
/// <param name="ContentItemId">The item.</param>
/// <param name="Before">Its story before, or null.</param>
/// <param name="After">Its story since, or null.</param>
/// <param name="Barred">The story from which it was barred since, or null.</param>
/// <param name="Freed">The story from which it was barred before, or null.</param>
sealed record StoryMove(string ContentItemId, string? Before, string? After, string? Barred, string? Freed);

/// <summary>
/// Moves news from story to story in an open transaction. What waits for review is moved as well as what visitors see; the stories' own
/// content items follow soon after, since they are written from the rows.
/// </summary>
static class StoryMoves
{
    /// <summary>Moves items into a story, or out of their own one; an item that an editor takes out never comes back by itself.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="news">The items.</param>
    /// <param name="story">The story, known or new; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<StoryMove>> MoveAsync(WriteScope scope, IReadOnlyList<ContentItem> news, string? story, CancellationToken cancellationToken)
    {
        var moves = new List<StoryMove>();
        foreach (var item in news)
        {
            var id = item.ContentItemId;
            var row = await scope.Db.Set<StoryItem>().FirstOrDefaultAsync(one => one.ContentItemId == id, cancellationToken);
            var before = row?.StoryId;
            if (before == story)
                continue;
            if (row is null)
                scope.Db.Add(row = new StoryItem { ContentItemId = id, SourceId = NewsItems.SourceId(item), PublishedUtc = item.PublishedUtc ?? scope.NowUtc });
            row.StoryId = story;
            var barred = story is null && before is not null && await BarAsync(scope.Db, id, before, cancellationToken) ? before : null;
            var freed = story is not null && await FreeAsync(scope.Db, id, story, cancellationToken) ? story : null;
            moves.Add(new(id, before, story, barred, freed));
        }
        await StaleAsync(scope.Db, moves, cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
        return moves;
    }

    /// <summary>Undoes moves; an item that was moved again since stays where it is.</summary>
    public static async Task UndoAsync(WriteScope scope, IReadOnlyList<StoryMove> moves, CancellationToken cancellationToken)
    {
        foreach (var move in moves)
        {
            if (await scope.Db.Set<StoryItem>().FirstOrDefaultAsync(row => row.ContentItemId == move.ContentItemId, cancellationToken) is not { } row || row.StoryId != move.After)
                continue;
            row.StoryId = move.Before;
            if (move.Barred is { } barred)
                await FreeAsync(scope.Db, move.ContentItemId, barred, cancellationToken);
            if (move.Freed is { } freed)
                await BarAsync(scope.Db, move.ContentItemId, freed, cancellationToken);
        }
        await StaleAsync(scope.Db, moves, cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
    }

    static async Task<bool> BarAsync(PortalDbContext db, string id, string story, CancellationToken cancellationToken)
    {
        if (await db.Set<StoryExclusion>().FindAsync([id, story], cancellationToken) is not null)
            return false;
        db.Add(new StoryExclusion { ContentItemId = id, StoryId = story });
        return true;
    }

    static async Task<bool> FreeAsync(PortalDbContext db, string id, string story, CancellationToken cancellationToken)
    {
        if (await db.Set<StoryExclusion>().FindAsync([id, story], cancellationToken) is not { } exclusion)
            return false;
        db.Remove(exclusion);
        return true;
    }

    static async Task StaleAsync(PortalDbContext db, IReadOnlyList<StoryMove> moves, CancellationToken cancellationToken)
    {
        foreach (var story in moves.SelectMany(move => new[] { move.Before, move.After }).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await db.Set<StoryState>().FindAsync([story], cancellationToken) is not { } state)
                db.Add(state = new StoryState { StoryId = story });
            state.Stale = true;
        }
    }
}
