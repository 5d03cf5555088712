namespace Portal.Testing.Internet;

/// <summary>What a host of the simulated internet has seen.</summary>
public sealed class HostTraffic
{
    readonly Lock _lock = new();
    int _now;
    DateTimeOffset? _lastEnd;

    /// <summary>Most requests at the same time.</summary>
    public int MostAtATime { get; private set; }

    /// <summary>Shortest pause between the end of a request and the beginning of the next.</summary>
    public TimeSpan ShortestPause { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Requests that came although the host had asked to be left alone.</summary>
    public int Unwelcome { get; private set; }

    /// <summary>Until when it has asked to be left alone.</summary>
    public DateTimeOffset AloneUntil { get; set; }

    /// <summary>A request begins.</summary>
    public void Enter(DateTimeOffset now)
    {
        lock (_lock)
        {
            MostAtATime = Math.Max(MostAtATime, ++_now);
            if (_now == 1 && _lastEnd is { } end && now - end < ShortestPause)
                ShortestPause = now - end;
            if (now < AloneUntil)
                Unwelcome++;
        }
    }

    /// <summary>A request ends.</summary>
    public void Leave(DateTimeOffset now)
    {
        lock (_lock)
        {
            _now--;
            _lastEnd = now;
        }
    }
}
