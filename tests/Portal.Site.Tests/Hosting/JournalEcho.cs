using System.Collections.Concurrent;
using Portal.Content.Journal;

namespace Portal.Site.Tests.Hosting;

/// <summary>
/// Hears what is committed. The node's own commits come by a second time in the journal and take pages out of the cache that were drawn
/// before; whoever counts kept pages waits until that is over.
/// </summary>
sealed class JournalEcho : IJournalObserver
{
    readonly ConcurrentDictionary<long, int> _heard = new();

    /// <summary>The newest row that was heard.</summary>
    public long Newest => _heard.Keys.DefaultIfEmpty().Max();

    /// <summary>Whether the row came by a second time.</summary>
    public bool HasReturned(long sequence) => _heard.GetValueOrDefault(sequence) > 1;

    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
            _heard.AddOrUpdate(entry.Sequence, 1, (_, times) => times + 1);
    }
}
