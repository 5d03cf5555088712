using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Handlers;

/// <summary>An address that an item would like to have.</summary>
/// <param name="Saving">The item.</param>
/// <param name="Part">Its address part.</param>
/// <param name="Path">The address, in the form in which routes are stored.</param>
sealed record WantedAddress(ContentSaving Saving, AutoroutePart Part, string Path);

/// <summary>Gives each of the items that are stored together an address that no other item has. Whether the addresses are free is asked once for all.</summary>
sealed class FreeAddresses
{
    const int MostNumbers = 4096;

    readonly PortalDbContext _db;

    /// <summary>Whose the addresses are that were looked up or given away; null where nobody's.</summary>
    readonly Dictionary<string, string?> _owners = new(StringComparer.Ordinal);

    FreeAddresses(PortalDbContext db) => _db = db;

    /// <summary>Looks which of the wanted addresses somebody has.</summary>
    public static async Task<FreeAddresses> LookAsync(PortalDbContext db, IReadOnlyList<WantedAddress> wanted, CancellationToken cancellationToken)
    {
        // Two transactions that look for a free address at the same time would both find it.
        await db.LockAsync(DatabaseLock.Addresses, cancellationToken);
        var addresses = new FreeAddresses(db);
        await addresses.LookAsync(wanted.Select(one => one.Path), cancellationToken);
        return addresses;
    }

    /// <summary>The wanted address where it is free or the item's own, else the first free one with a number behind it.</summary>
    public async Task<string> TakeAsync(string path, string contentItemId, CancellationToken cancellationToken)
    {
        if (Take(path))
            return path;
        // A few numbers at a time, and more of them the longer it takes: addresses are found by the whole, never by how they begin.
        for (var (first, count) = (2, 16); ; (first, count) = (first + count, Math.Min(count * 4, MostNumbers)))
        {
            var candidates = Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{path}-{number}")).ToList();
            await LookAsync(candidates.Where(candidate => !_owners.ContainsKey(candidate)), cancellationToken);
            if (candidates.Find(Take) is { } free)
                return free;
        }

        bool Take(string candidate)
        {
            if (_owners.TryGetValue(candidate, out var owner) && owner is not null && owner != contentItemId)
                return false;
            _owners[candidate] = contentItemId;
            return true;
        }
    }

    async Task LookAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        foreach (var some in paths.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (var path in some)
                _owners.TryAdd(path, null);
            await foreach (var route in _db.Routes.AsNoTracking().Where(route => some.Contains(route.Path)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                _owners[route.Path] = route.ContentItemId;
        }
    }
}
