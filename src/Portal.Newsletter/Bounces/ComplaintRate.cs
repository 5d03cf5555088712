using Microsoft.EntityFrameworkCore;
using Portal.Newsletter.Delivery;

namespace Portal.Newsletter.Bounces;

/// <summary>
/// How many readers called mails unwanted. Large providers ask for less than 0.3 % (Gmail and Yahoo, rules for bulk senders), and advise 0.1 %.
/// </summary>
/// <param name="Complaints">Mails that were called so, each once.</param>
/// <param name="Sent">Mails that were sent.</param>
sealed record ComplaintRate(int Complaints, int Sent)
{
    /// <summary>Fewer complaints than this say nothing, whatever part of the mails they are.</summary>
    const int Fewest = 3;

    const double Notice = .001;
    const double Stop = .003;

    double Share => (double)Complaints / Math.Max(Sent, Complaints);

    /// <summary>Whether somebody should know.</summary>
    public bool IsNotable => Share >= Notice;

    /// <summary>Whether large providers would soon refuse all mail of the sender.</summary>
    public bool IsHarmful => Share >= Stop;

    /// <summary>The rate; null where there are too few complaints to say anything.</summary>
    /// <param name="reports">The reports that count.</param>
    /// <param name="mails">The mails that count.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ComplaintRate?> ReadAsync(IQueryable<BounceRecord> reports, IQueryable<DeliveryRecord> mails, CancellationToken cancellationToken)
    {
        var complaints = await reports.Where(row => row.Kind == BounceKind.Complaint).Select(row => row.DeliveryId).Distinct().CountAsync(cancellationToken);
        return complaints < Fewest ? null : new(complaints, await mails.CountAsync(row => row.State == DeliveryState.Sent, cancellationToken));
    }
}
