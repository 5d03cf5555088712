namespace Portal.Testing.Internet;

/// <summary>
/// A clock that stands still while anybody works, and goes on to the next appointment once all wait for it. Delays
/// (<see cref="Task.Delay(TimeSpan,TimeProvider)"/>) are counted as waiting; time limits and renewals only watch.
/// </summary>
/// <param name="start">What it shows at first.</param>
/// <param name="step">It goes by steps of this length, so that those whose appointments lie close together work at the same time.</param>
public sealed class SimulatedClock(DateTimeOffset start, TimeSpan step) : TimeProvider
{
    readonly Lock _lock = new();
    readonly PriorityQueue<Appointment, (long At, long Number)> _appointments = new();
    long _now = start.UtcTicks;
    long _number;
    int _waiting, _watchersAtWork;
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many wait for a delay to end.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many who only watch the clock have been called and are at work.</summary>
    public int WatchersAtWork => Volatile.Read(ref _watchersAtWork);

    /// <summary>Ends when somebody begins or ceases to wait or to work.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Appointment(this, callback, state, counted: state is Task).Begin(dueTime, period);

    /// <summary>Says that somebody's state changed.</summary>
    public void Raise() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Lets somebody work at a moment, while the clock stands still for him.</summary>
    public void At(DateTimeOffset moment, Func<Task> work) => new Appointment(this, state =>
    {
        Interlocked.Increment(ref _watchersAtWork);
        _ = WorkAsync((Func<Task>)state!);
    }, work, counted: false).Begin(moment - GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    /// <summary>Goes on to the next appointment, but no further than the limit.</summary>
    public void GoOn(TimeSpan limit)
    {
        var due = new List<Appointment>();
        lock (_lock)
        {
            var until = _now + limit.Ticks;
            while (_appointments.TryPeek(out var next, out var key) && (next.Cancelled || next.At != key.At))
                _appointments.Dequeue();
            if (_appointments.TryPeek(out _, out var first) && first.At < until)
                until = Math.Max(_now, first.At + step.Ticks - 1 - ((first.At + step.Ticks - 1 - start.UtcTicks) % step.Ticks));
            if (until > _now)
                Volatile.Write(ref _now, until);
            while (_appointments.TryPeek(out var next, out var key) && key.At <= _now)
            {
                _appointments.Dequeue();
                if (!next.Cancelled && next.At == key.At)
                    due.Add(next);
            }
        }
        due.ForEach(one => one.Call());
    }

    async Task WorkAsync(Func<Task> work)
    {
        try
        {
            await Task.Yield();
            await work();
        }
        finally
        {
            Interlocked.Decrement(ref _watchersAtWork);
            Raise();
        }
    }

    void Enter(Appointment appointment)
    {
        lock (_lock)
            _appointments.Enqueue(appointment, (appointment.At, ++_number));
    }

    sealed class Appointment(SimulatedClock clock, TimerCallback callback, object? state, bool counted) : ITimer
    {
        long _period = -1;
        int _counted;

        public long At { get; private set; } = -1;

        public bool Cancelled => At < 0;

        public Appointment Begin(TimeSpan dueTime, TimeSpan period)
        {
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period > TimeSpan.Zero ? period.Ticks : -1;
            if (dueTime < TimeSpan.Zero)
            {
                At = -1;
                return true;
            }
            At = clock.GetTimestamp() + dueTime.Ticks;
            if (counted && Interlocked.Exchange(ref _counted, 1) == 0)
                Interlocked.Increment(ref clock._waiting);
            clock.Enter(this);
            if (counted)
                clock.Raise();
            return true;
        }

        public void Call()
        {
            At = _period > 0 ? clock.GetTimestamp() + _period : -1;
            if (!Cancelled)
                clock.Enter(this);
            Uncount();
            // Whoever is called works beside the others, as he would by the machine's own clock.
            ThreadPool.UnsafeQueueUserWorkItem(one => one.Callback(), this, preferLocal: false);
        }

        public void Dispose()
        {
            At = -1;
            Uncount();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        void Callback() => callback(state);

        void Uncount()
        {
            if (Interlocked.Exchange(ref _counted, 0) == 1)
            {
                Interlocked.Decrement(ref clock._waiting);
                clock.Raise();
            }
        }
    }
}
