using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes.Steps;

/// <summary>Takes over content items (step <c>content</c>).</summary>
sealed class ContentStep : IRecipeStep
{
    public string Name => "content";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        if ((context.Data["Data"] ?? context.Data["data"]) is not JsonArray items)
            throw new RecipeException("It has no list “Data” of content items.");
        foreach (var (node, number) in items.Select((node, index) => (node, index + 1)))
        {
            try
            {
                await context.Scope.Content.ImportAsync(ContentItemJson.Read(node as JsonObject ?? throw new JsonException("It is no JSON object.")), cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException)
            {
                throw new RecipeException($"Content item {number} of {items.Count}: {exception.Message}", exception);
            }
        }
    }
}
