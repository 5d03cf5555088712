using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Content.Setup;
using Portal.Content.Storage;

namespace Portal.Desk.Tour;

/// <summary>Tells what people made from what came with the recipe of a new site.</summary>
public sealed class MadeSinceSetup(IDbContextFactory<PortalDbContext> databases, SiteDocuments documents)
{
    /// <summary>Whether visitors see an item of the type that came into being after the site was set up.</summary>
    public async Task<bool> AnyAsync(string contentType, CancellationToken cancellationToken)
    {
        var since = SiteSetup.DoneUtc(await documents.GetAsync<SiteSettings>(cancellationToken));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ContentItems.AsNoTracking().AnyAsync(row => row.ContentType == contentType && row.Published && row.CreatedUtc > since, cancellationToken);
    }
}
