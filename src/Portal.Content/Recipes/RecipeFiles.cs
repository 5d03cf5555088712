namespace Portal.Content.Recipes;

/// <summary>Files that a recipe names, confined to the recipe's own folder.</summary>
public static class RecipeFiles
{
    /// <summary>The file of that relative name, or null where it does not exist or lies outside of the folder.</summary>
    public static string? Locate(string? folder, string path)
    {
        if (folder is null || path.Length == 0)
            return null;
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(root, path.Replace('\\', '/')));
        return file.StartsWith(root, StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }
}
