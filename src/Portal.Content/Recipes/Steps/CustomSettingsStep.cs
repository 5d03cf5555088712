using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// Takes over settings that are content items (step <c>custom-settings</c>): every property but the name is a type of the stereotype
/// <c>CustomSettings</c> and its item. They stand among the site's settings, as in Orchard Core.
/// </summary>
sealed class CustomSettingsStep : IRecipeStep
{
    public string Name => "custom-settings";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var items = context.Data.Where(property => !property.Key.Equals("name", StringComparison.OrdinalIgnoreCase)).ToList();
        if (items.Find(item => item.Value is not JsonObject) is { Key: { } wrong })
            throw new RecipeException($"The settings “{wrong}” are no content item.");
        return context.Scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With(items), cancellationToken);
    }
}
