using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>
/// Writes content items to a recipe with one <c>content</c> step, the form in which Orchard Core exports and imports them.
/// Published and latest versions are written; memory stays bounded whatever the number of items.
/// </summary>
public sealed class ContentExport(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Writes the recipe and returns the number of versions in it.</summary>
    public async Task<int> WriteAsync(Stream target, ExportSelection selection, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var recipe = new RecipeWriter(target);
        var count = await recipe.WriteContentAsync(db, selection, null, null, cancellationToken);
        await recipe.EndAsync(cancellationToken);
        return count;
    }
}
