using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Bounces;

/// <summary>A mail that came back.</summary>
/// <param name="Bounce">The report.</param>
/// <param name="Address">To whom it had gone.</param>
/// <param name="State">What the subscription is now.</param>
/// <param name="MayReturn">Whether the subscription ended by mail that came back, and by nothing that the person said since.</param>
sealed record BounceLine(BounceRecord Bounce, string Address, SubscriberState State, bool MayReturn);

/// <summary>A page of the list.</summary>
/// <param name="Lines">Reports, the newest first.</param>
/// <param name="Next">Number of the row before which the next page begins; null where there is none.</param>
sealed record BouncePage(IReadOnlyList<BounceLine> Lines, long? Next);

/// <summary>Reads whose mail came back, page by page from the database, by key and never by offset.</summary>
sealed class BounceRoster(IDbContextFactory<PortalDbContext> databases)
{
    const int OfAPage = 50;

    /// <summary>A page; people who were erased are in none.</summary>
    /// <param name="kind">Only reports of this kind; null for all.</param>
    /// <param name="before">Only rows before this one; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BouncePage> ListAsync(BounceKind? kind, long? before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var bounces = db.Set<BounceRecord>().AsNoTracking();
        if (kind is not null)
            bounces = bounces.Where(row => row.Kind == kind);
        if (before is not null)
            bounces = bounces.Where(row => row.Id < before);
        var changes = SubscriberHistory.Changes(db);
        var found = await (
            from bounce in bounces
            join subscriber in db.Set<SubscriberRecord>() on bounce.SubscriberId equals subscriber.Id
            orderby bounce.Id descending
            select new
            {
                Bounce = bounce,
                subscriber.Address,
                subscriber.State,
                Last = changes.Where(row => row.SubscriberId == subscriber.Id).OrderByDescending(row => row.Id).Select(row => (SubscriberEventKind?)row.Kind).FirstOrDefault(),
            }).Take(OfAPage + 1).ToListAsync(cancellationToken);
        var lines = found.ConvertAll(one => new BounceLine(one.Bounce, one.Address, one.State, one.State == SubscriberState.Unsubscribed && one.Last == SubscriberEventKind.Bounced));
        return lines.Count > OfAPage ? new(lines[..OfAPage], lines[OfAPage - 1].Bounce.Id) : new(lines, null);
    }
}
