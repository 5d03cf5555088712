using Portal.Content.Journal;

namespace Portal.Newsletter.Plans;

/// <summary>Wakes the scheduler when plans were changed: whoever switched a digest on wants to see its draft now, not in a minute.</summary>
sealed class PlanSignal : IJournalObserver
{
    volatile TaskCompletionSource _next = New();

    /// <summary>A task that ends at the next change. Take it before looking.</summary>
    public Task Next => _next.Task;

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Any(entry => entry.Kind == JournalKind.Document && entry.ContentItemId == DigestPlans.DocumentName))
            Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
