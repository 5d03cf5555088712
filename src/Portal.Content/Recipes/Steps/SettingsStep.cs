using Portal.Content.Settings;

namespace Portal.Content.Recipes.Steps;

/// <summary>Takes over the site's settings (step <c>settings</c>): every property but the name is one setting or section.</summary>
sealed class SettingsStep : IRecipeStep
{
    public string Name => "settings";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken) =>
        context.Scope.UpdateDocumentAsync<SiteSettings>(
            settings => settings.With(context.Data.Where(property => !property.Key.Equals("name", StringComparison.OrdinalIgnoreCase))), cancellationToken);
}
