using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Audit;

/// <summary>Which rows of the audit trail are wanted; null stands for all.</summary>
public sealed record AuditQuery
{
    /// <summary>One item.</summary>
    public string? ContentItemId { get; init; }

    /// <summary>One person, by identifier.</summary>
    public string? UserId { get; init; }

    /// <summary>One type of content.</summary>
    public string? ContentType { get; init; }

    /// <summary>Not earlier than this.</summary>
    public DateTime? SinceUtc { get; init; }

    /// <summary>Earlier than this.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>Where the page before ended; the cursor's date is the one of the deed.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Rows on a page, 1 to 500.</summary>
    public int Count { get; init; } = 50;
}

/// <summary>A page of the audit trail.</summary>
/// <param name="Records">The rows, newest first.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, ListCursor? Next);

/// <summary>Reads the audit trail. Thread-safe.</summary>
public sealed class AuditReader(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>People by whom the trail can be narrowed, with their names.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().OrderBy(user => user.UserName).Select(user => new { user.Id, user.UserName }).Take(500).ToListAsync(cancellationToken);
        return [.. users.Select(user => (user.Id, user.UserName ?? user.Id))];
    }

    /// <summary>A page of the trail, newest first.</summary>
    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, 500);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<AuditRecord>().AsNoTracking();
        if (query.ContentItemId is { } item)
            rows = rows.Where(row => row.ContentItemId == item);
        if (query.UserId is { } user)
            rows = rows.Where(row => row.UserId == user);
        if (query.ContentType is { } type)
            rows = rows.Where(row => row.ContentType == type);
        if (query.SinceUtc is { } since)
            rows = rows.Where(row => row.OccurredUtc >= since);
        if (query.UntilUtc is { } until)
            rows = rows.Where(row => row.OccurredUtc < until);
        if (query.After is { } after)
            rows = rows.Where(row => row.OccurredUtc < after.PublishedUtc || (row.OccurredUtc == after.PublishedUtc && row.Id < after.Row));
        var page = await rows.OrderByDescending(row => row.OccurredUtc).ThenByDescending(row => row.Id).Take(count + 1).ToListAsync(cancellationToken);
        if (page.Count <= count)
            return new(page, null);
        page.RemoveAt(count);
        return new(page, new(page[^1].OccurredUtc, page[^1].Id));
    }
}
