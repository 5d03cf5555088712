using System.Text.Json.Nodes;
using Portal.Content.Recipes;
using Portal.Site.Liquid;

namespace Portal.Site.Themes;

/// <summary>The recipe step <c>Templates</c>: templates by shape name, which go before those of the theme.</summary>
sealed class TemplatesStep(LiquidParsing parsing) : IRecipeStep
{
    public string Name => "Templates";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        // Orchard's exports hold them under "Templates"; hand-written recipes also have them beside the name.
        var source = context.Data["Templates"] as JsonObject ?? context.Data;
        var templates = new Dictionary<string, SiteTemplate>(StringComparer.Ordinal);
        foreach (var (shape, json) in source)
        {
            if (json is not JsonObject template)
                continue;
            var content = template["Content"]?.GetValue<string>() ?? "";
            if (content.Length == 0)
            {
                // Its file was not beside the recipe. Stored, it would leave the page blank.
                context.Report($"The template “{shape}” is empty and was left out; the theme draws in its place.");
                continue;
            }
            if (parsing.Parse($"template “{shape}”", content).Error is { } error)
                context.Report($"The template “{shape}” draws nothing: {error}.");
            templates[shape] = new(template["Description"]?.GetValue<string>(), content);
        }
        await context.Scope.UpdateDocumentAsync<TemplatesDocument>(document =>
            new(new Dictionary<string, SiteTemplate>([.. document.Templates.Where(old => !templates.ContainsKey(old.Key)), .. templates])), cancellationToken);
    }
}
