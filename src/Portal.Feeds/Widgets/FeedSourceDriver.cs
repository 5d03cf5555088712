using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Site.Pages;
using Portal.Site.Shapes;

namespace Portal.Feeds.Widgets;

/// <summary>Fills the page of a source with its news, paged by cursor, and with how often it writes.</summary>
sealed class FeedSourceDriver(PublicContent content, PublicCounts counts, SiteDocuments documents, NewsLines lines, TimeProvider time) : IContentDriver
{
    /// <summary>Days of the chart.</summary>
    const int Days = 28;

    const int DayWidth = 10;

    const int ChartHeight = 60;

    public string ContentType => FeedSource.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail")
            return;
        var source = new FeedSource(display.Item);
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = new ContentListQuery { Types = [NewsItems.ContentType], Keys = [$"item:{source.Id}"], After = display.After, Count = settings.PageSize };
        display.Use.Query(query);
        var page = await content.ListAsync(query, cancellationToken);
        display.Properties["Entries"] = await lines.OfAsync(page.Items, words: 55, display.Use, cancellationToken);
        display.Properties["Next"] = page.Next?.ToString();
        display.Properties["IsFirst"] = display.After is null;
        display.Properties["SiteUrl"] = Parsing.FeedUrl.IsWeb(source.SiteUrl) ? source.SiteUrl : null;
        display.Properties["Description"] = display.Item.Text(FeedSource.ContentType, "Description");
        if (display.After is null)
            await AddRhythmAsync(display, source, settings.TimeZone, cancellationToken);
    }

    // A bar for each day, as shapes that a template only places.
    async Task AddRhythmAsync(ContentDisplay display, FeedSource source, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date;
        var days = Enumerable.Range(0, Days + 1).Select(day => LocalDays.Start(today.AddDays(day + 1 - Days), zone)).ToList();
        var numbers = await counts.ByPeriodAsync([NewsItems.ContentType], $"item:{source.Id}", days, cancellationToken);
        var (most, total) = (numbers.Max(), numbers.Sum());
        if (total == 0)
            return;
        display.Properties["Total"] = total;
        display.Properties["Since"] = days[0];
        display.Properties["ChartWidth"] = Days * DayWidth;
        display.Properties["ChartHeight"] = ChartHeight;
        display.Properties["Bars"] = numbers.Select((number, day) => (Number: number, Day: day)).Where(one => one.Number > 0).Select(object? (one) =>
        {
            var height = Math.Max(2, (double)one.Number / most * (ChartHeight - 2));
            return new Dictionary<string, object?>
            {
                ["X"] = (one.Day * DayWidth) + 1,
                ["Y"] = (ChartHeight - height).ToString("0.#", CultureInfo.InvariantCulture),
                ["Width"] = DayWidth - 2,
                ["Height"] = height.ToString("0.#", CultureInfo.InvariantCulture),
            };
        }).ToList();
    }
}
