using System.Text.Json.Nodes;

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
        var missing = (context.Data["enable"] as JsonArray ?? []).Select(id => id?.ToString() ?? "").Where(id => !OrchardFeatures.IsHere(id)).ToList();
        foreach (var group in missing.GroupBy(OrchardFeatures.Lost, StringComparer.Ordinal))
            context.Report($"Skipped features: {string.Join(", ", group)}: {group.Key}");
        await context.Scope.UpdateDocumentAsync<KeptSteps>(kept => kept.With(context.Data), cancellationToken);
    }
}
