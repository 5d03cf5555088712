namespace Portal.Content.Recipes;

/// <summary>
/// Files that a recipe names, confined to the recipe's own folder. A theme or module of Orchard Core keeps its recipes in a folder
/// <c>Recipes</c> and their pictures beside it (<c>../wwwroot/…</c>); there the theme's folder is the limit.
/// </summary>
public static class RecipeFiles
{
    /// <summary>The file of that relative name, or null where it does not exist or lies outside of the folder.</summary>
    public static string? Locate(string? folder, string path)
    {
        if (folder is null || path.Length == 0)
            return null;
        var own = Path.GetFullPath(folder);
        var root = (Path.GetFileName(own) == "Recipes" ? Path.GetDirectoryName(own) : own) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(own, path.Replace('\\', '/')));
        return file.StartsWith(root, StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }
}
