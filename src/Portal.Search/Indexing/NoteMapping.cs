using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Makes notes of items that are not found themselves.</summary>
static class NoteMapping
{
    public const string Story = "Story";
    const string Source = "FeedSource";
    const string Taxonomy = "Taxonomy";

    /// <summary>Members of a story that are grouped.</summary>
    const int MaxMembers = 200;

    /// <summary>Content types of which notes are made.</summary>
    public static IReadOnlyList<string> Types { get; } = [Story, Source, Taxonomy];

    /// <summary>The item's notes; none where there is nothing to note.</summary>
    public static IEnumerable<IndexNote> Map(ContentItem item) => item.ContentType switch
    {
        Story => [new(NoteKind.Story, item.ContentItemId, item.ContentItemId, item.DisplayText ?? "", PathOf(item),
            [.. (item.Field<ContentPickerField>(Story, "Items")?.ContentItemIds ?? []).Distinct(StringComparer.Ordinal).Take(MaxMembers)])],
        Source => [Name(NoteKind.Source, item, item)],
        Taxonomy => ContainedItems.AllTerms(item).Select(term => Name(KindOf(item, term), item, term)),
        _ => [],
    };

    static IndexNote Name(NoteKind kind, ContentItem owner, ContentItem named) =>
        new(kind, owner.ContentItemId, named.ContentItemId, SearchAnalyzers.Normalize(named.DisplayText ?? named.As<TitlePart>()?.Title ?? ""), "", []);

    static NoteKind KindOf(ContentItem taxonomy, ContentItem term) =>
        term.ContentType == "Region" || taxonomy.As<TaxonomyPart>()?.TermContentType == "Region" ? NoteKind.Region : NoteKind.Topic;

    static string PathOf(ContentItem item) => item.As<AutoroutePart>() is { Disabled: false, Path: { } path } ? path.Trim('/') : "";
}
