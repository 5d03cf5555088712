using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Builds queries for words with stars, of the commonest words that fit. One serves one search, whose patterns share what may be looked at.</summary>
sealed class WildcardQueries(IndexReader reader, Deadline? deadline)
{
    /// <summary>Words that one pattern stands for in one field, at most.</summary>
    const int MostWords = 100;

    /// <summary>Words between two looks at the clock.</summary>
    const int Stride = 128;

    /// <summary>Words that all patterns of a search stand for.</summary>
    int _wordsLeft = 500;

    /// <summary>Words that are looked at to find them.</summary>
    int _seenLeft = 10_000;

    public Query Build(string pattern, SearchFields fields)
    {
        var query = new BooleanQuery();
        if (fields.HasFlag(SearchFields.Title))
            Add(query, IndexFields.ExactTitle, pattern);
        if (fields.HasFlag(SearchFields.Content))
            Add(query, IndexFields.ExactContent, pattern);
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

    void Add(BooleanQuery query, string field, string pattern)
    {
        if (MultiFields.GetTerms(reader, field) is not { } terms)
            return;
        var words = new PriorityQueue<string, int>();
        var beginning = pattern[..pattern.IndexOf('*', StringComparison.Ordinal)];
        var all = terms.GetEnumerator();
        if (all.SeekCeil(new BytesRef(beginning)) == TermsEnum.SeekStatus.END)
            return;
        do
        {
            var word = all.Term.Utf8ToString();
            if (!word.StartsWith(beginning, StringComparison.Ordinal))
                break;
            if (Fits(word, pattern))
                words.Enqueue(word, all.DocFreq);
            if (words.Count > Math.Min(MostWords, _wordsLeft))
                words.Dequeue();
        }
        while (--_seenLeft > 0 && MayGoOn() && all.MoveNext());
        _wordsLeft -= words.Count;
        while (words.TryDequeue(out var word, out _))
            query.Add(new TermQuery(new Term(field, word)), Occur.SHOULD);
    }

    bool MayGoOn()
    {
        if (deadline is null || _seenLeft % Stride != 0 || !deadline.IsHalfOver)
            return true;
        deadline.Cut = true;
        return false;
    }
}
