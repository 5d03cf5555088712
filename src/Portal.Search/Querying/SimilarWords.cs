using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>A word of the index that is spelt nearly as another.</summary>
/// <param name="Term">Folded.</param>
/// <param name="Distance">Letters that differ.</param>
/// <param name="Documents">How many documents have it, about.</param>
readonly record struct SimilarWord(string Term, int Distance, int Documents)
{
    /// <summary>The less, the better: a word that is a thousand times as common may be one letter further away.</summary>
    public double Cost => Distance - Math.Log10(Math.Max(1, Documents)) / 3;
}

/// <summary>Finds words of the index that a misspelt one may mean: folded and unstemmed, so that scripts don't matter.</summary>
sealed class SimilarWords(IndexReader reader)
{
    const int Most = 5;

    // People seldom mistake the first letter; what begins alike is found fast.
    const int SameBeginning = 1;

    readonly Terms?[] _fields = [MultiFields.GetTerms(reader, IndexFields.ExactContent), MultiFields.GetTerms(reader, IndexFields.ExactTitle)];

    /// <summary>In how many documents a folded word stands, about.</summary>
    public int Documents(string term) =>
        Math.Max(reader.DocFreq(new Term(IndexFields.ExactContent, term)), reader.DocFreq(new Term(IndexFields.ExactTitle, term)));

    /// <summary>The words that are likeliest meant, likeliest first; none for short words and numbers.</summary>
    public IReadOnlyList<SimilarWord> Of(string term)
    {
        if (term.Length is < 4 or > 40 || term.Any(char.IsAsciiDigit))
            return [];
        var edits = term.Length < 6 ? 1 : 2;
        var found = new Dictionary<string, SimilarWord>(StringComparer.Ordinal);
        foreach (var terms in _fields)
        {
            if (terms is null)
                continue;
            var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term("", term), edits, SameBeginning, transpositions: true);
            while (near.MoveNext())
            {
                var word = near.Term.Utf8ToString();
                if (word == term || word.Any(char.IsAsciiDigit))
                    continue;
                var documents = Math.Max(near.DocFreq, found.GetValueOrDefault(word).Documents);
                found[word] = new(word, EditDistance.Between(term, word), documents);
            }
        }
        return [.. found.Values.Where(word => word.Distance <= edits).OrderBy(word => word.Cost).ThenBy(word => word.Term, StringComparer.Ordinal).Take(Most)];
    }
}
