using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Imports due sources, a few at a time, for as long as the site runs. A source that an editor adds or changes is taken up at once.</summary>
sealed partial class ImportService(FeedClaims claims, FeedImporter importer, FeedWake wake, FeedsOptions options, SiteReadiness readiness, TimeProvider time, ILogger<ImportService> log)
    : BackgroundService
{
    /// <summary>A source that another node added, or whose lease ended with its node, is noticed after this time.</summary>
    static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    const int MostSamples = 20;
    static readonly TimeSpan AfterSamples = TimeSpan.FromSeconds(2);

    readonly List<Task> _running = [];
    readonly TaskCompletionSource _samplesImported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        readiness.BringsFirstContent(_samplesImported.Task);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReadyAsync(stoppingToken);
            if (readiness.IsNew)
                await FillAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
                await TurnAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way hands its source back.
        }
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task TurnAsync(CancellationToken stoppingToken)
    {
        var woken = wake.Next;
        try
        {
            _running.RemoveAll(task => task.IsCompleted);
            var free = Math.Clamp(options.Parallel, 1, 64) - _running.Count;
            var claimed = free > 0 ? await claims.ClaimDueAsync(free, stoppingToken) : [];
            _running.AddRange(claimed.Select(state => RunAsync(state, stoppingToken)));
            if (claimed.Count == free && free > 0)
                return;
            var sleep = await claims.NextDueAsync(stoppingToken) is { } due ? due - time.GetUtcNow().UtcDateTime : LongestSleep;
            await Task.WhenAny([Task.Delay(Clamp(sleep), time, stoppingToken), woken, .. _running]);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            LogDatabase(log, exception.Message);
            await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken);
        }
    }

    // A new site's first visitor waits for the samples; other sources leave them, and him, the machine for a moment.
    async Task FillAsync(CancellationToken stoppingToken)
    {
        var samples = await claims.ClaimDueAsync(MostSamples, stoppingToken, samplesOnly: true);
        await Task.WhenAll(samples.Select(state => RunAsync(state, stoppingToken)));
        _samplesImported.TrySetResult();
        await Task.Delay(AfterSamples, time, stoppingToken);
    }

    async Task RunAsync(FeedSourceState state, CancellationToken stoppingToken)
    {
        try
        {
            await importer.ImportAsync(state, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception exception)
        {
            LogSource(log, state.Url, exception);
        }
    }

    static TimeSpan Clamp(TimeSpan sleep) => sleep < TimeSpan.FromMilliseconds(250) ? TimeSpan.FromMilliseconds(250) : sleep > LongestSleep ? LongestSleep : sleep;

    [LoggerMessage(LogLevel.Warning, "Sources could not be looked up ({Reason}). It is tried again in five seconds.")]
    static partial void LogDatabase(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The import of {Url} ended without a record of it.")]
    static partial void LogSource(ILogger logger, string url, Exception exception);
}

/// <summary>Wakes the importer when a source was added or changed.</summary>
sealed class FeedWake : Signal, IJournalObserver
{
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.ContentType == FeedSource.ContentType)
            {
                Raise();
                return;
            }
        }
    }
}
