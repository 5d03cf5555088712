using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Builds queries for words with stars, of the commonest words that fit.</summary>
static class WildcardQueries
{
    /// <summary>Words that a pattern stands for, at most.</summary>
    const int MostWords = 100;

    /// <summary>Words that are looked at to find them.</summary>
    const int MostSeen = 20_000;

    public static Query Build(IndexReader reader, string pattern, SearchFields fields)
    {
        var query = new BooleanQuery();
        if (fields.HasFlag(SearchFields.Title))
            Add(query, reader, IndexFields.ExactTitle, pattern);
        if (fields.HasFlag(SearchFields.Content))
            Add(query, reader, IndexFields.ExactContent, pattern);
        return query;
    }

    /// <summary>Whether a folded word fits.</summary>
    public static bool Fits(ReadOnlySpan<char> word, string pattern)
    {
        var parts = pattern.Split('*');
        if (word.Length < pattern.Length - parts.Length + 1 || !word.StartsWith(parts[0], StringComparison.Ordinal) || !word.EndsWith(parts[^1], StringComparison.Ordinal))
            return false;
        var rest = word[parts[0].Length..^parts[^1].Length];
        foreach (var part in parts.AsSpan(1, parts.Length - 2))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }
        return true;
    }

    static void Add(BooleanQuery query, IndexReader reader, string field, string pattern)
    {
        if (MultiFields.GetTerms(reader, field) is not { } terms)
            return;
        var words = new PriorityQueue<string, int>();
        var beginning = pattern[..pattern.IndexOf('*', StringComparison.Ordinal)];
        var all = terms.GetEnumerator();
        if (all.SeekCeil(new BytesRef(beginning)) == TermsEnum.SeekStatus.END)
            return;
        var seen = 0;
        do
        {
            var word = all.Term.Utf8ToString();
            if (!word.StartsWith(beginning, StringComparison.Ordinal))
                break;
            if (Fits(word, pattern))
                words.Enqueue(word, all.DocFreq);
            if (words.Count > MostWords)
                words.Dequeue();
        }
        while (++seen < MostSeen && all.MoveNext());
        while (words.TryDequeue(out var word, out _))
            query.Add(new TermQuery(new Term(field, word)), Occur.SHOULD);
    }
}
