using System.Globalization;
using Portal.Testing.Hosting;

namespace Portal.Web.Tests.Kills;

/// <summary>A row of the delivery ledger, read past the program.</summary>
sealed record LedgerRow(string IssueId, string SubscriberId, string MessageId, int State)
{
    // The numbers are those of the ledger's states; the database keeps them.
    public const int Queued = 0;
    public const int Sent = 10;
    public const int Skipped = 13;
    public const int Held = 14;
    const int FirstSettled = 10;

    /// <summary>Whether nothing more is done about it without a person.</summary>
    public bool IsSettled => State >= FirstSettled;

    /// <summary>The digests' rows, without those of confirmation mails.</summary>
    public static Task<IReadOnlyList<LedgerRow>> ReadDigestsAsync(PortalSite site, CancellationToken cancellationToken) =>
        site.QueryAsync("""SELECT "IssueId", "SubscriberId", "MessageId", "State" FROM "NewsletterDeliveries" WHERE "Kind" = 1""",
            row => new LedgerRow(row.GetString(0), row.GetString(1), row.GetString(2).Trim('<', '>'), Convert.ToInt32(row.GetValue(3), CultureInfo.InvariantCulture)), cancellationToken);
}
