using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Feeds.Gazetteer;

/// <summary>The names of all published taxonomies, held in memory until a taxonomy changes. Thread-safe.</summary>
sealed class GazetteerReader(ContentReader content) : IJournalObserver
{
    const int MaxTaxonomies = 100;

    volatile PlaceNames? _held;
    int _generation;

    /// <summary>The names as last published.</summary>
    public async ValueTask<PlaceNames> GetAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
            return held;
        var generation = Volatile.Read(ref _generation);
        var taxonomies = (await content.ListPublishedAsync(new() { Types = ["Taxonomy"], Count = MaxTaxonomies }, cancellationToken)).Items;
        var names = new PlaceNames(
            from taxonomy in taxonomies
            from term in ContainedItems.AllTerms(taxonomy)
            from line in GazetteerLine.Read(GazetteerPart.Names(term))
            select (taxonomy.ContentItemId, term.ContentItemId, line));
        if (generation == Volatile.Read(ref _generation))
            _held = names;
        return names;
    }

    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.ContentType != "Taxonomy")
                continue;
            Interlocked.Increment(ref _generation);
            _held = null;
            return;
        }
    }
}
