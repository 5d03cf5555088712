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
        if (result.AnyWord)
            await output.WriteLineAsync("No document has all the words; these have some of them.");
        foreach (var hit in result.Hits)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{hit.Title} ({hit.Type}, {hit.PublishedUtc:yyyy-MM-dd})"));
            await output.WriteLineAsync($"  {hit.Url}");
            await output.WriteLineAsync($"  {HtmlText.FromHtml(hit.Snippet)}");
        }
    }
}
