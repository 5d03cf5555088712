using Microsoft.EntityFrameworkCore;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Feeds.Jobs;

namespace Portal.Feeds.Stories;

/// <summary>Stores plans: rows, keys, the stories' content and the place in the journal in one transaction.</summary>
sealed class StoryWriter(UnitOfWork work, FeedJobs jobs)
{
    /// <summary>Name of the job.</summary>
    public const string Job = "stories";

    /// <summary>Stores a plan; nothing is stored where another node has taken the job over.</summary>
    public Task StoreAsync(StoryPlan plan, JournalPosition position, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, StoryContent.Actor, async (scope, ct) =>
    {
        if (!await jobs.AdvanceAsync(scope, Job, position, ct) || plan.IsEmpty)
            return;
        await RowsAsync(scope.Db, plan, ct);
        foreach (var story in plan.Touched)
            await StoryContent.RefreshAsync(scope, story, ct);
    }, cancellationToken);

    /// <summary>Writes stories anew whose items an editor changed; returns how many.</summary>
    public Task<int> RefreshStaleAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, StoryContent.Actor, async (scope, ct) =>
    {
        var stale = await scope.Db.Set<StoryState>().Where(row => row.Stale).OrderBy(row => row.StoryId).Select(row => row.StoryId).Take(50).ToListAsync(ct);
        foreach (var story in stale)
            await StoryContent.RefreshAsync(scope, story, ct);
        return stale.Count;
    }, cancellationToken);

    static async Task RowsAsync(PortalDbContext db, StoryPlan plan, CancellationToken cancellationToken)
    {
        var gone = plan.Gone.ConvertAll(row => row.Id);
        var old = gone.Concat(plan.Changed.Select(one => one.Item.Id)).ToList();
        await db.Set<StoryKey>().Where(row => old.Contains(row.ItemRow)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<StoryItem>().Where(row => gone.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        foreach (var (row, story) in plan.Joined)
            await db.Set<StoryItem>().Where(item => item.Id == row && item.StoryId == null).ExecuteUpdateAsync(set => set.SetProperty(item => item.StoryId, story), cancellationToken);
        foreach (var item in plan.Changed.Select(one => one.Item))
            await db.Set<StoryItem>().Where(row => row.Id == item.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Signature, item.Signature).SetProperty(row => row.TextNumber, item.TextNumber), cancellationToken);
        db.Set<StoryItem>().AddRange(plan.Added.Select(one => one.Item));
        await db.SaveChangesAsync(cancellationToken);
        db.Set<StoryKey>().AddRange(plan.Added.Concat(plan.Changed).SelectMany(Keys));
        await db.SaveChangesAsync(cancellationToken);
        // Neither is looked at again in this transaction, and each save of a story looks through all that is tracked.
        db.ChangeTracker.Clear();
    }

    static IEnumerable<StoryKey> Keys(StoryCandidate one)
    {
        var (bands, words) = StoryKeys.Of(one.Signature);
        return bands.Concat(words).Distinct().Select(key => new StoryKey { Key = key, Minute = StoryKeys.Minute(one.Item.PublishedUtc), ItemRow = one.Item.Id });
    }
}
