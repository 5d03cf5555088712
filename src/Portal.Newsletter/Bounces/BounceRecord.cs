namespace Portal.Newsletter.Bounces;

/// <summary>What a report says about an address.</summary>
enum BounceKind
{
    /// <summary>It can't take mail now: full, greylisted, out of reach.</summary>
    Soft = 0,

    /// <summary>There is no such mailbox.</summary>
    Hard = 1,

    /// <summary>The receiver refuses us or what we wrote, not the person.</summary>
    Policy = 2,

    /// <summary>The person called the mail unwanted (ARF).</summary>
    Complaint = 3,
}

/// <summary>A report about a delivery that was read once; never changed.</summary>
sealed class BounceRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; init; }

    /// <summary>Identity of the report, unique: read again, it changes nothing.</summary>
    public required string Key { get; init; }

    /// <summary>The row of the ledger that it concerns.</summary>
    public long DeliveryId { get; init; }

    /// <summary>The issue.</summary>
    public required string IssueId { get; init; }

    /// <summary>The person.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>What it says.</summary>
    public BounceKind Kind { get; init; }

    /// <summary>Status (RFC 3463), such as <c>5.1.1</c>; empty where none was given.</summary>
    public required string Status { get; init; }

    /// <summary>The receiver's words, one line, limited.</summary>
    public required string Diagnostic { get; init; }

    /// <summary>When it was read.</summary>
    public DateTime ReportedUtc { get; init; }
}
