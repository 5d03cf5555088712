using System.Text.Json.Nodes;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// What Orchard Core calls features is always on here, or not there. The step (<c>feature</c>) changes nothing; features that
/// this program has no counterpart of are reported, so that nobody waits for what they bring.
/// </summary>
sealed class FeatureStep : IRecipeStep
{
    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "OrchardCore.Admin", "OrchardCore.Alias", "OrchardCore.Autoroute", "OrchardCore.ContentFields", "OrchardCore.Contents", "OrchardCore.ContentTypes",
        "OrchardCore.Diagnostics", "OrchardCore.DynamicCache", "OrchardCore.Features", "OrchardCore.HomeRoute", "OrchardCore.Html", "OrchardCore.Layers",
        "OrchardCore.Liquid", "OrchardCore.Localization", "OrchardCore.Lucene", "OrchardCore.Media", "OrchardCore.Menu", "OrchardCore.Navigation",
        "OrchardCore.Recipes", "OrchardCore.Resources", "OrchardCore.Roles", "OrchardCore.Rules", "OrchardCore.Search", "OrchardCore.Search.Lucene",
        "OrchardCore.Security", "OrchardCore.Settings", "OrchardCore.Taxonomies", "OrchardCore.Templates", "OrchardCore.Themes", "OrchardCore.Title",
        "OrchardCore.Users", "OrchardCore.Widgets", "Portal.Feeds", "Portal.Newsletter", "Portal.Search",
    };

    public string Name => "feature";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var missing = (context.Data["enable"] as JsonArray ?? []).Select(id => id?.ToString() ?? "").Where(id => !Known.Contains(id)).ToList();
        if (missing.Count > 0)
            context.Report($"These features are not there, and what they bring is missing: {string.Join(", ", missing)}.");
        return Task.CompletedTask;
    }
}
