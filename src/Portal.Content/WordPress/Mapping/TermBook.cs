using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.WordPress.Reading;

namespace Portal.Content.WordPress.Mapping;

/// <summary>A term of WordPress as it stands here.</summary>
/// <param name="Taxonomy">Identifier of the taxonomy.</param>
/// <param name="Term">Identifier of the term.</param>
/// <param name="Path">Its address, without a leading slash.</param>
/// <param name="OldPath">Its old address below the old site, without slashes around.</param>
sealed record BroughtTerm(string Taxonomy, string Term, string Path, string OldPath);

/// <summary>Where the terms of WordPress stand here, and in which fields items name them.</summary>
sealed class TermBook
{
    readonly Dictionary<(string Taxonomy, string Slug), BroughtTerm> _terms = [];
    readonly Dictionary<string, BroughtTerm> _old = new(StringComparer.Ordinal);

    /// <summary>The definitions that hold once the fields for terms are there.</summary>
    public required ContentDefinitions Definitions { get; init; }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<BroughtTerm> All => _terms.Values;

    public void Add(WxrTerm term, BroughtTerm brought)
    {
        _terms[(term.Taxonomy, term.Slug)] = brought;
        _old.TryAdd(brought.OldPath, brought);
        // Many sites leave the terms above out of the address.
        _old.TryAdd($"{brought.OldPath.Split('/')[0]}/{brought.OldPath.Split('/')[^1]}", brought);
    }

    /// <summary>The term, or null where it was not brought over.</summary>
    public BroughtTerm? Find(string taxonomy, string slug) => _terms.GetValueOrDefault((taxonomy, slug));

    /// <summary>The term at an old address below the old site, or null.</summary>
    public BroughtTerm? FindOld(string path) => _old.GetValueOrDefault(path);

    /// <summary>Writes the terms of a post into the item's fields.</summary>
    /// <returns>The terms for which the item has no field.</returns>
    public IReadOnlyList<WxrCategory> Apply(ContentItem item, IReadOnlyList<WxrCategory> categories)
    {
        var placed = new HashSet<WxrCategory>();
        foreach (var group in categories.Where(one => Find(one.Taxonomy, one.Slug) is not null).GroupBy(one => Find(one.Taxonomy, one.Slug)!.Taxonomy, StringComparer.Ordinal))
        {
            if (Field(Definitions, item.ContentType, group.Key) is not { } field)
                continue;
            item.Apply(field.Part, field.Name, new TaxonomyField(group.Key, [.. group.Select(one => Find(one.Taxonomy, one.Slug)!.Term).Distinct(StringComparer.Ordinal)]));
            placed.UnionWith(group);
        }
        return [.. categories.Where(one => !placed.Contains(one))];
    }

    /// <summary>The field in which items of a type name terms of a taxonomy, or null.</summary>
    public static (string Part, string Name)? Field(ContentDefinitions definitions, string contentType, string taxonomy)
    {
        foreach (var (part, field) in definitions.Fields(contentType))
        {
            if (field.FieldName == "TaxonomyField" && field.Setting("TaxonomyFieldSettings")?["TaxonomyContentItemId"]?.ToString() == taxonomy)
                return (part, field.Name);
        }
        return null;
    }
}
