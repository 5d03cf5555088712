using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Content.Localization;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Finds how texts write a folded word: with its diacritics, and in the script in which a person types.</summary>
sealed class WrittenForms(IndexSearcher searcher)
{
    const int Documents = 20;
    const int MaxText = 20_000;

    static readonly HashSet<string> Texts = [IndexFields.StoredTitle, IndexFields.StoredText];

    /// <summary>The word as it is mostly written.</summary>
    /// <param name="term">The folded word.</param>
    /// <param name="typed">What was typed in its place, whose script is kept.</param>
    public string Of(string term, string typed)
    {
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new WordList();
        foreach (var document in DocumentsWith(term))
        {
            foreach (var field in searcher.Doc(document, Texts).Fields)
            {
                var text = field.GetStringValue(CultureInfo.InvariantCulture) ?? "";
                text = text.Length > MaxText ? text[..MaxText] : text;
                WordScanner.Scan(text, words, withVariants: false);
                foreach (ref readonly var word in words.Words)
                {
                    if (word.Length == term.Length && words.Letters(word).SequenceEqual(term))
                        Count(text[word.From..word.To]);
                }
            }
        }
        var cyrillic = IsCyrillic(typed);
        var best = forms.OrderByDescending(form => IsCyrillic(form.Key) == cyrillic).ThenByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).FirstOrDefault().Key ?? term;
        return IsCyrillic(best) == cyrillic ? best : cyrillic ? SerbianText.Convert(best, SerbianAlphabet.Cyrillic) : SerbianScript.ToLatin(best);

        void Count(string form) => forms[form] = forms.GetValueOrDefault(form) + 1;
    }

    IEnumerable<int> DocumentsWith(string term)
    {
        var bytes = new BytesRef(term);
        return new[] { IndexFields.ExactTitle, IndexFields.ExactContent }
            .SelectMany(field => searcher.IndexReader.Leaves.SelectMany(leaf => In(leaf, field, bytes)))
            .Distinct().Take(Documents);
    }

    static IEnumerable<int> In(AtomicReaderContext leaf, string field, BytesRef term)
    {
        if (leaf.AtomicReader.GetTerms(field)?.GetEnumerator() is not { } terms || !terms.SeekExact(term))
            yield break;
        var documents = terms.Docs(leaf.AtomicReader.LiveDocs, null, DocsFlags.NONE);
        while (documents.NextDoc() is not DocIdSetIterator.NO_MORE_DOCS and var document)
            yield return leaf.DocBase + document;
    }

    static bool IsCyrillic(string word) => word.AsSpan().ContainsAnyInRange('Ѐ', 'ԯ');
}
