using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>Looks into the list of addresses that must not be written to, as far as one can look into hashes.</summary>
sealed class SuppressionRoster(IDbContextFactory<PortalDbContext> databases, Suppressions suppressions)
{
    /// <summary>The entry of an address in the form in which it is stored, or null.</summary>
    public async Task<SuppressionRecord?> FindAsync(string address, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await suppressions.FindAsync(db, SubscriberAddress.Key(address), cancellationToken);
    }

    /// <summary>How many addresses there are, by reason.</summary>
    public async Task<IReadOnlyList<KeyValuePair<SuppressionReason, int>>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<SuppressionRecord>().GroupBy(row => row.Reason).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(one => one.Key).Select(one => KeyValuePair.Create(one.Key, one.Count))];
    }
}
