using System.Collections.Concurrent;

namespace Portal.Feeds.Fetching;

/// <summary>Lets one request at a time go to a host.</summary>
sealed class HostTurns : IDisposable
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<IDisposable> EnterAsync(string host, CancellationToken cancellationToken)
    {
        var turn = _hosts.GetOrAdd(host, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose()
    {
        foreach (var turn in _hosts.Values)
            turn.Dispose();
    }

    sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}
