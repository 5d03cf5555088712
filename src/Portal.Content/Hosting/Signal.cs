namespace Portal.Content.Hosting;

/// <summary>Wakes all who wait for something, each time that it happens. A class of its own says what it is.</summary>
public abstract class Signal
{
    volatile TaskCompletionSource _next = New();

    /// <summary>A task that ends at the next call of <see cref="Raise"/>. Take it before looking, so that no call falls between.</summary>
    public Task Next => _next.Task;

    /// <summary>Wakes all who wait.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
