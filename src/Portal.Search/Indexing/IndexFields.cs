using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Names of the index's fields. A change of what they hold wants a new <see cref="SearchIndex.Schema"/>.</summary>
static class IndexFields
{
    public const string Id = "id";
    public const string Type = "type";
    public const string Url = "url";
    public const string Author = "author";
    public const string Language = "language";
    public const string Source = "source";
    public const string Topic = "topic";

    /// <summary>Date of publication in seconds since 1970 UTC; indexed, stored and as doc values.</summary>
    public const string Published = "published";

    /// <summary>Title and text as stored for snippets.</summary>
    public const string StoredTitle = "title";
    public const string StoredText = "text";

    /// <summary>Title and content unstemmed, with positions: phrases, exclusions, exact matches.</summary>
    public const string ExactTitle = "title.exact";
    public const string ExactContent = "content.exact";

    /// <summary>Beginnings of the title's words.</summary>
    public const string Suggest = "title.beginnings";

    static readonly Dictionary<IndexLanguage, (string All, string Title, string Content)> ByLanguage = IndexLanguages.All.ToDictionary(
        language => language, language => ($"all.{language.Code()}", $"title.{language.Code()}", $"content.{language.Code()}"));

    /// <summary>Title and content together, stemmed: what ranking is computed on.</summary>
    public static string All(IndexLanguage language) => ByLanguage[language].All;

    /// <summary>The title, stemmed.</summary>
    public static string Title(IndexLanguage language) => ByLanguage[language].Title;

    /// <summary>The content without the title, stemmed.</summary>
    public static string Content(IndexLanguage language) => ByLanguage[language].Content;
}
