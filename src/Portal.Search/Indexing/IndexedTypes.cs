using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Search.Indexing;

/// <summary>
/// Content types that visitors can search. They choose between posts, pages and news, each named by the type of this program that it
/// is made of; other types with pages of their own (a recipe's <c>BlogPost</c>) are counted to one of them.
/// </summary>
static class IndexedTypes
{
    public const string Article = "Article";
    public const string Page = "Page";
    public const string NewsItem = "NewsItem";

    /// <summary>What visitors choose between.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Article, Page, NewsItem];

    /// <summary>The selectors (<c>posts</c>, <c>pages</c>, <c>news</c>) with their kinds.</summary>
    public static IReadOnlyList<(string Selector, string Type)> Selectors { get; } = [("posts", Article), ("pages", Page), ("news", NewsItem)];

    /// <summary>The types whose published items are indexed: those of the kinds, and all others that have pages, but for what only gives names to the search.</summary>
    public static IReadOnlyList<string> Of(ContentDefinitions definitions) =>
    [
        .. Kinds.Union(definitions.ContentTypes
            .Where(type => type.Stereotype.Length == 0 && type.Parts.Any(part => part.PartName == nameof(AutoroutePart)))
            .Select(type => type.Name), StringComparer.Ordinal).Except(NoteMapping.Types, StringComparer.Ordinal),
    ];

    /// <summary>What visitors find the item as: what stands in a list, as the posts of a blog do, as a post, and what stands alone as a page.</summary>
    public static string KindOf(ContentItem item) =>
        Kinds.Contains(item.ContentType) ? item.ContentType : item.As<ContainedPart>()?.ListContentItemId is { Length: > 0 } ? Article : Page;
}
