using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Parts;
using Portal.Site.Caching;

namespace Portal.Site.Layers;

/// <summary>Says which layers and widgets are hidden because nobody understands where they belong.</summary>
sealed class LayersCheck(SiteDocuments documents, PublishedItems items, IStringLocalizer texts) : ISiteCheck
{
    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var layers = (await documents.GetAsync<LayersDocument>(cancellationToken)).Layers;
        var results = layers
            .Select(layer => (layer.Name, LayerRule.Of(layer).Problem))
            .Where(one => one.Problem is not null)
            .Select(one => new CheckResult(CheckState.Notice, texts["Layer {0}", one.Name], texts["The layer “{0}” stays hidden: {1}. Change its rule.", one.Name, one.Problem!]))
            .ToList();
        var names = layers.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, place) in await items.WidgetsAsync(cancellationToken))
        {
            if (!names.Contains(place.Layer!))
                results.Add(new(CheckState.Notice, texts["Widget {0}", item.DisplayText ?? ""], texts["The widget “{0}” is never shown: there is no layer “{1}”. Move it to another layer.", item.DisplayText ?? "", place.Layer!]));
        }
        return results;
    }
}
