using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util.Automaton;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Tuning;

namespace Portal.Search.Queries;

/// <summary>Conditions on words of title and text. Words are compared folded, and stemmed where ranking is meant (<c>match</c>).</summary>
static class TextClauses
{
    /// <summary>Words that a fuzzy condition may stand for.</summary>
    const int MaxExpansions = 50;

    static readonly Query Nothing = new BooleanQuery();

    /// <summary>Any of the words, or all, ranked.</summary>
    public static Query Match(SearchFields where, string text, bool all) =>
        SearchAnalyzers.Exact(Folded(text)).Count == 0 ? Nothing : RankingQuery.Build(Folded(text), where, all ? WordsWanted.All : WordsWanted.Any, QueryTuning.None);

    /// <summary>The words in order, with room for some others between them.</summary>
    public static Query Phrase(SearchFields where, string text, int slop)
    {
        var tokens = SearchAnalyzers.Exact(Folded(text));
        return tokens switch
        {
            [] => Nothing,
            [var only] => Either(where, field => new TermQuery(new Term(field, only.Term))),
            _ => Either(where, field =>
            {
                var phrase = new PhraseQuery { Slop = slop };
                foreach (var token in tokens)
                    phrase.Add(new Term(field, token.Term), token.Position);
                return phrase;
            }),
        };
    }

    /// <summary>Words that begin so.</summary>
    public static Query Prefix(SearchFields where, string text)
    {
        var start = One(text, "prefix");
        return start.Length < QueryBudget.MinPrefix ? throw TooShort("prefix") : Either(where, field => new PrefixQuery(new Term(field, start)));
    }

    /// <summary>Words of a shape: <c>?</c> is one letter, <c>*</c> are any.</summary>
    public static Query Wildcard(SearchFields where, string text)
    {
        if (text.AsSpan().IndexOfAny('*', '?') is var first and >= 0 && first < QueryBudget.MinPrefix)
            throw TooShort("wildcard");
        var pattern = new System.Text.StringBuilder();
        foreach (var piece in Pieces(text))
            pattern.Append(piece is "*" or "?" ? piece : One(piece, "wildcard"));
        return Either(where, field => new WildcardQuery(new Term(field, pattern.ToString())));
    }

    /// <summary>Words that differ by at most so many letters.</summary>
    public static Query Fuzzy(SearchFields where, string text, int? edits, int prefix)
    {
        var word = One(text, "fuzzy");
        // As Orchard Core's AUTO: short words must be right.
        var most = Math.Clamp(edits ?? (word.Length < 3 ? 0 : word.Length < 6 ? 1 : 2), 0, LevenshteinAutomata.MAXIMUM_SUPPORTED_DISTANCE);
        return Either(where, field => new FuzzyQuery(new Term(field, word), most, Math.Clamp(prefix, 1, 20), MaxExpansions, transpositions: true));
    }

    /// <summary>Words of a pattern of letters, dots, <c>* + ? |</c>, parentheses and brackets.</summary>
    public static Query Regexp(SearchFields where, string pattern)
    {
        pattern = Folded(pattern).ToLowerInvariant();
        if (pattern.Length > QueryBudget.MaxPattern || pattern.Any(letter => !char.IsLetterOrDigit(letter) && !".*+?|()[]-^".Contains(letter, StringComparison.Ordinal)))
            throw new QueryRefusedException($"its regular expression is longer than {QueryBudget.MaxPattern} characters or has other signs than letters, digits and . * + ? | ( ) [ ] ^ -.");
        if (pattern.TakeWhile(char.IsLetterOrDigit).Count() < QueryBudget.MinPrefix)
            throw TooShort("regexp");
        try
        {
            return Either(where, field => new RegexpQuery(new Term(field, pattern), RegExpSyntax.NONE));
        }
        catch (ArgumentException exception)
        {
            throw new QueryRefusedException($"its regular expression is none: {exception.Message}");
        }
    }

    static string Folded(string text) => SearchAnalyzers.Normalize(QueryBudget.CheckText(text));

    static string One(string text, string kind) => SearchAnalyzers.Exact(Folded(text)) switch
    {
        [] => "",
        [var only] => only.Term,
        _ => throw new QueryRefusedException($"its condition “{kind}” has several words; it compares single words."),
    };

    static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('*' or '?'))
                continue;
            if (at > start)
                yield return text[start..at];
            yield return text[at].ToString();
            start = at + 1;
        }
        if (start < text.Length)
            yield return text[start..];
    }

    static Query Either(SearchFields where, Func<string, Query> inField) => where switch
    {
        SearchFields.Title => inField(IndexFields.ExactTitle),
        SearchFields.Content => inField(IndexFields.ExactContent),
        _ => new BooleanQuery { { inField(IndexFields.ExactTitle), Occur.SHOULD }, { inField(IndexFields.ExactContent), Occur.SHOULD } },
    };

    static QueryRefusedException TooShort(string kind) =>
        new($"its condition “{kind}” needs at least {QueryBudget.MinPrefix} letters before anything that stands for others.");
}
