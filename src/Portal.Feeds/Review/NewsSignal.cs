using System.Collections.Concurrent;
using Portal.Content.Journal;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Review;

/// <summary>Tells the open news desks of this node which news items were stored or taken away, by whichever node. Thread-safe.</summary>
public sealed class NewsSignal : IJournalObserver
{
    readonly ConcurrentDictionary<Guid, Action<IReadOnlyList<JournalEntry>>> _desks = [];

    /// <summary>From now on the desk is told of items and what happened to them, in the order in which it happened. It must be quick and must not throw.</summary>
    public void Follow(Guid desk, Action<IReadOnlyList<JournalEntry>> stored) => _desks[desk] = stored;

    /// <summary>The desk was closed.</summary>
    public void Leave(Guid desk) => _desks.TryRemove(desk, out _);

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        if (_desks.IsEmpty || entries.Where(entry => entry.ContentType == NewsItems.ContentType).ToList() is not { Count: > 0 } news)
            return;
        foreach (var stored in _desks.Values)
            stored(news);
    }
}
