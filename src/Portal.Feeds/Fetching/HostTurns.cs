namespace Portal.Feeds.Fetching;

/// <summary>Lets few requests at a time go to a host, one unless the settings say otherwise, with a pause between them.</summary>
sealed class HostTurns(FeedsOptions options, TimeProvider time)
{
    /// <summary>Above this number of known hosts, those that nobody waits for are forgotten.</summary>
    const int MostIdle = 2000;

    readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    readonly Lock _lock = new();

    /// <summary>Waits for the host's turn.</summary>
    /// <param name="host">Name and port of the server.</param>
    /// <param name="pause">Whether it is given a pause between two requests.</param>
    /// <param name="cancellationToken">Gives the place up.</param>
    public async ValueTask<IDisposable> EnterAsync(string host, bool pause, CancellationToken cancellationToken)
    {
        var entry = Enlist(host);
        try
        {
            await entry.Places.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(entry);
            throw;
        }
        var turn = new Turn(this, entry, pause);
        try
        {
            if (pause && entry.FreeAt - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    Host Enlist(string host)
    {
        lock (_lock)
        {
            if (_hosts.Count > MostIdle)
            {
                foreach (var (name, idle) in _hosts.Where(one => one.Value.Users == 0 && one.Value.FreeAt < time.GetUtcNow()).ToList())
                {
                    _hosts.Remove(name);
                    idle.Places.Dispose();
                }
            }
            if (!_hosts.TryGetValue(host, out var entry))
            {
                var places = Math.Clamp(options.PerHost, 1, 16);
                _hosts[host] = entry = new(new SemaphoreSlim(places, places));
            }
            entry.Users++;
            return entry;
        }
    }

    void Leave(Host entry)
    {
        lock (_lock)
            entry.Users--;
    }

    sealed class Host(SemaphoreSlim places)
    {
        public SemaphoreSlim Places { get; } = places;

        public int Users { get; set; }

        public DateTimeOffset FreeAt { get; set; }
    }

    sealed class Turn(HostTurns owner, Host host, bool pause) : IDisposable
    {
        Host? _host = host;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _host, null) is not { } held)
                return;
            if (pause)
                held.FreeAt = owner.Pause();
            held.Places.Release();
            owner.Leave(held);
        }
    }

    DateTimeOffset Pause() => time.GetUtcNow().AddMilliseconds(Math.Clamp(options.HostPauseMilliseconds, 0, 60_000));
}
