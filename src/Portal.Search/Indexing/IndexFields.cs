using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>Names of the index's fields. A change of what they hold wants a new <see cref="SearchIndex.Schema"/>.</summary>
static class IndexFields
{
    /// <summary>Identifier of the item; as a term, stored, and as doc values.</summary>
    public const string Id = "id";

    /// <summary>The content type, as a term and stored.</summary>
    public const string Type = "type";

    // Terms, and doc values for facets.
    public const string Kind = "kind";
    public const string Language = "language";
    public const string Source = "source";
    public const string Topic = "topic";
    public const string Region = "region";

    public const string Url = "url";
    public const string Author = "author";
    public const string Image = "image";

    /// <summary>The words of the author's name, folded, with positions.</summary>
    public const string AuthorWords = "author.words";

    /// <summary>Date of publication in seconds since 1970 UTC; indexed (<see cref="PublishedRange"/>), stored and as doc values.</summary>
    public const string Published = "published";

    /// <summary>Title and text as stored for snippets.</summary>
    public const string StoredTitle = "title";
    public const string StoredText = "text";

    /// <summary>Title and content unstemmed, with positions: phrases, exclusions, exact matches.</summary>
    public const string ExactTitle = "title.exact";
    public const string ExactContent = "content.exact";

    /// <summary>Beginnings of the title's words.</summary>
    public const string Suggest = "title.beginnings";

    /// <summary>Beginnings of the title's first word.</summary>
    public const string SuggestFirst = "title.first";

    /// <summary>What a document that is never a hit is for (<see cref="IndexNote"/>); documents that can be hits have not this field.</summary>
    public const string Note = "note";

    /// <summary>Identifier of the item from which a note was made.</summary>
    public const string NoteOwner = "note.owner";

    /// <summary>Identifier of what a note is of: the story, term or source.</summary>
    public const string NoteOf = "note.of";

    /// <summary>The members of a story, each a term.</summary>
    public const string NoteMember = "note.member";

    /// <summary>A name, folded: whole, and its words.</summary>
    public const string NoteName = "note.name";
    public const string NoteWords = "note.words";

    static readonly Dictionary<IndexLanguage, (string All, string Title, string Content)> ByLanguage = IndexLanguages.All.ToDictionary(
        language => language, language => ($"all.{language.Code()}", $"title.{language.Code()}", $"content.{language.Code()}"));

    /// <summary>Title and content together, stemmed: what ranking is computed on.</summary>
    public static string All(IndexLanguage language) => ByLanguage[language].All;

    /// <summary>The title, stemmed.</summary>
    public static string Title(IndexLanguage language) => ByLanguage[language].Title;

    /// <summary>The content without the title, stemmed: a name for <see cref="Querying.ContentTermQuery"/>; the index has no such field.</summary>
    public static string Content(IndexLanguage language) => ByLanguage[language].Content;

    /// <summary>The field of the index that tells in how many documents a word of a field stands.</summary>
    public static string Counted(string field) => ByLanguage.Values.FirstOrDefault(fields => fields.Content == field).All ?? field;
}
