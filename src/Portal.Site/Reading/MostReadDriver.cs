using System.Globalization;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Site.Routing;
using Portal.Site.Shapes;

namespace Portal.Site.Reading;

/// <summary>Gives the box of what is read most its items: articles, news and stories.</summary>
sealed class MostReadDriver(MostRead reading, PublicContent content, ItemCultures cultures) : IContentDriver
{
    const int DefaultCount = 5;

    /// <summary>With fewer there is no order to speak of, and the box stays away.</summary>
    const int Fewest = 3;

    static readonly HashSet<string> Types = new(["Article", "NewsItem", "Story"], StringComparer.Ordinal);

    public string ContentType => "MostReadWidget";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        display.Use.Add(MostRead.Tag);
        var count = (int)Math.Clamp(display.Item.Field<NumericField>("MostReadWidget", "Count")?.Value ?? DefaultCount, 1, 20);
        var items = (await content.GetAsync(reading.Order, cancellationToken)).Where(item => Types.Contains(item.ContentType)).ToList();
        var shown = (await cultures.ForReaderAsync(items, InterfaceLanguage.Of(CultureInfo.CurrentUICulture), display.Use, cancellationToken)).Take(count).ToList();
        display.Use.Items(shown);
        display.Properties["Items"] = shown.Count < Fewest ? [] : shown;
    }
}
