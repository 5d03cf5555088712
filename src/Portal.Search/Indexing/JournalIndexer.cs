using System.Data.Common;
using Lucene.Net.Index;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;
using Portal.Content.Journal;

namespace Portal.Search.Indexing;

/// <summary>
/// Keeps this node's index as the journal says: opens it, builds it where it is missing or damaged, follows, commits by time and
/// volume. Whatever fails is tried again; searches go on with what there is.
/// </summary>
sealed partial class JournalIndexer(
    IndexFolders folders,
    LiveIndex live,
    IndexBuilder builder,
    JournalUpdate update,
    JournalReader journal,
    IndexStatus status,
    RebuildRequests requests,
    SiteReadiness readiness,
    TimeProvider time,
    ILogger<JournalIndexer> log) : BackgroundService
{
    const int BatchSize = 1000;
    const int CommitVolume = 10_000;

    /// <summary>
    /// Documents that searches need not see while there are more to come. Each refresh makes parts of the index of what came since the last
    /// one; small parts, and their merging, took more time in a large import than all else.
    /// </summary>
    const int MostUnseen = 1500;

    static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    SearchIndex? _index;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                using var ownership = folders.TryOwn();
                if (ownership is null)
                    status.Set(IndexActivity.Waiting, "Another process writes the search index in this data folder.");
                else
                    await RunAsync(stoppingToken);
                await Task.Delay(RetryInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Works until something fails.</summary>
    async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            _index = await OpenAsync(stopping);
            status.Set(IndexActivity.CatchingUp);
            status.Position = _index.Position;
            while (true)
            {
                try
                {
                    await FollowAsync(stopping);
                }
                catch (Exception exception) when ((exception as DbException ?? exception.InnerException) is DbException or TimeoutException)
                {
                    // The database can't be reached. The index is sound, so searches go on with it.
                    LogFailed(log, exception);
                    status.Set(IndexActivity.Failed, exception.Message);
                    await Task.Delay(RetryInterval, time, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // Memory, disk, database, a file that broke: all end here, and the last commit is where it goes on.
            LogFailed(log, exception);
            if (exception is CorruptIndexException or EndOfStreamException or FileNotFoundException)
                requests.Ask();
            status.Set(IndexActivity.Failed, exception.Message);
        }
        finally
        {
            if (stopping.IsCancellationRequested)
                Close(commit: true);
            else
                Abandon();
        }
    }

    /// <summary>Searches go on with what is open, until the next try has something better.</summary>
    void Abandon()
    {
        _index?.Abandon();
        // A new index that was not finished is not what is searched, unless there was no other.
        if (_index is not null && !live.IsCurrent(_index))
            _index.Dispose();
        _index = null;
    }

    /// <summary>Puts an index in use in place of the one before.</summary>
    void Use(SearchIndex index)
    {
        _index = index;
        var old = live.Switch(index);
        if (!ReferenceEquals(old, index))
            old?.Dispose();
    }

    async Task<SearchIndex> OpenAsync(CancellationToken stopping)
    {
        folders.RemoveOthers();
        var wanted = requests.Take();
        if (!wanted && folders.Current is { } folder)
        {
            if (SearchIndex.TryOpen(folders.Files(folder), out var reason) is { } index)
            {
                Use(index);
                if (index.Position <= await journal.HeadAsync(stopping))
                    return index;
                // It would wait for rows that come after its place, and miss those that come before.
                reason = "it is ahead of the database, which was restored from a backup";
                Close(commit: false);
            }
            LogUnusable(log, reason);
        }
        status.Set(IndexActivity.Building);
        var path = folders.Create();
        var built = SearchIndex.Create(folders.Files(path));
        _index = built;
        // Where there is nothing better, what is there already is searched meanwhile.
        if (!live.IsOpen)
            live.Switch(built);
        await builder.BuildAsync(built, progress => status.Rebuild = progress, stopping);
        Use(built);
        Finish(path);
        return built;
    }

    async Task FollowAsync(CancellationToken stopping)
    {
        var head = await journal.HeadAsync(stopping);
        var committed = time.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task<IReadOnlyList<JournalEntry>>? waiting = null;
        Task<(string Path, SearchIndex Index)>? building = null;
        try
        {
            while (true)
            {
                if (_index!.Position >= head && status.Activity != IndexActivity.Following)
                    status.Set(IndexActivity.Following);
                waiting ??= journal.WaitAsync(_index.Position, BatchSize, ending.Token);
                await Task.WhenAny(Events(waiting, building, committed, ending.Token));
                stopping.ThrowIfCancellationRequested();

                if (waiting.IsCompleted)
                {
                    var entries = await waiting;
                    waiting = null;
                    await ApplyAsync(entries, stopping);
                }
                if (_index.IsDirty && (_index.Uncommitted >= CommitVolume || time.GetElapsedTime(committed) >= CommitInterval))
                {
                    _index.Commit();
                    committed = time.GetTimestamp();
                    status.CommittedAt = time.GetUtcNow();
                }
                if (building is null && requests.Take())
                    building = Task.Run(() => BuildBesideAsync(ending.Token), CancellationToken.None);
                if (building is { IsCompleted: true })
                {
                    var (path, index) = await building;
                    (building, waiting) = (null, null);
                    Close(commit: false, index);
                    Finish(path);
                }
            }
        }
        finally
        {
            status.Rebuild = null;
            await ending.CancelAsync();
            if (building is not null)
                await building.ContinueWith(done => { if (done.IsCompletedSuccessfully) done.GetAwaiter().GetResult().Index.Dispose(); }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Brings rows into the index, and those that came meanwhile, and shows them to searches.</summary>
    async Task ApplyAsync(IReadOnlyList<JournalEntry> entries, CancellationToken stopping)
    {
        var before = _index!.Changes;
        try
        {
            while (entries.Count > 0)
            {
                await update.ApplyAsync(_index, entries, stopping);
                entries = _index.Changes - before < MostUnseen ? await journal.ReadAsync(_index.Position, BatchSize, stopping) : [];
            }
        }
        finally
        {
            // Also where the database could not be asked for more.
            if (_index.Changes > before)
                _index.Refresh();
            status.Position = _index.Position;
        }
    }

    /// <summary>What the loop waits for: rows, a wish, the end of a rebuild, and the next commit where there is something to commit.</summary>
    List<Task> Events(Task waiting, Task? building, long committed, CancellationToken stopping)
    {
        List<Task> events = [waiting, building ?? requests.WhenWanted];
        if (_index!.IsDirty)
        {
            var left = CommitInterval - time.GetElapsedTime(committed);
            events.Add(left > TimeSpan.Zero ? Task.Delay(left, time, stopping) : Task.CompletedTask);
        }
        return events;
    }

    /// <summary>Builds a new index while the old one is searched and followed.</summary>
    async Task<(string Path, SearchIndex Index)> BuildBesideAsync(CancellationToken stopping)
    {
        var path = folders.Create();
        var index = SearchIndex.Create(folders.Files(path));
        try
        {
            await builder.BuildAsync(index, progress => status.Rebuild = progress, stopping);
            return (path, index);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    void Finish(string path)
    {
        folders.MakeCurrent(path);
        folders.RemoveOthers();
        status.Rebuild = null;
        status.CommittedAt = time.GetUtcNow();
        LogBuilt(log, _index!.Documents);
    }

    /// <summary>Closes the index that is open and goes on with another, or none.</summary>
    void Close(bool commit, SearchIndex? next = null)
    {
        var old = _index;
        var searched = live.Switch(next);
        _index = next;
        if (searched is not null && !ReferenceEquals(searched, old))
            searched.Dispose();
        if (old is null)
            return;
        using (old)
        {
            if (commit && old.IsDirty && folders.Current is not null)
                old.Commit();
        }
    }

    [LoggerMessage(LogLevel.Error, "The search index could not be kept up to date; it is tried again in two seconds.")]
    static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The search index can't be used ({Reason}). It is built anew from the database.")]
    static partial void LogUnusable(ILogger logger, string? reason);

    [LoggerMessage(LogLevel.Information, "The search index was built: {Documents} documents.")]
    static partial void LogBuilt(ILogger logger, int documents);
}
