using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Search.Indexing;

/// <summary>Brings journal rows into an index.</summary>
sealed class JournalUpdate(ContentReader reader, SiteDocuments documents)
{
    /// <summary>
    /// Indexes what is published now of the items that the rows name. It is the present state that is read and not the one of
    /// the row, so rows may be read twice. Searches see it after the index's next refresh.
    /// </summary>
    public async Task ApplyAsync(SearchIndex index, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var types = IndexedTypes.Of(definitions);
        var changed = Changed(entries, types);
        var noted = Changed(entries, NoteMapping.Types);
        if (changed.Count + noted.Count > 0)
        {
            var items = await reader.GetPublishedAsync(changed, cancellationToken);
            index.Put([.. items.Where(item => types.Contains(item.ContentType)).Select(new DocumentMapping(definitions).Map)]);
            changed.ExceptWith(items.Select(item => item.ContentItemId));
            index.Remove(changed);
            index.Put(noted, (await reader.GetPublishedAsync(noted, cancellationToken)).SelectMany(NoteMapping.Map));
        }
        index.Advance(entries[^1].Position);
    }

    static HashSet<string> Changed(IReadOnlyList<JournalEntry> entries, IReadOnlyList<string> types) => entries
        .Where(entry => entry.Kind is JournalKind.Published or JournalKind.Unpublished or JournalKind.Removed && types.Contains(entry.ContentType))
        .Select(entry => entry.ContentItemId)
        .ToHashSet(StringComparer.Ordinal);
}
