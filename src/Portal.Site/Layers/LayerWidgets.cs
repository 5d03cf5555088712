using System.Security.Claims;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Shapes;

namespace Portal.Site.Layers;

/// <summary>Puts the widgets of the layers that hold for a page into the page's zones.</summary>
sealed class LayerWidgets(SiteDocuments documents, PublishedItems items, DrawnWidgets drawn)
{
    volatile Held? _held;

    public async Task PlaceAsync(PageRender render)
    {
        render.Use.Add(CacheTag.Document(LayersDocument.DocumentName));
        foreach (var type in render.Definitions.ContentTypes)
        {
            if (type.Stereotype == "Widget")
                render.Use.Add(CacheTag.Type(type.Name));
        }
        var rules = Rules(await documents.GetAsync<LayersDocument>(render.Cancellation));
        var situation = SituationOf(render);
        var active = rules.Where(rule => rule.Value.Holds(situation)).Select(rule => rule.Key).ToHashSet(StringComparer.Ordinal);
        if (active.Count == 0)
            return;
        var widgets = await items.WidgetsAsync(render.Cancellation);
        var (zones, servesAll) = (render.Zones, DrawnWidgets.ServesAll(render));
        var placed = widgets.Where(one => active.Contains(one.Place.Layer!)).OrderBy(one => one.Place.Position).ThenBy(one => one.Item.Id);
        foreach (var zone in placed.GroupBy(one => one.Place.Zone!, StringComparer.OrdinalIgnoreCase))
        {
            // A template for the zone may want to see the widgets themselves.
            var keeps = servesAll && render.Templates.Find(Shape.Zone(zone.Key)) is null;
            if (!zones.TryGetValue(zone.Key, out var shapes))
                zones[zone.Key] = shapes = [];
            foreach (var (widget, place) in zone)
                shapes.Add(keeps ? Kept(widget, place) : await BuildAsync(widget, place, render));
        }
    }

    Shape Kept(ContentItem widget, LayerMetadata place) => new Shape("WidgetWrapper")
    {
        Draw = render => drawn.GetAsync(widget, $"{place.Zone} {place.RenderTitle}", render, async () => await render.Renderer.RenderAsync(await BuildAsync(widget, place, render), render)),
    }.With("ContentItem", widget);

    static async Task<Shape> BuildAsync(ContentItem widget, LayerMetadata place, PageRender render)
    {
        var shape = await render.Contents.BuildWidgetAsync(widget, render);
        shape.Properties.TryAdd("Zone", place.Zone);
        shape.Properties.TryAdd("RenderTitle", place.RenderTitle);
        return new Shape("WidgetWrapper").With("Widget", shape).With("ContentItem", widget).With("Zone", place.Zone).With("RenderTitle", place.RenderTitle);
    }

    static LayerSituation SituationOf(PageRender render)
    {
        var user = render.Http?.User;
        return new(render.Head.IsHome, render.Path, render.Culture.Name, render.Head.Item?.ContentType ?? "", user?.Identity?.IsAuthenticated == true,
            user?.FindAll(ClaimTypes.Role).Select(claim => claim.Value).ToList() ?? []);
    }

    Dictionary<string, LayerRule> Rules(LayersDocument document)
    {
        if (_held is { } held && ReferenceEquals(held.Document, document))
            return held.Rules;
        var rules = document.Layers.DistinctBy(layer => layer.Name).ToDictionary(layer => layer.Name, LayerRule.Of, StringComparer.Ordinal);
        _held = new(document, rules);
        return rules;
    }

    sealed record Held(LayersDocument Document, Dictionary<string, LayerRule> Rules);
}
