using Portal.Content.Items;
using Portal.Site.Caching;

namespace Portal.Site.Routing;

/// <summary>A term with the taxonomy that holds it.</summary>
/// <param name="Term">The term.</param>
/// <param name="Taxonomy">The taxonomy.</param>
/// <param name="Path">Address without leading slash, or null where it has none.</param>
sealed record TermPlace(ContentItem Term, ContentItem Taxonomy, string? Path);

/// <summary>All terms of the published taxonomies. Thread-safe.</summary>
sealed class TermCatalog(PublishedItems items)
{
    volatile Held? _held;

    /// <summary>The term, or null.</summary>
    public async ValueTask<TermPlace?> FindAsync(string termId, CancellationToken cancellationToken) =>
        termId.Length > 0 && (await AllAsync(cancellationToken)).TryGetValue(termId, out var place) ? place : null;

    /// <summary>The terms of those identifiers; unknown ones are left out.</summary>
    public async ValueTask<IReadOnlyList<TermPlace>> FindAsync(IEnumerable<string> termIds, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        return [.. termIds.Select(id => all.GetValueOrDefault(id)).OfType<TermPlace>()];
    }

    async ValueTask<IReadOnlyDictionary<string, TermPlace>> AllAsync(CancellationToken cancellationToken)
    {
        var taxonomies = await items.AllAsync("Taxonomy", cancellationToken);
        // The list is the same object until a taxonomy changes.
        if (_held is { } held && ReferenceEquals(held.Taxonomies, taxonomies))
            return held.Terms;
        var terms = new Dictionary<string, TermPlace>(StringComparer.Ordinal);
        foreach (var taxonomy in taxonomies)
        {
            foreach (var term in ContainedItems.AllTerms(taxonomy))
                terms.TryAdd(term.ContentItemId, new(term, taxonomy, null));
            foreach (var route in ItemRoutes.Of(taxonomy))
            {
                if (route.Contained is { } term)
                    terms[term.ContentItemId] = new(term, taxonomy, route.Path);
            }
        }
        _held = new(taxonomies, terms);
        return terms;
    }

    sealed record Held(IReadOnlyList<ContentItem> Taxonomies, IReadOnlyDictionary<string, TermPlace> Terms);
}
