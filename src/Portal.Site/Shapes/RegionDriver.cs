using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Site.Shapes;

/// <summary>Gives the page of a region the map of where its news is.</summary>
sealed class RegionDriver(NewsMap map) : IContentDriver
{
    public string ContentType => "Region";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType == "Detail" && display.After is null)
            display.Properties["Map"] = await map.DrawAsync([display.Item, .. ContainedItems.AllTerms(display.Item)], display.Item, display.Use, cancellationToken);
    }
}

/// <summary>Gives the page of the regions the map of the world.</summary>
sealed class RegionsDriver(NewsMap map) : IContentDriver
{
    public string ContentType => "Taxonomy";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType == "Detail" && display.Item.As<AliasPart>()?.Alias == "regions")
            display.Properties["Map"] = await map.DrawAsync([.. ContainedItems.AllTerms(display.Item)], null, display.Use, cancellationToken);
    }
}
