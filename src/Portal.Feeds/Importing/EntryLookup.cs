using Microsoft.EntityFrameworkCore;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Finds what is known of a source's entries: by their identity, then by link, then by text (docs/feeds.md, “Which entry is which”).</summary>
sealed class EntryLookup(DbSet<FeedEntryRecord> records, string sourceId, DateTime now)
{
    /// <summary>For so long the same text of the same site is the same entry though guid and link are others; later it is written anew (a weekly reminder).</summary>
    static readonly TimeSpan SameText = TimeSpan.FromDays(7);

    const int Chunk = 500;

    /// <summary>The source's own records by the identity of the entry.</summary>
    public async Task<Dictionary<string, FeedEntryRecord>> KnownAsync(IReadOnlyList<SensedEntry> entries, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, FeedEntryRecord>(StringComparer.Ordinal);
        foreach (var keys in entries.Select(entry => entry.Entry.KeyHash).Chunk(Chunk))
        {
            await foreach (var record in records.AsNoTracking().Where(row => row.SourceId == sourceId && EF.Parameter(keys).Contains(row.KeyHash)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                known[record.KeyHash] = record;
        }
        return known;
    }

    /// <summary>Records of any source that stand for the same entries under another identity.</summary>
    public async Task<Func<NewsEntry, FeedEntryRecord?>> TwinsAsync(List<SensedEntry> fresh, CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, FeedEntryRecord>(StringComparer.Ordinal);
        foreach (var hashes in fresh.Select(entry => entry.Entry.LinkHash).OfType<string>().Chunk(Chunk))
        {
            await foreach (var record in records.AsNoTracking().Where(row => EF.Parameter(hashes).Contains(row.LinkHash)).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
                Take(links, record.LinkHash!, record);
        }
        var texts = new Dictionary<string, FeedEntryRecord>(StringComparer.Ordinal);
        var since = now - SameText;
        var unlinked = fresh.Where(entry => entry.Entry.LinkHash is null || !links.ContainsKey(entry.Entry.LinkHash));
        foreach (var hashes in unlinked.Select(entry => entry.Entry.TextHash).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            await foreach (var record in records.AsNoTracking().Where(row => EF.Parameter(hashes).Contains(row.TextHash) && row.FirstSeenUtc > since).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
                Take(texts, record.TextHash!, record);
        }
        return entry => (entry.LinkHash is { } link ? links.GetValueOrDefault(link) : null) ?? (entry.TextHash is { } text ? texts.GetValueOrDefault(text) : null);
    }

    // The source's own record goes before another's.
    void Take(Dictionary<string, FeedEntryRecord> found, string hash, FeedEntryRecord record)
    {
        if (!found.TryGetValue(hash, out var other) || (other.SourceId != sourceId && record.SourceId == sourceId))
            found[hash] = record;
    }
}
