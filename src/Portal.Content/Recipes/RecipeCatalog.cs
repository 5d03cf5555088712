using System.Text.Json;
using Portal.Content.Hosting;

namespace Portal.Content.Recipes;

/// <summary>Finds recipes by their <c>name</c>: those that come with the program, and those that lie beside another one.</summary>
public sealed class RecipeCatalog(SiteFolders folders)
{
    const int MaxFiles = 200;

    /// <summary>The recipe of that name, or null. Files that are no recipes are passed over.</summary>
    public async Task<Recipe?> FindAsync(string name, string? folder, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
            return null;
        foreach (var file in Files(folder).Concat(Files(folders.Recipes)))
        {
            try
            {
                var recipe = await Recipe.ReadAsync(file, cancellationToken);
                if (recipe.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return recipe;
            }
            catch (Exception exception) when (exception is RecipeException or JsonException or IOException)
            {
                // What is no recipe is not the one that is looked for.
            }
        }
        return null;
    }

    static IEnumerable<string> Files(string? folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.recipe.json").Order(StringComparer.Ordinal).Take(MaxFiles)
        : [];
}
