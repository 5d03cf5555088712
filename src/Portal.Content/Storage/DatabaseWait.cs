using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Content.Storage;

/// <summary>
/// A PostgreSQL server that is started at the same time as the site, or again, answers a moment later than it is asked. What is done first
/// with it is tried until it does. A file is there at once.
/// </summary>
public sealed partial class DatabaseWait(StorageOptions storage, TimeProvider time, ILogger<DatabaseWait> log)
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Does the work once the database answers; tells in the log what is waited for.</summary>
    /// <param name="work">What needs the database. It is done again from its beginning where the server goes away meanwhile.</param>
    /// <param name="limit">How long is waited.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The database did not answer in that time; the message says which, and what to look at.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (storage.Provider != DatabaseProvider.Postgres)
        {
            await work(cancellationToken);
            return;
        }
        var begun = time.GetTimestamp();
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            NpgsqlException failure;
            try
            {
                await AskAsync(limit - time.GetElapsedTime(begun), cancellationToken);
                await work(cancellationToken);
                if (pause > ShortestPause)
                    LogBack(log, Name, Seconds(time.GetElapsedTime(begun)));
                return;
            }
            catch (Exception exception) when (Lost(exception) is { } lost)
            {
                failure = lost;
            }
            var waited = time.GetElapsedTime(begun);
            if (waited >= limit)
                throw new IOException($"{Name} did not answer for {Seconds(waited)} seconds ({failure.Message}). Check that the server runs and can be reached from here, and the host, port and name of the database in ConnectionStrings:Portal.", failure);
            var next = pause < limit - waited ? pause : limit - waited;
            LogAway(log, Name, failure.Message, Seconds(waited), Seconds(limit));
            await Task.Delay(next, time, cancellationToken);
        }
    }

    string Name
    {
        get
        {
            var named = new NpgsqlConnectionStringBuilder(storage.EffectiveConnectionString);
            return FormattableString.Invariant($"The database “{named.Database}” of PostgreSQL at {named.Host}:{named.Port}");
        }
    }

    // A server behind a silent network would otherwise use up the whole limit at the first asking. No pool: it would keep the failure.
    async Task AskAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.EffectiveConnectionString)
        {
            Timeout = Math.Clamp((int)left.TotalSeconds, 1, 5),
            Pooling = false,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The server answers. Its database is made along with the tables.
        }
    }

    // What was under way when the server went tells it in its own words: EF Core, a step of a recipe.
    static NpgsqlException? Lost(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException failure)
                return MayPass(failure) ? failure : null;
        }
        return null;
    }

    // A wrong password does not become right by waiting; a server that starts, stops or is not reached does.
    static bool MayPass(NpgsqlException exception) =>
        exception.IsTransient || exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    static int Seconds(TimeSpan span) => (int)Math.Round(span.TotalSeconds);

    [LoggerMessage(LogLevel.Warning, "{Database} does not answer ({Reason}). It is waited for, {Waited} of at most {Limit} seconds so far. Check that the server runs, and ConnectionStrings:Portal.")]
    static partial void LogAway(ILogger logger, string database, string reason, int waited, int limit);

    [LoggerMessage(LogLevel.Information, "{Database} answers after {Waited} seconds.")]
    static partial void LogBack(ILogger logger, string database, int waited);
}
