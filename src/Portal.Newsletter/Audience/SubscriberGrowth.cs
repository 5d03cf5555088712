using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>What a day brought.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Joined">People who confirmed.</param>
/// <param name="Left">People who left or were erased.</param>
/// <param name="Bounced">Addresses that are dead, and people who complained.</param>
public sealed record GrowthDay(DateOnly Day, int Joined, int Left, int Bounced);

/// <summary>Counts how the audience grows.</summary>
sealed class SubscriberGrowth(IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>The days until today, the oldest first.</summary>
    public async Task<IReadOnlyList<GrowthDay>> DaysAsync(int days, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - days);
        var since = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<SubscriberEventRecord>().Where(row => row.AtUtc >= since && row.Kind <= SubscriberEventKind.Complained)
            .GroupBy(row => new { Day = row.AtUtc.Date, row.Kind })
            .Select(group => new { group.Key.Day, group.Key.Kind, Count = group.Count() }).ToListAsync(cancellationToken);
        var byDay = counts.ToLookup(one => DateOnly.FromDateTime(one.Day));
        return [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => new GrowthDay(
            day,
            Sum(day, SubscriberEventKind.Confirmed),
            Sum(day, SubscriberEventKind.Left) + Sum(day, SubscriberEventKind.Erased),
            Sum(day, SubscriberEventKind.Bounced) + Sum(day, SubscriberEventKind.Complained)))];

        int Sum(DateOnly day, SubscriberEventKind kind) => byDay[day].Where(one => one.Kind == kind).Sum(one => one.Count);
    }
}
