namespace Portal.Content.Storage;

/// <summary>Who waits longer when both want to write.</summary>
public enum WriteTurn
{
    /// <summary>Somebody sits before a screen and waits: goes first.</summary>
    Person,

    /// <summary>Work that nobody waits for: imports, deliveries.</summary>
    Background,
}

/// <summary>
/// Lets one writer at a time reach SQLite, persons before background work, so that nobody runs into the database's own lock.
/// </summary>
public sealed class WriteQueue
{
    readonly Lock _lock = new();
    readonly LinkedList<TaskCompletionSource> _persons = [];
    readonly LinkedList<TaskCompletionSource> _background = [];
    bool _busy;

    /// <summary>Waits for the turn; dispose what is returned to end it.</summary>
    public async ValueTask<IDisposable> EnterAsync(WriteTurn turn, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        var queue = turn == WriteTurn.Person ? _persons : _background;
        lock (_lock)
        {
            if (!_busy)
            {
                _busy = true;
                return new Turn(this);
            }
            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.AddLast(waiter);
        }
        await using var registration = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                if (queue.Remove(waiter))
                    waiter.TrySetCanceled(cancellationToken);
            }
        });
        await waiter.Task;
        return new Turn(this);
    }

    void Leave()
    {
        lock (_lock)
        {
            var queue = _persons.Count > 0 ? _persons : _background;
            if (queue.First is not { } next)
            {
                _busy = false;
                return;
            }
            queue.RemoveFirst();
            next.Value.SetResult();
        }
    }

    sealed class Turn(WriteQueue queue) : IDisposable
    {
        WriteQueue? _queue = queue;

        public void Dispose() => Interlocked.Exchange(ref _queue, null)?.Leave();
    }
}
