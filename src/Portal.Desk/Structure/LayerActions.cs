using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Shell;
using Portal.Site.Layers;

namespace Portal.Desk.Structure;

/// <summary>The layers, the zones, and the widgets that stand in them.</summary>
/// <param name="Layers">The layers in their order.</param>
/// <param name="Zones">Names of the zones.</param>
/// <param name="Widgets">The editors' versions of all widgets that have a place, in the order of their positions.</param>
/// <param name="Types">Types of which widgets can be made.</param>
public sealed record LayerView(IReadOnlyList<Layer> Layers, IReadOnlyList<string> Zones, IReadOnlyList<(ContentItem Item, LayerMetadata Place)> Widgets, IReadOnlyList<ContentTypeDefinition> Types);

/// <summary>What editors do with layers and the widgets on them.</summary>
sealed class LayerActions(UnitOfWork work, ContentReader reader, SiteDocuments documents)
{
    /// <summary>All there is.</summary>
    public async Task<LayerView> ReadAsync(CancellationToken cancellationToken)
    {
        var types = (await documents.GetAsync<ContentDefinitions>(cancellationToken)).ContentTypes.Where(type => type.Stereotype == "Widget").ToList();
        var items = types.Count == 0 ? [] : (await reader.ListLatestAsync(new() { Types = [.. types.Select(type => type.Name)], Count = ContentListQuery.MaxCount }, cancellationToken)).Items;
        var widgets = items.Select(item => (Item: item, Place: item.As<LayerMetadata>())).Where(one => one.Place is { Layer: not null, Zone: not null })
            .Select(one => (one.Item, Place: one.Place!)).OrderBy(one => one.Place.Position).ThenBy(one => one.Item.Id).ToList();
        var zones = (await documents.GetAsync<SiteSettings>(cancellationToken)).Zones();
        return new((await documents.GetAsync<LayersDocument>(cancellationToken)).Layers,
            [.. zones.Concat(widgets.Select(one => one.Place.Zone!)).Distinct(StringComparer.OrdinalIgnoreCase)], widgets, types);
    }

    /// <summary>Stores a layer; <paramref name="before"/> is its name so far, or null for a new one. Widgets follow a new name.</summary>
    public async Task SaveAsync(ClaimsPrincipal person, string? before, Layer layer, CancellationToken cancellationToken)
    {
        Demand(person);
        var name = layer.Name.Trim();
        if (name.Length is 0 or > 100)
            throw new StructureRefusedException("A layer needs a name of at most 100 characters.");
        layer = layer with { Name = name };
        await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var layers = (await scope.ReadDocumentAsync<LayersDocument>(ct)).Layers;
            if (name != before && layers.Any(other => other.Name == name))
                throw new StructureRefusedException("There is a layer of this name already.");
            await scope.UpdateDocumentAsync<LayersDocument>(document => new(before is null
                ? [.. document.Layers, layer]
                : [.. document.Layers.Select(other => other.Name == before ? layer : other)]), ct);
            if (before is not null && before != name)
                await ReplaceAsync(scope, place => place.Layer == before, place => place with { Layer = name }, ct);
        }, cancellationToken);
    }

    /// <summary>Takes a layer away on which no widget stands.</summary>
    public Task RemoveAsync(ClaimsPrincipal person, string name, CancellationToken cancellationToken)
    {
        Demand(person);
        return work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            if ((await ReadAsync(ct)).Widgets.Any(one => one.Place.Layer == name))
                throw new StructureRefusedException("Boxes stand on this layer. Move them to another one or remove them first.");
            await scope.UpdateDocumentAsync<LayersDocument>(document => new([.. document.Layers.Where(layer => layer.Name != name)]), ct);
        }, cancellationToken);
    }

    /// <summary>Makes a widget at the end of a zone and returns its identifier.</summary>
    public async Task<string> AddWidgetAsync(ClaimsPrincipal person, string type, string title, string layer, string zone, CancellationToken cancellationToken)
    {
        Demand(person);
        var view = await ReadAsync(cancellationToken);
        if (view.Types.All(known => known.Name != type) || title.Trim().Length is 0 or > 200)
            throw new StructureRefusedException("A box needs a type and a title of at most 200 characters.");
        var last = view.Widgets.Where(one => one.Place.Zone == zone).Select(one => one.Place.Position).DefaultIfEmpty(0).Max();
        return await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var widget = scope.Content.New(type);
            widget.DisplayText = title.Trim();
            widget.Apply(new TitlePart(title.Trim()));
            widget.Apply(new LayerMetadata(layer, zone, RenderTitle: true, Math.Floor(last) + 1));
            await scope.Content.PublishAsync(widget, ct);
            return widget.ContentItemId;
        }, cancellationToken);
    }

    /// <summary>Moves a widget to a place among the widgets of a zone, whatever their layers; 0 is the first place.</summary>
    public async Task PlaceAsync(ClaimsPrincipal person, string widgetId, string layer, string zone, int index, CancellationToken cancellationToken)
    {
        Demand(person);
        await work.RunAsync(WriteTurn.Person, person.Actor(), async (scope, ct) =>
        {
            var widgets = (await ReadAsync(ct)).Widgets;
            var moved = widgets.FirstOrDefault(one => one.Item.ContentItemId == widgetId);
            if (moved.Item is null)
                throw new StructureRefusedException("This box was taken away in the meantime.");
            var zoned = widgets.Where(one => one.Place.Zone == zone && one.Item.ContentItemId != widgetId).ToList();
            zoned.Insert(Math.Clamp(index, 0, zoned.Count), (moved.Item, moved.Place with { Layer = layer, Zone = zone }));
            foreach (var ((item, place), number) in zoned.Select((one, at) => (one, at + 1)))
                await StoreAsync(scope, item, place with { Position = number }, ct);
        }, cancellationToken);
    }

    /// <summary>Takes a widget away.</summary>
    public Task RemoveWidgetAsync(ClaimsPrincipal person, string widgetId, CancellationToken cancellationToken)
    {
        Demand(person);
        return work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.Content.RemoveAsync(widgetId, ct), cancellationToken);
    }

    async Task ReplaceAsync(WriteScope scope, Func<LayerMetadata, bool> which, Func<LayerMetadata, LayerMetadata> change, CancellationToken cancellationToken)
    {
        foreach (var (item, place) in (await ReadAsync(cancellationToken)).Widgets.Where(one => which(one.Place)))
            await StoreAsync(scope, item, change(place), cancellationToken);
    }

    static async Task StoreAsync(WriteScope scope, ContentItem item, LayerMetadata place, CancellationToken cancellationToken)
    {
        if (item.As<LayerMetadata>() == place)
            return;
        await scope.ChangeAsync(item.ContentItemId, widget =>
        {
            widget.Apply(place);
            return true;
        }, cancellationToken);
    }

    static void Demand(ClaimsPrincipal person)
    {
        if (!person.HasPermission(Permissions.ManageLayers))
            throw new StructureRefusedException("Your roles don’t allow you to place boxes on the pages.");
    }
}
