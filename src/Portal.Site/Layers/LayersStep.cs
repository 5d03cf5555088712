using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Recipes;

namespace Portal.Site.Layers;

/// <summary>The recipe step <c>layers</c>: <c>{ "Layers": [ { "Name", "LayerRule" | "Rule", "Description" } ] }</c>, merged by name.</summary>
sealed class LayersStep : IRecipeStep
{
    public string Name => "layers";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Layers"] is not JsonArray array)
            throw new RecipeException("The step “layers” has no list “Layers”.");
        var layers = new List<Layer>();
        foreach (var json in array)
        {
            Layer? layer;
            try
            {
                layer = (json as JsonObject)?.Deserialize(LayersJson.Default.Layer);
            }
            catch (JsonException exception)
            {
                throw new RecipeException($"A layer of the step “layers” is of the wrong shape: {exception.Message}", exception);
            }
            if (string.IsNullOrWhiteSpace(layer?.Name))
                throw new RecipeException("A layer of the step “layers” has no name.");
            if (LayerRule.Of(layer).Problem is { } problem)
                context.Report($"The layer “{layer.Name}” stays hidden: {problem}.");
            layers.Add(layer);
        }
        await context.Scope.UpdateDocumentAsync<LayersDocument>(document => document.MergedWith(layers), cancellationToken);
    }
}
