using System.Globalization;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>
/// Draws where the news is: a point for each region that says where it lies, the larger the more news it had. The map of the theme
/// (<c>art/world.svg</c>) is drawn in the same measure: 4 units for a degree of longitude, 5.2 for one of latitude.
/// </summary>
sealed class NewsMap(PublicCounts counts, TimeProvider time)
{
    /// <summary>Days that count.</summary>
    public const int Days = 30;

    const double Width = 1440;
    const double Height = 738;

    /// <summary>Narrowest part of the map that is shown, so that a reader sees where in the world it is.</summary>
    const double Narrowest = 260;

    const double Margin = 36;

    /// <summary>Height of the map over its width.</summary>
    const double Shape = 0.5;

    /// <summary>News that the largest point stands for at least: a single one makes no large point.</summary>
    const int FewestOfLargest = 8;

    static readonly string[] Types = ["Article", "NewsItem"];

    /// <summary>The map of these regions; null where none says where it lies.</summary>
    /// <param name="regions">Terms, one of them perhaps the page's own.</param>
    /// <param name="here">The region of the page, or null.</param>
    /// <param name="use">Takes what was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Dictionary<string, object?>?> DrawAsync(IReadOnlyList<ContentItem> regions, ContentItem? here, PageUse use, CancellationToken cancellationToken)
    {
        foreach (var region in regions)
            use.Add(CacheTag.Key(Key(region)));
        var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        var numbers = await counts.ByKeyAsync(Types, [.. regions.Select(Key)], since, cancellationToken);
        // The map of the whole world would be strewn with places of which there is no news.
        var placed = regions.Select(region => (Region: region, Place: Place(region))).Where(one => one.Place is not null && (here is not null || numbers.ContainsKey(Key(one.Region)))).ToList();
        var lines = regions.Where(region => region.ContentItemId != here?.ContentItemId)
            .Select(object? (region) => new Dictionary<string, object?> { ["Term"] = region, ["Count"] = numbers.GetValueOrDefault(Key(region)) }).ToList();
        if (placed.Count == 0)
            return lines.Count == 0 ? null : new() { ["Lines"] = lines };
        var (x, y, width, height) = here is null ? (0, 0, Width, Height) : Frame([.. placed.Select(one => one.Place!.Value)]);
        var most = Math.Max(FewestOfLargest, placed.Max(one => numbers.GetValueOrDefault(Key(one.Region))));
        return new()
        {
            ["ViewBox"] = string.Join(' ', Text(x), Text(y), Text(width), Text(height)),
            ["Width"] = Text(width),
            ["Height"] = Text(height),
            ["Lines"] = lines,
            // Large points first, so that small ones lie on them and not below.
            ["Points"] = placed.OrderByDescending(one => numbers.GetValueOrDefault(Key(one.Region))).Select(object? (one) => new Dictionary<string, object?>
            {
                ["X"] = Text(one.Place!.Value.X),
                ["Y"] = Text(one.Place!.Value.Y),
                ["Radius"] = Text(width / 100 * (0.55 + (1.9 * Math.Sqrt(numbers.GetValueOrDefault(Key(one.Region)) / (double)most)))),
                ["Count"] = numbers.GetValueOrDefault(Key(one.Region)),
                ["Name"] = one.Region.DisplayText,
                ["Here"] = one.Region.ContentItemId == here?.ContentItemId,
            }).ToList(),
        };
    }

    // The part of the map with all points on it, in the shape of the picture and within the world.
    static (double X, double Y, double Width, double Height) Frame(IReadOnlyList<(double X, double Y)> points)
    {
        var (left, right) = (points.Min(point => point.X) - Margin, points.Max(point => point.X) + Margin);
        var (top, bottom) = (points.Min(point => point.Y) - Margin, points.Max(point => point.Y) + Margin);
        var width = Math.Min(Width, Math.Max(Math.Max(right - left, Narrowest), (bottom - top) / Shape));
        var height = Math.Min(Height, width * Shape);
        return (Math.Clamp(((left + right) / 2) - (width / 2), 0, Width - width), Math.Clamp(((top + bottom) / 2) - (height / 2), 0, Height - height), width, height);
    }

    static (double X, double Y)? Place(ContentItem region) =>
        region.Field<GeoPointField>(region.ContentType, "Place") is { Latitude: { } latitude, Longitude: { } longitude } && latitude is >= -57 and <= 84 && longitude is >= -180 and <= 180
            ? (((double)longitude + 180) * 4, (84 - (double)latitude) * 5.2) : null;

    static string Key(ContentItem region) => $"term:{region.ContentItemId}";

    static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
