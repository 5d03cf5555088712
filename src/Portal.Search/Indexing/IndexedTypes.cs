namespace Portal.Search.Indexing;

/// <summary>Content types that visitors can search, and the words by which addresses and commands name them.</summary>
static class IndexedTypes
{
    public const string Article = "Article";
    public const string Page = "Page";
    public const string NewsItem = "NewsItem";

    public static IReadOnlyList<string> All { get; } = [Article, Page, NewsItem];

    /// <summary>The selectors (<c>posts</c>, <c>pages</c>, <c>news</c>) with their types.</summary>
    public static IReadOnlyList<(string Selector, string Type)> Selectors { get; } = [("posts", Article), ("pages", Page), ("news", NewsItem)];
}
