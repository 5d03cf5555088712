using System.Globalization;
using System.Text.RegularExpressions;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Where words were found.</summary>
public enum RankPlace
{
    /// <summary>In title and text taken as one.</summary>
    TitleAndText,

    /// <summary>In the title.</summary>
    Title,

    /// <summary>In the text.</summary>
    Text,

    /// <summary>Elsewhere: in a field that is none of these.</summary>
    Other,
}

/// <summary>What some words add to the rank of a document.</summary>
/// <param name="Words">A stem, or several that stand near one another.</param>
/// <param name="Place">Where.</param>
/// <param name="Field">The index's name of the field.</param>
/// <param name="IsPhrase">Whether the words count because they stand together.</param>
/// <param name="Value">What they add to the score.</param>
/// <param name="Frequency">How often they stand in the document there; null where that is not told.</param>
/// <param name="Documents">How many documents have them there; null where that is not told.</param>
public sealed record RankPart(string Words, RankPlace Place, string Field, bool IsPhrase, float Value, double? Frequency, int? Documents);

/// <summary>Something by which the sum is multiplied, such as the age of the document.</summary>
/// <param name="Description">As the search engine calls it.</param>
/// <param name="Value">The factor.</param>
public sealed record RankFactor(string Description, float Value);

/// <summary>Why a document ranks where it does, or why it is not found.</summary>
/// <param name="Id">Identifier of the item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Path of its page below the site's root; empty where it has none.</param>
/// <param name="IsFound">Whether it has what the query asks for.</param>
/// <param name="Score">Its score; 0 where it is not found.</param>
/// <param name="Parts">What adds to the score, the greatest first.</param>
/// <param name="Factors">What the sum is multiplied by.</param>
/// <param name="Missing">Words and phrases of the query that the document has not.</param>
/// <param name="Forbidden">Words after a minus that the document has.</param>
public sealed record ResultExplanation(string Id, string Title, string Path, bool IsFound, float Score, IReadOnlyList<RankPart> Parts, IReadOnlyList<RankFactor> Factors, IReadOnlyList<string> Missing, IReadOnlyList<string> Forbidden)
{
    /// <summary>Explains the rank of a document; null where the index has no such document, or nothing is asked.</summary>
    internal static ResultExplanation? Of(IndexSearcher searcher, SearchRequest request, SearchConditions conditions, string id)
    {
        if (SearchRun.QueryOf(searcher, request, conditions, WordsWanted.All) is not { } all || SearchRun.QueryOf(searcher, request, conditions, WordsWanted.Any) is not { } any)
            return null;
        if (searcher.Search(new TermQuery(new Term(IndexFields.Id, id)), 1).ScoreDocs is not [var found])
            return null;
        var document = LuceneDocuments.FromLucene(searcher.Doc(found.Doc));
        var text = SearchRun.Parse(request);
        var build = new TextQuery(searcher.IndexReader, request.Fields, conditions.Tuning);
        List<string> missing =
        [
            .. text.PlainWords.Select(word => word.Text).Where(word => !Has(new() { PlainWords = [new(word, 0)] })),
            .. text.Required.Where(term => !Has(new() { Required = [term] })).Select(term => term.Text),
            .. text.InTitle.Where(term => !Has(new() { InTitle = [term] })).Select(term => term.Text),
        ];
        List<string> forbidden = [.. text.Excluded.Where(term => Has(new() { Required = [term] })).Select(term => term.Text)];
        var explanation = searcher.Explain(all, found.Doc);
        var isFound = explanation.IsMatch;
        if (!isFound)
            explanation = searcher.Explain(any, found.Doc);
        var (parts, factors) = (new List<RankPart>(), new List<RankFactor>());
        if (explanation.IsMatch)
            ExplanationReading.Read(explanation, 1, parts, factors);
        parts = [.. parts.Select(part => part.IsPhrase ? part : part with { Documents = searcher.IndexReader.DocFreq(new Term(IndexFields.Counted(part.Field), part.Words)) })];
        return new(document.Id, document.Title, document.Path, isFound, explanation.IsMatch ? explanation.Value : 0, [.. parts.OrderByDescending(part => part.Value)], factors, missing, forbidden)
        {
            Age = conditions.NowUtc is { } now && text.HasTerms ? new Recency(now).Factor(document.PublishedUtc) : 1,
        };

        bool Has(QueryText part) => searcher.Explain(build.Build(part, WordsWanted.All), found.Doc).IsMatch;
    }

    /// <summary>What the sum is multiplied by for the document's age; 1 for an old one.</summary>
    public float Age { get; init; } = 1;
}

/// <summary>Reads Lucene's explanation, a tree of sums and products, down to the words.</summary>
static partial class ExplanationReading
{
    /// <summary>Deeper trees are not read.</summary>
    const int MaxDepth = 32;

    /// <param name="node">A node of the tree.</param>
    /// <param name="factor">What the nodes above multiply it by.</param>
    /// <param name="parts">Takes words.</param>
    /// <param name="factors">Takes what multiplies.</param>
    /// <param name="depth">Of the node.</param>
    public static void Read(Explanation node, float factor, List<RankPart> parts, List<RankFactor> factors, int depth = 0)
    {
        var details = node.GetDetails() ?? [];
        if (Weight().Match(node.Description) is { Success: true } weight)
            parts.Add(Part(weight, node, factor));
        else if (depth >= MaxDepth || details.Length == 0)
            return;
        else if (node.Description.StartsWith("max", StringComparison.Ordinal))
            Read(details.MaxBy(detail => detail.Value)!, factor, parts, factors, depth + 1);
        else if (node.Description.Contains("sum of", StringComparison.Ordinal) || details.Length == 1)
            Array.ForEach(details, detail => Read(detail, factor, parts, factors, depth + 1));
        else
            ReadProduct(node, details, factor, parts, factors, depth);
    }

    static void ReadProduct(Explanation node, Explanation[] details, float factor, List<RankPart> parts, List<RankFactor> factors, int depth)
    {
        if (details.FirstOrDefault(detail => HasWords(detail, depth + 1)) is not { Value: not 0 } words)
            return;
        foreach (var other in details.Where(detail => !ReferenceEquals(detail, words) && detail.Value is not 1))
            factors.Add(new(other.Description, other.Value));
        Read(words, factor * node.Value / words.Value, parts, factors, depth + 1);
    }

    static bool HasWords(Explanation node, int depth) =>
        Weight().IsMatch(node.Description) || (depth < MaxDepth && (node.GetDetails() ?? []).Any(detail => HasWords(detail, depth + 1)));

    static RankPart Part(Match weight, Explanation node, float factor)
    {
        var (field, words) = (weight.Groups["field"].Value, weight.Groups["words"].Value);
        return new(words.Trim('"'), Place(field), field, words.Contains('"', StringComparison.Ordinal), node.Value * factor,
            Below(node).Select(text => Frequency().Match(text)).FirstOrDefault(match => match.Success) is { } frequency ? double.Parse(frequency.Groups[1].Value, CultureInfo.InvariantCulture) : null, null);
    }

    static IEnumerable<string> Below(Explanation node) =>
        (node.GetDetails() ?? []).SelectMany(detail => Below(detail).Prepend(detail.Description));

    static RankPlace Place(string field) => field switch
    {
        _ when field.StartsWith("all.", StringComparison.Ordinal) => RankPlace.TitleAndText,
        _ when field.StartsWith("title", StringComparison.Ordinal) => RankPlace.Title,
        _ when field.StartsWith("content", StringComparison.Ordinal) => RankPlace.Text,
        _ => RankPlace.Other,
    };

    // weight(all.en:summit^0.3 in 7) [TextSimilarity], result of:
    [GeneratedRegex("""^weight\((?<field>[^:"]+):(?<words>"[^"]*"|[^\s^]+)(?:~\d+)?(?:\^[\d.E-]+)? in \d+\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Weight();

    [GeneratedRegex(@"(?:termFreq|phraseFreq)=([\d.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Frequency();
}
