using System.Text.Json.Nodes;
using Portal.Content.Recipes;
using Portal.Content.Settings;

namespace Portal.Site.Themes;

/// <summary>The recipe step <c>themes</c>: <c>site</c> names the theme of the public site.</summary>
sealed class ThemesStep(ThemeCatalog themes) : IRecipeStep
{
    public string Name => "themes";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        if (context.Data["site"] is not JsonValue value || !value.TryGetValue<string>(out var name) || name.Length == 0)
            return;
        if (themes.Find(name) is not { } theme)
        {
            context.Report($"The theme “{name}” is not in the folder of themes; the site keeps its theme.");
            return;
        }
        await context.Scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([new("Theme", theme.Id)]), cancellationToken);
    }
}
