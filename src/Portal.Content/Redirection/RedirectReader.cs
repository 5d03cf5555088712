using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Redirection;

/// <summary>Where an old address leads.</summary>
/// <param name="Path">The address without leading slash at which the item stands now, or null.</param>
/// <param name="Url">A path of the site or a whole address, or null.</param>
/// <param name="ContentItemId">The item in question, or null.</param>
public sealed record OldAddress(string? Path, string? Url, string? ContentItemId)
{
    /// <summary>Whether what stood there was taken away for good.</summary>
    public bool IsGone => Path is null && Url is null;
}

/// <summary>Finds out where old addresses lead. Thread-safe.</summary>
public sealed class RedirectReader(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Where the address leads; null where it was never one, where an item stands there now, or where its item is only hidden for the time being.</summary>
    public async Task<OldAddress?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var address = RouteRecord.Normalize(path);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var kept = await db.Set<RedirectRecord>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.Path == address && !db.Routes.Any(route => route.Path == address), cancellationToken);
        if (kept is null)
            return null;
        if (kept.ContentItemId is not { } id)
            return new(null, kept.Url, null);
        var shown = await db.ContentItems.AnyAsync(row => row.ContentItemId == id && row.Published, cancellationToken);
        var contained = kept.ContainedItemId;
        var now = shown
            ? await db.Routes.Where(route => route.ContentItemId == id && route.ContainedItemId == contained).Select(route => route.Path).FirstOrDefaultAsync(cancellationToken)
            : null;
        if (now is not null)
            return new(now, null, contained ?? id);
        var isGone = shown ? contained is not null : !await db.ContentItems.AnyAsync(row => row.ContentItemId == id && row.Latest, cancellationToken);
        return isGone ? new(null, null, id) : null;
    }
}
