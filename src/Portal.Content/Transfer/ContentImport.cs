using Portal.Content.Items;
using Portal.Content.Recipes;

namespace Portal.Content.Transfer;

/// <summary>
/// Takes over a folder, a zip file or a recipe file (its steps are all executed), a JSON array of content items, or one item.
/// All or nothing.
/// </summary>
public sealed class ContentImport(RecipeRunner recipes)
{
    /// <inheritdoc cref="ReadAsync(string,ContentActor,IProgress{RecipeProgress}?,CancellationToken)"/>
    public Task<RecipeReport> ReadAsync(string path, ContentActor actor, CancellationToken cancellationToken) => ReadAsync(path, actor, null, cancellationToken);

    /// <summary>Reads the file and stores what it holds.</summary>
    /// <exception cref="RecipeException">The file is of none of the forms, or an item in it is wrong; nothing was stored.</exception>
    public async Task<RecipeReport> ReadAsync(string path, ContentActor actor, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        using var package = await RecipePackage.OpenAsync(path, cancellationToken);
        return await recipes.RunAsync(package.Recipe, actor, progress, cancellationToken);
    }
}
