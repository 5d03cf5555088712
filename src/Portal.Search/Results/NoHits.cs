using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Search.Analysis;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>What helps on when nothing was found: what each narrowing hides, and topics whose names have the words.</summary>
sealed class NoHits(SiteSearch search, SearchNames names, IStringLocalizer texts)
{
    const int Topics = 6;

    /// <summary>Letters from which on a word may be the beginning of a topic's name.</summary>
    const int ShortestWord = 3;

    /// <summary>The search without each of its narrowings, where that finds something.</summary>
    public async ValueTask<List<Dictionary<string, object?>>> WiderAsync(IReadOnlyList<Narrowing> narrowings, Func<SearchRequest, string> address, CancellationToken cancellationToken)
    {
        var wider = new List<Dictionary<string, object?>>();
        foreach (var narrowing in narrowings)
        {
            var found = await search.SearchAsync(narrowing.Without with { Verbatim = true, WithFacets = false, PageSize = 1 }, cancellationToken);
            // A search that had no time to end would take as long again for each of the others.
            if (found.IsPartial)
                break;
            if (found.Total > 0)
            {
                wider.Add(new(StringComparer.Ordinal)
                {
                    ["Label"] = narrowing.Label,
                    ["Count"] = found.Total.ToString("N0", CultureInfo.CurrentCulture),
                    ["Url"] = address(narrowing.Without),
                });
            }
        }
        return wider;
    }

    /// <summary>Topics and regions with one of the words in their names, in any script.</summary>
    public async ValueTask<List<Dictionary<string, object?>>> TopicsAsync(string root, string query, CancellationToken cancellationToken)
    {
        var words = SearchAnalyzers.Exact(SearchAnalyzers.Normalize(query)).Select(token => token.Term).Where(word => word.Length >= ShortestWord).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0)
            return [];
        return [.. (await names.TermsAsync(cancellationToken)).Values
            .Where(term => Words(term.Name).Concat(Words(texts[term.Name])).Any(name => words.Any(word => Near(word, name))))
            .Take(Topics)
            .Select(term => new Dictionary<string, object?>(StringComparer.Ordinal) { ["Label"] = texts[term.Name].Value, ["Url"] = $"{root}/news?topic={Uri.EscapeDataString(term.Id)}" })];
    }

    static IEnumerable<string> Words(string name) => SearchAnalyzers.Exact(SearchAnalyzers.Normalize(name)).Select(token => token.Term);

    static bool Near(string word, string name) => name.StartsWith(word, StringComparison.Ordinal) || name.Length >= ShortestWord && word.StartsWith(name, StringComparison.Ordinal);
}
