using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Tuning;

namespace Portal.Search.Tests.Querying;

/// <summary>A real index of a few documents in a temporary folder.</summary>
sealed class SampleIndex : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("portal-search-").FullName;
    readonly SearchIndex _index;

    public SampleIndex(params IReadOnlyList<SearchDocument> documents)
    {
        _index = SearchIndex.Create(_folder);
        _index.Put(documents);
        _index.Commit();
        _index.Refresh();
    }

    public static SearchDocument Document(string id, string title, string text, string type = IndexedTypes.Article, string? language = null, DateTime published = default) => new()
    {
        Id = id,
        Type = type,
        Title = SearchAnalyzers.Normalize(title),
        Text = SearchAnalyzers.Normalize(text),
        Path = $"x/{id}",
        Language = IndexLanguages.FromTag(language) ?? LanguageGuess.Of($"{title} {text}"),
        PublishedUtc = published == default ? new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) : published,
    };

    /// <summary>What editors told.</summary>
    public SearchTuning Tuning { get; init; } = SearchTuning.Empty;

    /// <summary>The time, where dates rank.</summary>
    public DateTime? Now { get; init; }

    /// <summary>Adds notes of one item.</summary>
    public SampleIndex With(params IReadOnlyList<IndexNote> notes)
    {
        _index.Put([.. notes.Select(note => note.Owner)], notes);
        _index.Refresh();
        return this;
    }

    public SearchResult Search(SearchRequest request) =>
        _index.Read(searcher => SearchRun.Run(searcher, request, SearchConditions.Plain with { Tuning = new(Tuning), NowUtc = Now, Budget = TimeSpan.FromMinutes(1) }));

    /// <summary>Reads the index itself.</summary>
    public T Read<T>(Func<Lucene.Net.Search.IndexSearcher, T> read) => _index.Read(read);

    /// <summary>Identifiers of what is found, in alphabetical order.</summary>
    public string Found(string query, bool exact = false, SearchFields fields = SearchFields.Both, params IReadOnlyList<string> types) =>
        string.Join(' ', Search(new() { Query = query, Exact = exact, Fields = fields, Types = types, PageSize = 100 }).Hits.Select(hit => hit.Document.Id).Order(StringComparer.Ordinal));

    public IReadOnlyList<string> Suggest(string typed) => [.. _index.Read(searcher => Suggestions.Find(searcher, typed)).Select(document => document.Id)];

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
