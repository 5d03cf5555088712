namespace Portal.Newsletter.Delivery;

/// <summary>Wakes this node's delivery when something was put in the queue; other nodes notice by polling.</summary>
sealed class DeliverySignal
{
    volatile TaskCompletionSource _next = New();

    /// <summary>A task that ends at the next call of <see cref="Raise"/>. Take it before looking.</summary>
    public Task Next => _next.Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
