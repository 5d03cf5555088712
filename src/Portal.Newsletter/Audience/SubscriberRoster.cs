using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>Whom a list of subscribers shows.</summary>
sealed record RosterQuery
{
    /// <summary>Part of the address; empty for all.</summary>
    public string? Text { get; init; }

    /// <summary>State; null for all.</summary>
    public SubscriberState? State { get; init; }

    /// <summary>Rhythm; null for all.</summary>
    public DigestRhythm? Rhythm { get; init; }

    /// <summary>Culture; empty for all.</summary>
    public string? Language { get; init; }

    /// <summary>A segment; null for none.</summary>
    public Segment? Segment { get; init; }

    /// <summary>Only those who are paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Where the page before ended; null for the first.</summary>
    public RosterPlace? After { get; init; }

    /// <summary>Lines on a page.</summary>
    public int Count { get; init; } = 50;
}

/// <summary>A place in the list, which is ordered by the time of the first sign-up, newest first.</summary>
sealed record RosterPlace(DateTime CreatedUtc, string Id);

/// <summary>A page of the list.</summary>
/// <param name="Lines">Subscribers.</param>
/// <param name="Next">Where the next page begins; null where there is none.</param>
sealed record RosterPage(IReadOnlyList<SubscriberRecord> Lines, RosterPlace? Next);

/// <summary>Reads lists of subscribers page by page from the database, by key and never by offset.</summary>
sealed class SubscriberRoster(IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>A page.</summary>
    public async Task<RosterPage> ListAsync(RosterQuery query, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = Filter(db, query);
        if (query.After is { } after)
            rows = rows.Where(one => one.CreatedUtc < after.CreatedUtc || (one.CreatedUtc == after.CreatedUtc && one.Id.CompareTo(after.Id) > 0));
        var found = await rows.OrderByDescending(one => one.CreatedUtc).ThenBy(one => one.Id).Take(query.Count + 1).ToListAsync(cancellationToken);
        return found.Count > query.Count ? new(found[..query.Count], new(found[query.Count - 1].CreatedUtc, found[query.Count - 1].Id)) : new(found, null);
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(RosterQuery query, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Filter(db, query).CountAsync(cancellationToken);
    }

    IQueryable<SubscriberRecord> Filter(PortalDbContext db, RosterQuery query)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = db.Set<SubscriberRecord>().AsNoTracking();
        if (query.Segment is { } segment)
            rows = segment.Of(rows, now);
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var part = SubscriberAddress.Key(text);
            rows = rows.Where(one => one.AddressKey.Contains(part));
        }
        if (query.State is { } state)
            rows = rows.Where(one => one.State == state);
        if (query.Rhythm is { } rhythm)
            rows = rows.Where(one => one.Rhythm == rhythm);
        if (query.Language is { Length: > 0 } language)
            rows = rows.Where(one => one.Language == language);
        if (query.Paused)
            rows = rows.Where(one => one.PausedUntilUtc > now);
        return rows;
    }
}
