using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Builds queries for words as typed: adjacent, in order, within one field.</summary>
static class ExactQuery
{
    /// <summary>Finds the phrase in the title, the content, or either of them; null where the text has no words.</summary>
    public static Query? Build(string text, SearchFields fields)
    {
        var tokens = SearchAnalyzers.Exact(SearchAnalyzers.Normalize(text));
        if (tokens.Count == 0)
            return null;
        return fields switch
        {
            SearchFields.Title => InField(IndexFields.ExactTitle, tokens),
            SearchFields.Content => InField(IndexFields.ExactContent, tokens),
            _ => new BooleanQuery { { InField(IndexFields.ExactTitle, tokens), Occur.SHOULD }, { InField(IndexFields.ExactContent, tokens), Occur.SHOULD } },
        };
    }

    /// <summary>Finds an author by words of the name, in their order.</summary>
    public static Query? ByAuthor(string name) =>
        SearchAnalyzers.Exact(SearchAnalyzers.Normalize(name)) is { Count: > 0 } tokens ? InField(IndexFields.AuthorWords, tokens) : null;

    static Query InField(string field, List<TextToken> tokens)
    {
        if (tokens is [var only])
            return new TermQuery(new Term(field, only.Term));
        var phrase = new PhraseQuery();
        foreach (var token in tokens)
            phrase.Add(new Term(field, token.Term), token.Position);
        return phrase;
    }
}
