using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Stories;

namespace Portal.Feeds.Review;

/// <summary>By what is seen that nobody has touched an item since: its row, how often it was stored, and whether it waits or is hidden.</summary>
sealed record NewsMark(long Row, long Stamp, bool? Hidden)
{
    public static async Task<NewsMark?> ReadAsync(PortalDbContext db, string id, CancellationToken cancellationToken)
    {
        var row = await db.ContentItems.AsNoTracking().Where(row => row.ContentItemId == id && row.Latest).Select(row => new { row.Id, row.Stamp }).FirstOrDefaultAsync(cancellationToken);
        var hidden = await db.Set<HeldNews>().AsNoTracking().Where(held => held.ContentItemId == id).Select(held => (bool?)held.Hidden).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : new(row.Id, row.Stamp, hidden);
    }
}

/// <summary>An item as it was before it was changed.</summary>
/// <param name="Latest">The version that editors worked on.</param>
/// <param name="Published">The version that visitors saw, where it is another one.</param>
/// <param name="Held">Its row among what visitors don't see, or null.</param>
/// <param name="After">What the change left behind.</param>
sealed record NewsBefore(ContentItem Latest, ContentItem? Published, HeldNews? Held, NewsMark After)
{
    public string Id => Latest.ContentItemId;

    /// <summary>Brings the item back to what it was.</summary>
    /// <returns>What it is known by from now on; null where somebody has touched it since, and it stays as it is.</returns>
    public async Task<NewsMark?> RestoreAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        if (await NewsMark.ReadAsync(scope.Db, Id, cancellationToken) != After)
            return null;
        if ((After.Row, After.Stamp) != (Latest.Id, Latest.Stamp))
        {
            if (Published is not null)
                await scope.Content.ImportAsync(Published, AuditEvent.Restored, cancellationToken);
            await scope.Content.ImportAsync(Latest, AuditEvent.Restored, cancellationToken);
        }
        await scope.Db.Set<HeldNews>().Where(row => row.ContentItemId == Id).ExecuteDeleteAsync(cancellationToken);
        // The rows that were stored on the way are gone by now.
        scope.Db.ChangeTracker.Clear();
        if (Held is not null)
            HeldRows.Add(scope.Db, Latest, Held.SourceId, Held.Hidden, Held.HeldUtc);
        NewsActions.Tell(scope, Id);
        await scope.Db.SaveChangesAsync(cancellationToken);
        return await NewsMark.ReadAsync(scope.Db, Id, cancellationToken);
    }

    /// <summary>By what the item was known before it was changed.</summary>
    public NewsMark Mark => new(Latest.Id, Latest.Stamp, Held?.Hidden);
}

/// <summary>What can be undone at once.</summary>
/// <param name="Right">What the person must be allowed to do with the items.</param>
/// <param name="Items">The items before.</param>
/// <param name="Moves">The moves between stories.</param>
sealed record UndoStep(ContentAction Right, IReadOnlyList<NewsBefore> Items, IReadOnlyList<StoryMove> Moves)
{
    public DateTime UntilUtc { get; init; }

    public IEnumerable<string> Ids => Items.Select(item => item.Id).Concat(Moves.Select(move => move.ContentItemId)).Distinct(StringComparer.Ordinal);
}

/// <summary>
/// Keeps what editors did for some minutes, so that it can be undone, also after the page was loaded anew. It lies in the memory of the
/// node; after a restart the versions and the audit trail are there still. Thread-safe.
/// </summary>
sealed class NewsUndo(TimeProvider time)
{
    const int MostSteps = 30;
    static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    readonly Lock _lock = new();
    readonly Dictionary<string, List<UndoStep>> _steps = new(StringComparer.Ordinal);

    /// <summary>Whether the person has something to undo.</summary>
    public bool Has(string userId)
    {
        lock (_lock)
            return Live(userId).Count > 0;
    }

    /// <summary>Keeps a step.</summary>
    public void Keep(string userId, UndoStep step)
    {
        lock (_lock)
        {
            foreach (var other in _steps.Keys.ToList())
                Live(other);
            var steps = Live(userId);
            steps.Add(step with { UntilUtc = time.GetUtcNow().UtcDateTime + KeptFor });
            if (steps.Count > MostSteps)
                steps.RemoveAt(0);
            _steps[userId] = steps;
        }
    }

    /// <summary>The last step, which is kept no longer; null where there is none.</summary>
    public UndoStep? Take(string userId)
    {
        lock (_lock)
        {
            var steps = Live(userId);
            if (steps.Count == 0)
                return null;
            var last = steps[^1];
            steps.RemoveAt(steps.Count - 1);
            return last;
        }
    }

    /// <summary>An item is again what it was before a step, but was stored once more: the steps before that one know it by its new mark.</summary>
    public void Follow(string userId, NewsBefore undone, NewsMark mark)
    {
        lock (_lock)
        {
            var steps = Live(userId);
            for (var place = 0; place < steps.Count; place++)
                steps[place] = steps[place] with { Items = [.. steps[place].Items.Select(item => item.Id == undone.Id && item.After == undone.Mark ? item with { After = mark } : item)] };
        }
    }

    List<UndoStep> Live(string userId)
    {
        if (!_steps.TryGetValue(userId, out var steps))
            return [];
        var now = time.GetUtcNow().UtcDateTime;
        steps.RemoveAll(step => step.UntilUtc < now);
        if (steps.Count == 0)
            _steps.Remove(userId);
        return steps;
    }
}
