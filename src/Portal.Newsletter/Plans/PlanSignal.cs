using Portal.Content.Hosting;
using Portal.Content.Journal;

namespace Portal.Newsletter.Plans;

/// <summary>Wakes the scheduler when plans were changed: whoever switched a digest on wants to see its draft now, not in a minute.</summary>
sealed class PlanSignal : Signal, IJournalObserver
{
    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Any(entry => entry.Kind == JournalKind.Document && entry.ContentItemId == DigestPlans.DocumentName))
            Raise();
    }
}
