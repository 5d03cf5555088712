namespace Portal.Content.Journal;

/// <summary>Wakes readers of the journal when rows were committed, by this node or (on PostgreSQL) by another.</summary>
public sealed class JournalSignal
{
    volatile TaskCompletionSource _next = New();

    /// <summary>A task that ends at the next commit. Take it before reading, so that no commit falls between.</summary>
    public Task Next => _next.Task;

    /// <summary>Wakes all who wait.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
