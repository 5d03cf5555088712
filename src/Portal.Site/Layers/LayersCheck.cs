using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Parts;
using Portal.Site.Caching;

namespace Portal.Site.Layers;

/// <summary>Says which layers and widgets are hidden because nobody understands where they belong.</summary>
sealed class LayersCheck(SiteDocuments documents, PublishedItems items) : ISiteCheck
{
    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var layers = (await documents.GetAsync<LayersDocument>(cancellationToken)).Layers;
        var results = layers
            .Select(layer => (layer.Name, LayerRule.Of(layer).Problem))
            .Where(one => one.Problem is not null)
            .Select(one => new CheckResult(CheckState.Notice, $"Layer {one.Name}", $"The layer “{one.Name}” stays hidden: {one.Problem}. Change its rule."))
            .ToList();
        var names = layers.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, place) in await items.WidgetsAsync(cancellationToken))
        {
            if (!names.Contains(place.Layer!))
                results.Add(new(CheckState.Notice, $"Widget {item.DisplayText}", $"The widget “{item.DisplayText}” is never shown: there is no layer “{place.Layer}”. Move it to another layer."));
        }
        return results;
    }
}
