using System.Collections.Concurrent;
using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Search.Results;

/// <summary>A term of a taxonomy.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name as editors gave it; templates translate it.</param>
sealed record TermName(string Id, string Name);

/// <summary>
/// Names of the terms and feed sources that hits can be narrowed by, as visitors may see them; held in memory until the journal tells
/// of a change, so that a search, and each letter typed, asks the database for none of them again. Thread-safe.
/// </summary>
sealed class SearchNames(PublicContent content) : IJournalObserver
{
    const int MaxSources = 10_000;

    readonly ConcurrentDictionary<string, string> _sources = new(StringComparer.Ordinal);
    volatile IReadOnlyDictionary<string, TermName>? _terms;
    long _changes;

    /// <summary>Names of the feed sources; those that visitors don't see have none. At most one query.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> SourcesAsync(IEnumerable<string> contentItemIds, CancellationToken cancellationToken)
    {
        var wanted = contentItemIds.Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in wanted)
        {
            if (_sources.TryGetValue(id, out var held))
                names[id] = held;
        }
        wanted.ExceptWith(names.Keys);
        if (wanted.Count > 0)
        {
            var changes = Volatile.Read(ref _changes);
            foreach (var id in wanted)
                names[id] = "";
            foreach (var source in await content.GetAsync(wanted, cancellationToken))
                names[source.ContentItemId] = source.DisplayText ?? "";
            Hold(wanted, names, changes);
        }
        return names;
    }

    /// <summary>All terms of the taxonomies by identifier. At most one query.</summary>
    public async ValueTask<IReadOnlyDictionary<string, TermName>> TermsAsync(CancellationToken cancellationToken)
    {
        if (_terms is { } held)
            return held;
        var changes = Volatile.Read(ref _changes);
        var terms = new Dictionary<string, TermName>(StringComparer.Ordinal);
        foreach (var taxonomy in (await content.ListAsync(new() { Types = ["Taxonomy"], Count = ContentListQuery.MaxCount }, cancellationToken)).Items)
        {
            foreach (var term in ContainedItems.AllTerms(taxonomy))
                terms.TryAdd(term.ContentItemId, new(term.ContentItemId, term.DisplayText ?? ""));
        }
        _terms = terms;
        // A change committed since we read may have passed before the terms were held.
        if (changes != Volatile.Read(ref _changes))
            _terms = null;
        return terms;
    }

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        Interlocked.Increment(ref _changes);
        foreach (var entry in entries)
        {
            if (entry.Kind == JournalKind.Document)
            {
                // Perhaps what visitors may see.
                _sources.Clear();
                _terms = null;
            }
            else if (entry.Kind != JournalKind.Draft)
            {
                _sources.TryRemove(entry.ContentItemId, out _);
                if (entry.ContentType == "Taxonomy")
                    _terms = null;
            }
        }
    }

    void Hold(IEnumerable<string> read, Dictionary<string, string> names, long changes)
    {
        if (_sources.Count >= MaxSources)
            _sources.Clear();
        foreach (var id in read)
            _sources[id] = names[id];
        if (changes == Volatile.Read(ref _changes))
            return;
        foreach (var id in read)
            _sources.TryRemove(id, out _);
    }
}
