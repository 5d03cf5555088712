using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>What a person selected by typing: <c>source:Reuters author:Marko after:2026</c>.</summary>
sealed record TypedSelections
{
    /// <summary>Field, identifiers of which one must be there, and whether it must be absent instead.</summary>
    public IReadOnlyList<(string Field, IReadOnlyList<string> Ids, bool Excluded)> Names { get; init; } = [];

    public IReadOnlyList<QueryAuthor> Authors { get; init; } = [];

    public DateOnly? From { get; init; }

    public DateOnly? Before { get; init; }

    /// <summary>Looks up the names of a query. A name that nothing has becomes plain words of the query.</summary>
    public static (QueryText Text, TypedSelections Typed) Resolve(IndexSearcher searcher, QueryText text)
    {
        var names = new List<(string, IReadOnlyList<string>, bool)>();
        var words = new List<QueryWord>(text.PlainWords);
        foreach (var name in text.Names)
        {
            if (NameCatalogue.Find(searcher, name.Kind, name.Name) is { Count: > 0 } ids)
                names.Add((FieldOf(name.Kind), ids, name.Excluded));
            else if (!name.Excluded && text.Text.IndexOf(name.Name, StringComparison.Ordinal) is >= 0 and var start)
                words.Add(new(name.Name, start));
        }
        return (text with { PlainWords = words, Names = [] }, new() { Names = names, Authors = text.Authors, From = text.From, Before = text.Before });
    }

    /// <summary>Narrows a query.</summary>
    public void AddTo(BooleanQuery query)
    {
        foreach (var (field, ids, excluded) in Names)
            SearchFilter.AddAny(query, field, ids, excluded ? Occur.MUST_NOT : Occur.MUST);
        foreach (var author in Authors)
        {
            if (ExactQuery.ByAuthor(author.Name) is { } by)
                query.Add(by, author.Excluded ? Occur.MUST_NOT : Occur.MUST);
        }
        if (From is not null || Before is not null)
            query.Add(PublishedRange.Query(SearchFilter.Start(From), SearchFilter.Start(Before)), Occur.MUST);
    }

    static string FieldOf(NoteKind kind) => kind switch
    {
        NoteKind.Source => IndexFields.Source,
        NoteKind.Region => IndexFields.Region,
        _ => IndexFields.Topic,
    };
}
