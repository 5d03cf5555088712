using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Feeds.Importing;
using Portal.Feeds.Jobs;

namespace Portal.Feeds.Stories;

/// <summary>Follows the journal and keeps the stories; on one node at a time, from where the last one stopped.</summary>
sealed partial class StoryService(JournalReader journal, StoryPlanner planner, StoryWriter writer, FeedJobs jobs, SiteReadiness readiness, TimeProvider time, ILogger<StoryService> log) : BackgroundService
{
    const int Batch = 500;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Shorter than the lease, so that a quiet night does not lose it.
    static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    /// <summary>Works through what the journal holds; returns whether there was anything.</summary>
    public async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (await jobs.TakeAsync(StoryWriter.Job, cancellationToken) is not { } job)
            return false;
        return await TurnAsync(await journal.ReadAsync(JournalPosition.Parse(job.Position), Batch, cancellationToken), cancellationToken);
    }

    async Task<bool> TurnAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count > 0)
        {
            var changed = entries.Where(entry => entry.ContentType == NewsItems.ContentType).Select(entry => entry.ContentItemId).ToHashSet(StringComparer.Ordinal);
            await writer.StoreAsync(changed.Count == 0 ? new() : await planner.PlanAsync(changed, cancellationToken), entries[^1].Position, cancellationToken);
        }
        return await writer.RefreshStaleAsync(cancellationToken) + entries.Count > 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
                await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await jobs.ReleaseAsync(StoryWriter.Job, CancellationToken.None);
        }
    }

    async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await jobs.TakeAsync(StoryWriter.Job, stoppingToken) is not { } job)
            {
                await Task.Delay(Pause, time, stoppingToken);
                return;
            }
            using var quiet = new CancellationTokenSource(Wait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, quiet.Token);
            IReadOnlyList<JournalEntry> entries;
            try
            {
                entries = await journal.WaitAsync(JournalPosition.Parse(job.Position), Batch, either.Token);
            }
            catch (OperationCanceledException) when (quiet.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await TurnAsync(entries, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(log, exception);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Stories could not be brought up to date. It is tried again in ten seconds.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
