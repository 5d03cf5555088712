using System.Diagnostics;

namespace Portal.Benchmarks.Load;

/// <summary>What a round of load has shown.</summary>
/// <param name="PerSecond">Answers with status 200, each second.</param>
/// <param name="Median">Half of the answers took less.</param>
/// <param name="P99">99 of 100 answers took less.</param>
/// <param name="Failures">Answers with another status.</param>
sealed record LoadResult(double PerSecond, TimeSpan Median, TimeSpan P99, int Failures);

/// <summary>Asks one server from many connections at once, each as fast as it is answered, for the given addresses in turn.</summary>
static class HttpLoad
{
    public static async Task<LoadResult> RunAsync(IReadOnlyList<Uri> addresses, int connections, TimeSpan duration, CancellationToken cancellationToken, string? encoding = null)
    {
        var requests = addresses.Select(address => HttpConnection.Request(address, encoding)).ToArray();
        var started = Stopwatch.GetTimestamp();
        var rounds = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => AskAsync(addresses[0], requests, number, started, duration, cancellationToken)));
        var took = Stopwatch.GetElapsedTime(started);
        var times = rounds.SelectMany(round => round.Times).Order().ToList();
        return times.Count == 0
            ? new(0, TimeSpan.Zero, TimeSpan.Zero, rounds.Sum(round => round.Failures))
            : new(times.Count / took.TotalSeconds, times[times.Count / 2], times[times.Count * 99 / 100], rounds.Sum(round => round.Failures));
    }

    static async Task<(List<TimeSpan> Times, int Failures)> AskAsync(Uri server, byte[][] requests, int first, long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        // Yields first, so that all connections begin together.
        await Task.Yield();
        using var connection = new HttpConnection(server.Host, server.Port);
        await connection.ConnectAsync(cancellationToken);
        var times = new List<TimeSpan>(1024);
        var failures = 0;
        for (var turn = first; Stopwatch.GetElapsedTime(started) < duration; turn++)
        {
            var asked = Stopwatch.GetTimestamp();
            if (await connection.GetAsync(requests[turn % requests.Length], cancellationToken) == 200)
                times.Add(Stopwatch.GetElapsedTime(asked));
            else
                failures++;
        }
        return (times, failures);
    }
}
