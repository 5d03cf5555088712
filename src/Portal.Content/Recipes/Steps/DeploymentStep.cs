using System.Text.Json.Nodes;
using Portal.Content.Transfer;

namespace Portal.Content.Recipes.Steps;

/// <summary>Stores deployment plans (step <c>deployment</c>).</summary>
sealed class DeploymentStep : IRecipeStep
{
    public string Name => "deployment";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var plans = ((context.Data["Plans"] ?? context.Data["plans"]) as JsonArray ?? []).Select((node, index) =>
            node is JsonObject plan && plan["Name"]?.ToString() is { Length: > 0 } name
                ? new DeploymentPlan(name, [.. (plan["Steps"] as JsonArray ?? []).OfType<JsonObject>().Select(step => (JsonObject)step.DeepClone())])
                : throw new RecipeException($"Plan {index + 1} has no name.")).ToList();
        return context.Scope.UpdateDocumentAsync<DeploymentPlans>(stored => stored.With(plans), cancellationToken);
    }
}
