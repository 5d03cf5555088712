using System.Text.Json.Nodes;
using Portal.Content.Settings;
using Portal.Content.Transfer;

namespace Portal.Site.Themes;

/// <summary>Templates made on the site: step <c>Templates</c>.</summary>
sealed class TemplatesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["AllTemplates"];

    public int Order => 55;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var document = await context.ReadDocumentAsync<TemplatesDocument>(cancellationToken);
        if (document.Templates.Count == 0)
            return [];
        return
        [
            new JsonObject
            {
                ["name"] = "Templates",
                ["Templates"] = new JsonObject(document.Templates.OrderBy(template => template.Key, StringComparer.Ordinal).Select(template =>
                    KeyValuePair.Create(template.Key, (JsonNode?)new JsonObject { ["Description"] = template.Value.Description, ["Content"] = template.Value.Content }))),
            },
        ];
    }
}

/// <summary>The theme in use: step <c>themes</c>.</summary>
sealed class ThemesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["ThemesStep", "Themes"];

    public int Order => 15;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken) =>
        (await context.ReadDocumentAsync<SiteSettings>(cancellationToken)).Text("Theme") is { } theme ? [new JsonObject { ["name"] = "themes", ["site"] = theme }] : [];
}
