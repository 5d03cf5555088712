using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Puts misspelt words of a query right, by the words that the index has.</summary>
/// <param name="searcher">The index.</param>
/// <param name="deadline">When to stop.</param>
sealed class Spelling(IndexSearcher searcher, Deadline deadline)
{
    /// <summary>Misspelt words that are put right; in a query with more, little is certain.</summary>
    const int MostWords = 4;

    /// <summary>Corrected queries that are tried.</summary>
    const int MostTries = 12;

    /// <summary>A word that stands in fewer documents may be a mistake itself, where another is this often more common.</summary>
    const int Rare = 3;

    /// <inheritdoc cref="Rare"/>
    const int Commoner = 20;

    // Letters of every script stay as they are.
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly SimilarWords _similar = new(searcher.IndexReader);

    /// <summary>A better spelling of the query, or null.</summary>
    /// <param name="text">The query.</param>
    /// <param name="hits">How many hits a corrected query has.</param>
    public SearchCorrection? Correct(QueryText text, Func<QueryText, int> hits)
    {
        var misspelt = Misspelt(text);
        if (misspelt.Count is 0 or > MostWords)
            return null;
        SearchCorrection? first = null;
        foreach (var choice in Choices(misspelt).OrderBy(choice => choice.Sum(word => word.Cost)).Take(MostTries))
        {
            if (deadline.IsOver)
                break;
            var correction = Write(text.Text, [.. misspelt.Select((word, index) => (word.Start, word.End, choice[index].Term))]);
            if (hits(QueryText.Parse(correction.Query)) > 0)
                return correction;
            first ??= correction;
        }
        // No document has all the corrected words; some have some.
        return first;
    }

    List<Suspect> Misspelt(QueryText text)
    {
        var found = new List<Suspect>();
        foreach (var word in text.PlainWords)
        {
            foreach (var token in SearchAnalyzers.Exact(word.Text))
            {
                if (deadline.IsOver || found.Any(other => other.Start == word.Start + token.Start))
                    continue;
                var documents = _similar.Documents(token.Term);
                if (documents >= Rare || (documents == 0 && HasStem(word.Text[token.Start..token.End])))
                    continue;
                var similar = _similar.Of(token.Term);
                if (documents > 0)
                    similar = [.. similar.Where(other => other.Distance == 1 && other.Documents >= documents * Commoner)];
                if (similar.Count > 0)
                    found.Add(new(word.Start + token.Start, word.Start + token.End, similar));
            }
        }
        return found;
    }

    /// <summary>Whether texts have the word in another form.</summary>
    bool HasStem(string word) => IndexLanguages.All.Any(language =>
        SearchAnalyzers.Stems(language, word) is [var stem, ..] && searcher.IndexReader.DocFreq(new(IndexFields.All(language), stem.Term)) > 0);

    static IEnumerable<IReadOnlyList<SimilarWord>> Choices(IReadOnlyList<Suspect> misspelt)
    {
        IEnumerable<IReadOnlyList<SimilarWord>> choices = [[]];
        foreach (var word in misspelt)
            choices = choices.SelectMany(_ => word.Similar, IReadOnlyList<SimilarWord> (before, next) => [.. before, next]);
        return choices;
    }

    SearchCorrection Write(string typed, IReadOnlyList<(int Start, int End, string Term)> changes)
    {
        var forms = new WrittenForms(searcher);
        var (query, html) = (new StringBuilder(), new StringBuilder());
        var position = 0;
        foreach (var (start, end, term) in changes.OrderBy(change => change.Start))
        {
            var form = forms.Of(term, typed[start..end]);
            query.Append(typed, position, start - position).Append(form);
            html.Append(Encoder.Encode(typed[position..start])).Append("<em>").Append(Encoder.Encode(form)).Append("</em>");
            position = end;
        }
        return new(query.Append(typed, position, typed.Length - position).ToString(), html.Append(Encoder.Encode(typed[position..])).ToString(), Applied: false);
    }

    sealed record Suspect(int Start, int End, IReadOnlyList<SimilarWord> Similar);
}
