using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Portal.Content.People;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Transfer;

/// <summary>Subscribers as a table for spreadsheets: <c>/Admin/Newsletter/Subscribers/Export</c>, and the verb. A re-import of it changes nothing.</summary>
sealed partial class SubscriberExport(SubscriberRoster roster, Segments segments, SiteChoices choices, ILogger<SubscriberExport> log)
{
    const int PageSize = 1000;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Newsletter/Subscribers/Export", (HttpContext http, SubscriberExport self, CancellationToken ct) => self.SendAsync(http, ct))
            .WithMetadata(new RequirePermissionAttribute(NewsletterPermissions.ManageNewsletter));

    /// <summary>Writes the table; returns how many people stand in it.</summary>
    public async Task<int> WriteAsync(TextWriter table, RosterQuery query, CancellationToken cancellationToken)
    {
        var offer = await choices.AllAsync(cancellationToken);
        await table.WriteAsync(CsvRecords.Write(["address", "state", "rhythm", "weekday", "hour", "time-zone", "language", "topics", "regions", "sources", "created", "confirmed", "left", "paused-until"]));
        var count = 0;
        query = query with { Count = PageSize };
        while (true)
        {
            var page = await roster.ListAsync(query, cancellationToken);
            foreach (var one in page.Lines)
                await table.WriteAsync(CsvRecords.Write(Line(one, offer)));
            count += page.Lines.Count;
            if (page.Next is null)
                return count;
            query = query with { After = page.Next };
        }
    }

    async Task SendAsync(HttpContext http, CancellationToken cancellationToken)
    {
        // As the list on the desk is filtered.
        var shown = http.Request.Query;
        var query = new RosterQuery
        {
            Text = shown["text"],
            State = Enum.TryParse<SubscriberState>(shown["state"], out var state) ? state : null,
            Rhythm = Enum.TryParse<DigestRhythm>(shown["rhythm"], out var rhythm) ? rhythm : null,
            Language = shown["language"],
            Segment = await segments.FindAsync(shown["segment"], cancellationToken),
        };
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"subscribers.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        // The mark tells spreadsheets that Cyrillic is UTF-8.
        await using var table = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        LogExported(log, http.User.Identity?.Name ?? "", await WriteAsync(table, query, cancellationToken));
    }

    static IEnumerable<string?> Line(SubscriberRecord one, Offer offer) =>
    [
        CsvRecords.Harmless(one.Address), one.State.ToString(), PlanNames.Of(one.Rhythm), one.Weekday.ToString(), one.Hour.ToString(CultureInfo.InvariantCulture), one.TimeZone, one.Language,
        Names(one.Topics, offer.Topics), Names(one.Regions, offer.Regions), Names(one.Sources, offer.Sources),
        Time(one.CreatedUtc), Time(one.ConfirmedUtc), Time(one.UnsubscribedUtc), Time(one.PausedUntilUtc),
    ];

    static string Names(string stored, IReadOnlyList<Choice> known) =>
        CsvRecords.Harmless(string.Join("; ", ChoiceList.Read(stored).Select(id => known.FirstOrDefault(choice => choice.Id == id)?.Name ?? id)));

    static string? Time(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "{Person} has exported {Count} subscribers.")]
    static partial void LogExported(ILogger logger, string person, int count);
}
