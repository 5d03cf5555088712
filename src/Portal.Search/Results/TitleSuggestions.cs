using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Search.Analysis;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Answers a search box while somebody types: titles with what they are, and the way to all results.</summary>
sealed class TitleSuggestions(SiteSearch search, SearchNames names, SiteDocuments documents, IStringLocalizer texts)
{
    /// <param name="root">What addresses of the site begin with, without a slash at the end.</param>
    /// <param name="typed">What stands in the box.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<SuggestionsJson> FindAsync(string root, string typed, CancellationToken cancellationToken)
    {
        typed = typed.Trim();
        if (typed.Length is 0 or > SearchRequest.MaxLength)
            return new("", null, []);
        var found = (await search.SuggestAsync(typed, cancellationToken)).Where(document => document.Path.Length > 0).ToList();
        var sources = await names.SourcesAsync(found.Select(document => document.Source), cancellationToken);
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var beginnings = Beginnings(typed);
        return new(
            found.Count switch { 0 => texts["No suggestions"], 1 => texts["1 suggestion"], _ => texts["{0} suggestions", found.Count] },
            new(texts["All results for “{0}”", typed], $"{root}/search{SearchAddress.FormatPage(new() { Query = typed, Grouped = true })}"),
            [.. found.Select(document => new SuggestionJson(
                document.Id, document.Title, Marks(document.Title, typed, beginnings), HitShapes.Address(root, document.Path), HitShapes.TypeName(document.Kind, texts),
                sources.GetValueOrDefault(document.Source) is { Length: > 0 } source ? source : null, HitShapes.Day(document.PublishedUtc, zone)))]);
    }

    static List<string> Beginnings(string typed) => [.. SearchAnalyzers.Exact(SearchAnalyzers.Normalize(typed)).Select(token => token.Term)];

    // Where the letters are the typed ones, only these are marked; in another script or with other diacritics it is the word.
    static List<int[]> Marks(string title, string typed, List<string> beginnings)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var marks = new List<int[]>();
        foreach (var token in SearchAnalyzers.IndexedExact(title))
        {
            if (!beginnings.Exists(beginning => token.Term.StartsWith(beginning, StringComparison.Ordinal)) || marks.Count > 0 && token.Start < marks[^1][1])
                continue;
            var word = title.AsSpan(token.Start, token.End - token.Start);
            var end = token.End;
            foreach (var one in words)
            {
                if (word.StartsWith(one, StringComparison.OrdinalIgnoreCase))
                    end = token.Start + one.Length;
            }
            marks.Add([token.Start, end]);
        }
        return marks;
    }
}
