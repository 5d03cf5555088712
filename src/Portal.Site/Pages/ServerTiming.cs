using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Site.Pages;

/// <summary>
/// Tells in the <c>Server-Timing</c> header (W3C Server Timing) how long a response took and how many questions it put to the database.
/// For development: it would tell strangers what a site does. Thread-safe.
/// </summary>
sealed class ServerTiming : DbCommandInterceptor
{
    readonly AsyncLocal<Count?> _count = new();

    /// <summary>Counts from now on for this request.</summary>
    public void Watch(HttpContext http)
    {
        var count = _count.Value = new();
        var begun = Stopwatch.GetTimestamp();
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture,
                $"total;dur={Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0.0}, db;dur={TimeSpan.FromTicks(count.Ticks).TotalMilliseconds:0.0};desc=\"{count.Queries} queries\"");
            return Task.CompletedTask;
        });
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Counted(eventData, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) => new(Counted(eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Counted(eventData, result);

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) => new(Counted(eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) => Counted(eventData, result);

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) => new(Counted(eventData, result));

    T Counted<T>(CommandExecutedEventData executed, T result)
    {
        _count.Value?.Add(executed.Duration);
        return result;
    }

    sealed class Count
    {
        int _queries;
        long _ticks;

        public int Queries => Volatile.Read(ref _queries);

        public long Ticks => Volatile.Read(ref _ticks);

        public void Add(TimeSpan duration)
        {
            Interlocked.Increment(ref _queries);
            Interlocked.Add(ref _ticks, duration.Ticks);
        }
    }
}
