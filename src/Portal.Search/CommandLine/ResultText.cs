using System.Globalization;
using Portal.Content.Html;
using Portal.Search.Results;

namespace Portal.Search.CommandLine;

/// <summary>Prints a result for people.</summary>
static class ResultText
{
    public static async Task WriteAsync(TextWriter output, ResultJson result)
    {
        await output.WriteLineAsync(result.Total switch
        {
            0 => "Nothing was found.",
            1 => "1 result",
            _ => string.Create(CultureInfo.InvariantCulture, $"{result.Total} results"),
        });
        if (result.Correction is { } correction)
            await output.WriteLineAsync(correction.Applied ? $"Nothing has the words as typed; these are results for: {correction.Query}" : $"Did you mean: {correction.Query}");
        if (result.IsPartial)
            await output.WriteLineAsync("The time ran out; there may be more.");
        if (result.AnyWord)
            await output.WriteLineAsync("No document has all the words; these have some of them.");
        foreach (var hit in result.Hits)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{hit.Title} ({hit.Type}, {hit.PublishedUtc:yyyy-MM-dd})"));
            await output.WriteLineAsync($"  {hit.Url}");
            await output.WriteLineAsync($"  {HtmlText.FromHtml(hit.Snippet)}");
            if (hit.Others is { Count: > 0 } others)
                await output.WriteLineAsync($"  Further reports on the same event: {string.Join(", ", others)}");
        }
        foreach (var (facet, values) in result.Facets ?? new Dictionary<string, IReadOnlyList<FacetJson>>())
        {
            if (values.Count > 1)
                await output.WriteLineAsync($"\n{facet}: {string.Join(", ", values.Take(10).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Value} ({value.Count})")))}");
        }
    }
}
