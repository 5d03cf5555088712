using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Redirection;

/// <summary>
/// Keeps addresses that are given up. An address at which an item stands today is never redirected, whatever is kept for it; what was
/// kept last counts.
/// </summary>
public static class Redirects
{
    /// <summary>Makes the address lead to wherever the item stands.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="path">The old address, decoded, with or without slashes around. Nothing happens where it is empty or longer than addresses may be.</param>
    /// <param name="contentItemId">The item. Once it is removed, the address answers that it is gone.</param>
    /// <param name="now">The time of the transaction.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task KeepAsync(PortalDbContext db, string path, string contentItemId, DateTime now, CancellationToken cancellationToken) =>
        StoreAsync(db, path, contentItemId, null, null, now, cancellationToken);

    /// <summary>Makes the address lead to wherever an item stands that is contained in another, such as a term of a taxonomy.</summary>
    /// <inheritdoc cref="KeepAsync(PortalDbContext,string,string,DateTime,CancellationToken)"/>
    public static Task KeepAsync(PortalDbContext db, string path, string contentItemId, string? containedItemId, DateTime now, CancellationToken cancellationToken) =>
        StoreAsync(db, path, contentItemId, containedItemId, null, now, cancellationToken);

    /// <summary>Makes the address lead to a path of the site (<c>/media/x.pdf</c>) or to an address elsewhere.</summary>
    /// <inheritdoc cref="KeepAsync(PortalDbContext,string,string,DateTime,CancellationToken)"/>
    public static Task KeepUrlAsync(PortalDbContext db, string path, string url, DateTime now, CancellationToken cancellationToken) =>
        StoreAsync(db, path, null, null, url, now, cancellationToken);

    /// <summary>Makes each address lead to wherever its item stands, in a few statements for all.</summary>
    /// <inheritdoc cref="KeepAsync(PortalDbContext,string,string,DateTime,CancellationToken)"/>
    public static async Task KeepAsync(PortalDbContext db, IEnumerable<(string Path, string ContentItemId)> addresses, DateTime now, CancellationToken cancellationToken)
    {
        // One statement may store an address once; the last one counts.
        var kept = addresses.Select(one => (Path: RouteRecord.Normalize(one.Path), one.ContentItemId)).Where(one => one.Path.Length is > 0 and <= AutoroutePart.MaxPathLength)
            .GroupBy(one => one.Path, StringComparer.Ordinal).Select(same => same.Last());
        foreach (var some in kept.Chunk(250))
        {
            var rows = string.Join(", ", some.Select((_, place) => string.Create(CultureInfo.InvariantCulture, $"({{{place * 2 + 1}}}, {{{place * 2 + 2}}}, NULL, NULL, {{0}})")));
            await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Insert + rows + OnConflict, [now, .. some.SelectMany(one => new object[] { one.Path, one.ContentItemId })]), cancellationToken);
        }
    }

    const string Insert = """INSERT INTO "Redirects" ("Path", "ContentItemId", "ContainedItemId", "Url", "CreatedUtc") VALUES """;

    const string OnConflict = """
         ON CONFLICT ("Path") DO UPDATE SET "ContentItemId" = excluded."ContentItemId", "ContainedItemId" = excluded."ContainedItemId",
            "Url" = excluded."Url", "CreatedUtc" = excluded."CreatedUtc"
        """;

    static async Task StoreAsync(PortalDbContext db, string path, string? item, string? contained, string? url, DateTime now, CancellationToken cancellationToken)
    {
        var address = RouteRecord.Normalize(path);
        if (address.Length is 0 or > AutoroutePart.MaxPathLength)
            return;
        // Two transactions may give up the same address at once.
        await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Insert + "({0}, {1}, {2}, {3}, {4})" + OnConflict, address, item, contained, url, now), cancellationToken);
    }
}
