using System.Text.Json.Nodes;
using Portal.Content.Definitions;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// What Orchard Core calls features is always on here, or not there. The step (<c>feature</c>) switches nothing; features that
/// this program has no counterpart of are reported with what is missing, and the list is kept for exports.
/// </summary>
sealed class FeatureStep : IRecipeStep
{
    public string Name => "feature";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var enabled = (context.Data["enable"] as JsonArray ?? []).Select(id => id?.ToString() ?? "").ToList();
        var missing = enabled.Where(id => !OrchardFeatures.IsHere(id)).ToList();
        foreach (var group in missing.GroupBy(OrchardFeatures.Lost, StringComparer.Ordinal))
            context.Report($"Skipped features: {string.Join(", ", group)}: {group.Key}");
        await context.Scope.UpdateDocumentAsync<ContentDefinitions>(definitions => FeatureTypes.With(definitions, enabled), cancellationToken);
        await context.Scope.UpdateDocumentAsync<KeptSteps>(kept => kept.With(context.Data), cancellationToken);
    }
}
