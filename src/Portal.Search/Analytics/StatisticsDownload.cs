using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.People;

namespace Portal.Search.Analytics;

/// <summary>The statistics as a table for spreadsheets (RFC 4180): <c>/Admin/Search/Analytics/Csv?of=days|queries&amp;days=30</c>.</summary>
static class StatisticsDownload
{
    /// <summary>Most queries of a file.</summary>
    const int MaxQueries = 10_000;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Search/Analytics/Csv", WriteAsync).WithMetadata(new RequirePermissionAttribute(SearchModule.ManageSearch));

    static async Task<IResult> WriteAsync(string? of, int? days, [FromServices] SearchStatistics statistics, IStringLocalizer texts, CancellationToken cancellationToken)
    {
        var span = Math.Clamp(days ?? 30, 1, CountStore.KeptDays);
        var lines = new List<string?[]>();
        if (of == "days")
        {
            lines.Add([texts["Day"], texts["Searches"], texts["Nothing found"], texts["Results opened"]]);
            lines.AddRange((await statistics.DaysAsync(span, cancellationToken)).Select(day => new[] { day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Number(day.Searches), Number(day.Empty), Number(day.Clicks) }));
        }
        else
        {
            lines.Add([texts["Query"], texts["Searches"], texts["Nothing found"], texts["Results opened"], texts["Mean position"]]);
            lines.AddRange((await statistics.TopAsync(span, MaxQueries, cancellationToken)).Select(query => new[]
            {
                Text(query.Text), Number(query.Searches), Number(query.Empty), Number(query.Clicks), query.MeanPosition?.ToString("0.0", CultureInfo.InvariantCulture),
            }));
        }
        // The mark tells spreadsheets that Cyrillic is UTF-8.
        var csv = "\uFEFF" + string.Concat(lines.Select(line => string.Join(',', line.Select(Field)) + "\r\n"));
        return TypedResults.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", of == "days" ? "search-days.csv" : "search-queries.csv");
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Visitors wrote it: a spreadsheet must not take it for a formula.
    static string Text(string query) => query.Length > 0 && query[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + query : query;

    static string Field(string? text) => text is null ? "" : text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
