using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;
using Portal.Feeds.WebSub;

namespace Portal.Feeds.Importing;

/// <summary>Imports one source: fetch, read, clean, and store everything in one transaction. What fails is told in the source's state.</summary>
sealed partial class FeedImporter(
    FeedFetcher fetcher, FeedClaims claims, EntryNormalizer normalizer, FetchSchedule schedule, EntrySense sense, HubSubscriptions hubs, FeedsOptions options, ContentReader content, ImportWriter writer, TimeProvider time, ILogger<FeedImporter> log)
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _underway = new(StringComparer.Ordinal);

    /// <summary>Waits until the import of the source that this node is at is done; for a while where another node is at it, which tells nobody here.</summary>
    public Task DoneAsync(string sourceId, TimeSpan otherwise, CancellationToken cancellationToken) =>
        _underway.TryGetValue(sourceId, out var underway) ? underway.Task.WaitAsync(cancellationToken) : Task.Delay(otherwise, time, cancellationToken);

    /// <summary>Imports a source now, due or not.</summary>
    public async Task<ImportOutcome> ImportAsync(string sourceId, CancellationToken cancellationToken) =>
        await claims.ClaimAsync(sourceId, cancellationToken) is { } state
            ? await ImportAsync(state, cancellationToken)
            : new(sourceId, sourceId, ImportState.Skipped, ImportOutcome.Nothing, "Another import of this source is under way.");

    /// <summary>Imports a source that was claimed, and hands it back.</summary>
    public Task<ImportOutcome> ImportAsync(FeedSourceState state, CancellationToken cancellationToken) =>
        HoldAsync(state, (source, run, ct) => FetchAsync(state, source, run, ct), cancellationToken);

    /// <summary>Imports a document that a hub sent, if the source can be had.</summary>
    public Task<ImportOutcome> ImportAsync(FeedSourceState state, GuardedResponse pushed, CancellationToken cancellationToken) =>
        HoldAsync(state, (source, run, ct) => ReadAsync(state, source, run, FetchedFeed.Of(pushed, null), pushed: true, ct), cancellationToken);

    async Task<ImportOutcome> HoldAsync(FeedSourceState state, Func<FeedSource, ImportRun, CancellationToken, Task<ImportOutcome>> import, CancellationToken cancellationToken)
    {
        using var activity = ImportTelemetry.Start(state.SourceId);
        var settled = false;
        await using var hold = new HeldSource(claims, state.SourceId, time, cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underway[state.SourceId] = done;
        try
        {
            var outcome = await RunAsync(state, import, hold.Token);
            settled = outcome.State != ImportState.Skipped;
            ImportTelemetry.End(activity, outcome);
            if (outcome.State == ImportState.Failed)
                // A source that never worked is told by the health page; one that stopped to work is told aloud.
                LogFailed(log, state.LastSuccessUtc is null ? LogLevel.Debug : LogLevel.Warning, outcome.Title, outcome.Message);
            else if (outcome.Stored.New + outcome.Stored.Updated > 0)
                LogImported(log, outcome.Title, outcome.Stored.New, outcome.Stored.Updated);
            return outcome;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(state.SourceId, state.Url, ImportState.Skipped, ImportOutcome.Nothing, "Another node has taken the source over.");
        }
        finally
        {
            // What was written handed the source back in the same transaction.
            if (!settled)
                await claims.ReleaseAsync(state.SourceId, CancellationToken.None);
            _underway.TryRemove(new(state.SourceId, done));
            done.SetResult();
        }
    }

    async Task<ImportOutcome> RunAsync(FeedSourceState state, Func<FeedSource, ImportRun, CancellationToken, Task<ImportOutcome>> import, CancellationToken cancellationToken)
    {
        if (await content.GetLatestAsync(state.SourceId, cancellationToken) is not { } item)
            return new(state.SourceId, state.Url, ImportState.Skipped, ImportOutcome.Nothing, "The source was removed.");
        var source = new FeedSource(item);
        var run = new ImportRun(state, source, schedule, hubs, options, writer, time);
        try
        {
            return await import(source, run, cancellationToken);
        }
        catch (FetchException failed)
        {
            return await run.FailedAsync(failed.Trouble, failed.Status, failed.RetryAfter, cancellationToken);
        }
        catch (FeedFormatException unreadable)
        {
            return await run.FailedAsync(new(unreadable.Message), 200, null, cancellationToken);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // One source must never stop the others; the next fetch tries again.
            LogUnexpected(log, source.Title, unexpected);
            return await run.FailedAsync(new("The import failed: {0}", unexpected.Message), 200, null, cancellationToken);
        }
    }

    async Task<ImportOutcome> FetchAsync(FeedSourceState state, FeedSource source, ImportRun run, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(state, cancellationToken);
        return fetched.Changed
            ? await ReadAsync(state, source, run, fetched, pushed: false, cancellationToken)
            : await run.UnchangedAsync(fetched, cancellationToken);
    }

    async Task<ImportOutcome> ReadAsync(FeedSourceState state, FeedSource source, ImportRun run, FetchedFeed fetched, bool pushed, CancellationToken cancellationToken)
    {
        var feed = FeedParser.Parse(fetched.Response.Body, fetched.Response.Charset, fetched.Response.Url);
        var entries = normalizer.Normalize(feed, source.Language, source.ExcerptOnly, state.ByLink);
        var sensed = await sense.SenseAsync(entries, source, cancellationToken);
        return await run.StoreAsync(feed, sensed, fetched, pushed, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "{Source}: {New} new and {Updated} changed entries were imported.")]
    static partial void LogImported(ILogger logger, string source, int @new, int updated);

    [LoggerMessage("{Source} could not be imported: {Reason}")]
    static partial void LogFailed(ILogger logger, LogLevel level, string source, string reason);

    [LoggerMessage(LogLevel.Error, "{Source}: the import failed in a way that nobody expected.")]
    static partial void LogUnexpected(ILogger logger, string source, Exception exception);
}
