using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Transfer;

namespace Portal.Site.Layers;

/// <summary>The site's layers: step <c>Layers</c>, in their order.</summary>
sealed class LayersExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllLayers", "Layers"];

    public int Order => 50;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var document = await context.ReadDocumentAsync<LayersDocument>(cancellationToken);
        if (document.Layers.Count == 0)
            return [];
        var step = (JsonObject)JsonSerializer.SerializeToNode(document, LayersDocument.Json)!;
        step.Insert(0, "name", "Layers");
        return [step];
    }
}
