using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Imports one source: fetch, read, clean, and store everything in one transaction. What fails is told in the source's state.</summary>
sealed partial class FeedImporter(
    FeedFetcher fetcher, FeedClaims claims, EntryNormalizer normalizer, FetchSchedule schedule, EntrySense sense, ContentReader content, UnitOfWork work, TimeProvider time, ILogger<FeedImporter> log)
{
    /// <summary>Imports a source now, due or not.</summary>
    public async Task<ImportOutcome> ImportAsync(string sourceId, CancellationToken cancellationToken) =>
        await claims.ClaimAsync(sourceId, cancellationToken) is { } state
            ? await ImportAsync(state, cancellationToken)
            : new(sourceId, sourceId, ImportState.Skipped, ImportOutcome.Nothing, "Another import of this source is under way.");

    /// <summary>Imports a source that was claimed, and hands it back.</summary>
    public async Task<ImportOutcome> ImportAsync(FeedSourceState state, CancellationToken cancellationToken)
    {
        using var activity = ImportTelemetry.Start(state.SourceId);
        try
        {
            var outcome = await RunAsync(state, cancellationToken);
            ImportTelemetry.End(activity, outcome);
            if (outcome.State == ImportState.Failed)
                // A source that never worked is told by the health page; one that stopped to work is told aloud.
                LogFailed(log, state.LastSuccessUtc is null ? LogLevel.Debug : LogLevel.Warning, outcome.Title, outcome.Message);
            else if (outcome.Stored.New + outcome.Stored.Updated > 0)
                LogImported(log, outcome.Title, outcome.Stored.New, outcome.Stored.Updated);
            return outcome;
        }
        finally
        {
            await claims.ReleaseAsync(state.SourceId, CancellationToken.None);
        }
    }

    async Task<ImportOutcome> RunAsync(FeedSourceState state, CancellationToken cancellationToken)
    {
        if (await content.GetLatestAsync(state.SourceId, cancellationToken) is not { } item)
            return new(state.SourceId, state.Url, ImportState.Skipped, ImportOutcome.Nothing, "The source was removed.");
        var source = new FeedSource(item);
        try
        {
            var fetched = await fetcher.FetchAsync(state, cancellationToken);
            return fetched.Changed
                ? await StoreAsync(state, source, fetched, cancellationToken)
                : await UnchangedAsync(state, source, fetched, cancellationToken);
        }
        catch (FetchException failed)
        {
            return await FailedAsync(state, source, failed.Message, failed.Status, failed.RetryAfter, cancellationToken);
        }
        catch (FeedFormatException unreadable)
        {
            return await FailedAsync(state, source, unreadable.Message, 200, null, cancellationToken);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // One source must never stop the others; the next fetch tries again.
            LogUnexpected(log, source.Title, unexpected);
            return await FailedAsync(state, source, $"The import failed: {unexpected.Message}", 200, null, cancellationToken);
        }
    }

    async Task<ImportOutcome> StoreAsync(FeedSourceState state, FeedSource source, FetchedFeed fetched, CancellationToken cancellationToken)
    {
        var feed = FeedParser.Parse(fetched.Response.Body, fetched.Response.Charset, fetched.Response.Url);
        var entries = normalizer.Normalize(feed, source.Language, source.ExcerptOnly, state.ByLink);
        var sensed = await sense.SenseAsync(entries, source, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var interval = schedule.AfterSuccess([.. entries.Select(entry => entry.PublishedUtc).OfType<DateTime>()], now, feed.TtlMinutes, fetched.Response.MaxAge);
        var stored = await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            var result = await new EntryStore(scope, source).StoreAsync(sensed, ct);
            var repaired = feed.Repaired.Count == 0 ? null : Cut(string.Join("; ", feed.Repaired));
            await scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == state.SourceId).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.ETag, fetched.Response.ETag)
                .SetProperty(row => row.LastModified, fetched.Response.LastModified)
                .SetProperty(row => row.BodyHash, fetched.BodyHash)
                .SetProperty(row => row.LastTryUtc, now).SetProperty(row => row.LastSuccessUtc, now)
                .SetProperty(row => row.Status, fetched.Response.Status)
                .SetProperty(row => row.Error, (string?)null).SetProperty(row => row.Failures, 0)
                .SetProperty(row => row.Repaired, repaired)
                .SetProperty(row => row.ByLink, state.ByLink || HasLooseGuids(result, entries.Count))
                .SetProperty(row => row.EntryCount, entries.Count)
                .SetProperty(row => row.ItemCount, row => row.ItemCount + result.New + result.Held)
                .SetProperty(row => row.IntervalMinutes, (int)interval.TotalMinutes)
                .SetProperty(row => row.NextFetchUtc, now + interval), ct);
            return result;
        }, cancellationToken);
        return new(source.Id, source.Title, ImportState.Imported, stored,
            string.Create(CultureInfo.InvariantCulture, $"{entries.Count} entries: {stored.New} new, {stored.Updated} changed."));
    }

    async Task<ImportOutcome> UnchangedAsync(FeedSourceState state, FeedSource source, FetchedFeed fetched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var interval = TimeSpan.FromMinutes(Math.Clamp(state.IntervalMinutes > 0 ? state.IntervalMinutes : 30, 5, 1440));
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == state.SourceId).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.ETag, row => fetched.Response.ETag ?? row.ETag)
            .SetProperty(row => row.LastModified, row => fetched.Response.LastModified ?? row.LastModified)
            .SetProperty(row => row.LastTryUtc, now).SetProperty(row => row.LastSuccessUtc, now)
            .SetProperty(row => row.Status, fetched.Response.Status)
            .SetProperty(row => row.Error, (string?)null).SetProperty(row => row.Failures, 0)
            .SetProperty(row => row.NextFetchUtc, now + interval), ct), cancellationToken);
        return new(source.Id, source.Title, ImportState.Unchanged, ImportOutcome.Nothing, "Nothing has changed since the last time.");
    }

    async Task<ImportOutcome> FailedAsync(FeedSourceState state, FeedSource source, string message, int status, DateTimeOffset? retryAfter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asked = retryAfter - time.GetUtcNow();
        var next = now + schedule.AfterFailure(state.Failures + 1, asked);
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            var states = scope.Db.Set<FeedSourceState>();
            await states.Where(row => row.SourceId == state.SourceId).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.LastTryUtc, now)
                .SetProperty(row => row.Status, status)
                .SetProperty(row => row.Error, Cut(message))
                .SetProperty(row => row.Failures, row => row.Failures + 1)
                // What was given up is not asked again; an editor may start it anew.
                .SetProperty(row => row.Retired, row => row.Retired || status == 410)
                .SetProperty(row => row.Active, row => row.Active && status != 410)
                .SetProperty(row => row.NextFetchUtc, next), ct);
            // A server that asks to be left alone means all of its feeds.
            if (asked > TimeSpan.Zero && state.Host.Length > 0)
                await states.Where(row => row.Host == state.Host && row.NextFetchUtc < next).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextFetchUtc, next), ct);
        }, cancellationToken);
        return new(source.Id, source.Title, ImportState.Failed, ImportOutcome.Nothing, message);
    }

    // Nearly all entries that came back have the links of known ones, and none its guid.
    static bool HasLooseGuids(StoredEntries stored, int entries) => stored.Renamed >= 3 && stored.Renamed * 10 >= entries * 8;

    static string Cut(string text) => text.Length > 1000 ? text[..1000] : text;

    [LoggerMessage(LogLevel.Information, "{Source}: {New} new and {Updated} changed entries were imported.")]
    static partial void LogImported(ILogger logger, string source, int @new, int updated);

    [LoggerMessage("{Source} could not be imported: {Reason}")]
    static partial void LogFailed(ILogger logger, LogLevel level, string source, string reason);

    [LoggerMessage(LogLevel.Error, "{Source}: the import failed in a way that nobody expected.")]
    static partial void LogUnexpected(ILogger logger, string source, Exception exception);
}
