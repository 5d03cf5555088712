using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Feeds.Articles;
using Portal.Feeds.Fetching;
using Portal.Feeds.Health;
using Portal.Feeds.Parsing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;
using Portal.Feeds.WebSub;

namespace Portal.Feeds.Importing;

/// <summary>One import of one source: writes what came of it, in one transaction, together with the handing back of the source.</summary>
sealed class ImportRun(FeedSourceState state, FeedSource source, FetchSchedule schedule, HubSubscriptions hubs, FeedsOptions options, ImportWriter writer, TimeProvider time)
{
    readonly DateTime _begun = time.GetUtcNow().UtcDateTime;
    readonly long _ticks = time.GetTimestamp();

    bool IsPushed(DateTime now) => state.PushedUntilUtc > now;

    /// <summary>Stores the entries of a document.</summary>
    /// <param name="feed">The document.</param>
    /// <param name="entries">Its entries.</param>
    /// <param name="fetched">The answer that brought it.</param>
    /// <param name="pushed">Whether a hub sent it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ImportOutcome> StoreAsync(ParsedFeed feed, IReadOnlyList<SensedEntry> entries, FetchedFeed fetched, bool pushed, CancellationToken cancellationToken)
    {
        var now = Now();
        var dates = entries.Select(entry => entry.Entry.PublishedUtc).OfType<DateTime>().Where(date => date <= now).ToList();
        var plan = schedule.AfterSuccess(dates, now, feed.TtlMinutes, fetched.Response.MaxAge, IsPushed(now));
        var next = FetchSchedule.Next(plan, now, QuietTimes.Hours(feed), QuietTimes.Days(feed));
        var repaired = feed.Repaired.Count == 0 ? null : Cut(string.Join("; ", feed.Repaired), 1000);
        var whole = !feed.Repaired.Contains(XmlMender.CutOff);
        var title = Cut(feed.Title, 500);
        var renamed = state.FeedTitle is { Length: > 0 } && title.Length > 0 && !string.Equals(state.FeedTitle, title, StringComparison.Ordinal) ? state.FeedTitle : null;
        var stored = await writer.RunAsync(async (scope, ct) =>
        {
            var result = await new EntryStore(scope, source).StoreAsync(entries, ct);
            await ItemTasks.NoteAsync(scope, source, [.. entries.Where(entry => entry is { Held: false, ExcludedBy: null }).Select(entry => entry.Entry)], ct);
            var came = result.New + result.Held;
            var loose = HasLooseGuids(result, entries.Count);
            await Rows(scope).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.LastTryUtc, now).SetProperty(row => row.LastSuccessUtc, now)
                .SetProperty(row => row.Error, (string?)null).SetProperty(row => row.Failures, 0)
                .SetProperty(row => row.Repaired, repaired)
                .SetProperty(row => row.EntryCount, row => pushed ? row.EntryCount : entries.Count)
                .SetProperty(row => row.ItemCount, row => row.ItemCount + came)
                .SetProperty(row => row.ByLink, row => row.ByLink || loose)
                .SetProperty(row => row.LastNewUtc, row => came > 0 ? now : row.LastNewUtc)
                .SetProperty(row => row.NewestEntryUtc, row => dates.Count > 0 ? dates.Max() : row.NewestEntryUtc)
                .SetProperty(row => row.FeedTitle, row => title.Length > 0 ? title : row.FeedTitle)
                .SetProperty(row => row.FormerTitle, row => row.FormerTitle ?? renamed)
                .SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.LeaseOwner, (string?)null), ct);
            // What a hub sends holds the new entries alone: it says nothing of the document at the address, nor of its rhythm.
            if (!pushed)
                await Rows(scope).ExecuteUpdateAsync(set => set
                    // What was cut off on its way may be whole the next time, under the same validators.
                    .SetProperty(row => row.ETag, whole ? fetched.Response.ETag : null)
                    .SetProperty(row => row.LastModified, whole ? fetched.Response.LastModified : null)
                    .SetProperty(row => row.BodyHash, whole ? fetched.BodyHash : null)
                    .SetProperty(row => row.Status, fetched.Response.Status)
                    .SetProperty(row => row.SkipHours, QuietTimes.Hours(feed)).SetProperty(row => row.SkipDays, QuietTimes.Days(feed))
                    .SetProperty(row => row.IntervalMinutes, (int)plan.Interval.TotalMinutes).SetProperty(row => row.IntervalReason, plan.Reason)
                    // A hub that kept something back is not relied on any longer.
                    .SetProperty(row => row.PushedUntilUtc, row => came > 0 ? null : row.PushedUntilUtc)
                    .SetProperty(row => row.NextFetchUtc, next), ct);
            await LogAsync(scope, new() { SourceId = state.SourceId, Status = fetched.Response.Status, Bytes = fetched.Response.Body.Length, New = came, Updated = result.Updated, Pushed = pushed }, ct);
            if (!pushed)
            {
                await FeedMoves.NoteAsync(scope, state, fetched.Response, now, ct);
                await hubs.NoteAsync(scope, state.SourceId, feed.Hub ?? fetched.Response.Hub, feed.Self ?? fetched.Response.Self ?? fetched.Response.Url, ct);
            }
            return result;
        }, cancellationToken);
        return new(source.Id, source.Title, ImportState.Imported, stored,
            string.Create(CultureInfo.InvariantCulture, $"{entries.Count} entries: {stored.New} new, {stored.Updated} changed."));
    }

    /// <summary>Notes that nothing has changed.</summary>
    public async Task<ImportOutcome> UnchangedAsync(FetchedFeed fetched, CancellationToken cancellationToken)
    {
        var now = Now();
        var plan = schedule.AfterUnchanged(state, now, fetched.Response.MaxAge, IsPushed(now));
        var next = FetchSchedule.Next(plan, now, state.SkipHours, state.SkipDays);
        await writer.RunAsync(async (scope, ct) =>
        {
            await Rows(scope).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.ETag, row => fetched.Response.ETag ?? row.ETag)
                .SetProperty(row => row.LastModified, row => fetched.Response.LastModified ?? row.LastModified)
                .SetProperty(row => row.LastTryUtc, now).SetProperty(row => row.LastSuccessUtc, now)
                .SetProperty(row => row.Status, fetched.Response.Status)
                .SetProperty(row => row.Error, (string?)null).SetProperty(row => row.Failures, 0)
                .SetProperty(row => row.IntervalMinutes, (int)plan.Interval.TotalMinutes).SetProperty(row => row.IntervalReason, plan.Reason)
                .SetProperty(row => row.NextFetchUtc, next)
                .SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.LeaseOwner, (string?)null), ct);
            await LogAsync(scope, new() { SourceId = state.SourceId, Status = fetched.Response.Status, Bytes = fetched.Response.Body.Length }, ct);
            await FeedMoves.NoteAsync(scope, state, fetched.Response, now, ct);
            return true;
        }, cancellationToken);
        return new(source.Id, source.Title, ImportState.Unchanged, ImportOutcome.Nothing, "Nothing has changed since the last time.");
    }

    /// <summary>Notes a failure, and leaves the source in peace for longer with each one.</summary>
    public async Task<ImportOutcome> FailedAsync(Trouble trouble, int status, DateTimeOffset? retryAfter, CancellationToken cancellationToken)
    {
        var now = Now();
        var asked = retryAfter - time.GetUtcNow();
        var plan = schedule.AfterFailure(state.Failures + 1, asked);
        var next = FetchSchedule.Next(plan, now);
        await writer.RunAsync(async (scope, ct) =>
        {
            await Rows(scope).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.LastTryUtc, now)
                .SetProperty(row => row.Status, status)
                .SetProperty(row => row.Error, trouble.Stored())
                .SetProperty(row => row.Failures, row => row.Failures + 1)
                // What was given up is not asked again; an editor may start it anew.
                .SetProperty(row => row.Retired, row => row.Retired || status == 410)
                .SetProperty(row => row.Active, row => row.Active && status != 410)
                .SetProperty(row => row.IntervalReason, plan.Reason)
                .SetProperty(row => row.NextFetchUtc, next)
                .SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.LeaseOwner, (string?)null), ct);
            if (status == 410)
                await HubSubscriptions.LeaveAsync(scope.Db, state.SourceId, now, ct);
            // A server that asks to be left alone means all of its feeds.
            if (asked > TimeSpan.Zero && state.Host.Length > 0)
                await scope.Db.Set<FeedSourceState>().Where(row => row.Host == state.Host && row.NextFetchUtc < next).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextFetchUtc, next), ct);
            await LogAsync(scope, new() { SourceId = state.SourceId, Status = status, Error = trouble.Stored() }, ct);
            return true;
        }, cancellationToken);
        return new(source.Id, source.Title, ImportState.Failed, ImportOutcome.Nothing, trouble.ToString()) { Trouble = trouble };
    }

    IQueryable<FeedSourceState> Rows(WriteScope scope) => scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == state.SourceId);

    async Task LogAsync(WriteScope scope, FetchRecord record, CancellationToken cancellationToken)
    {
        (record.AtUtc, record.Milliseconds) = (_begun, (int)Math.Min(time.GetElapsedTime(_ticks).TotalMilliseconds, int.MaxValue));
        var fetches = scope.Db.Set<FetchRecord>();
        fetches.Add(record);
        // Old ones are swept out now and then; a few too many do no harm.
        if (RandomNumberGenerator.GetInt32(10) > 0)
            return;
        var oldest = await fetches.Where(row => row.SourceId == record.SourceId).OrderByDescending(row => row.AtUtc).Skip(Math.Max(1, options.KeptFetches)).Select(row => (DateTime?)row.AtUtc).FirstOrDefaultAsync(cancellationToken);
        if (oldest is not null)
            await fetches.Where(row => row.SourceId == record.SourceId && row.AtUtc <= oldest).ExecuteDeleteAsync(cancellationToken);
    }

    DateTime Now() => time.GetUtcNow().UtcDateTime;

    // Nearly all entries that came back have the links of known ones, and none its guid.
    static bool HasLooseGuids(StoredEntries stored, int entries) => stored.Renamed >= 3 && stored.Renamed * 10 >= entries * 8;

    static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
