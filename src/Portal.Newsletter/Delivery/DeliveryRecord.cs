namespace Portal.Newsletter.Delivery;

/// <summary>What is delivered; lower numbers go first.</summary>
enum DeliveryKind
{
    /// <summary>A mail about a person's own subscription: a welcome, or that its address was changed.</summary>
    Notice = -1,

    /// <summary>A mail that somebody waits for: please confirm.</summary>
    Confirmation = 0,

    /// <summary>An issue of the digest.</summary>
    Digest = 1,
}

/// <summary>Where a delivery stands. Every row ends in one of the states from <see cref="Sent"/> on.</summary>
enum DeliveryState
{
    /// <summary>Waits for its time.</summary>
    Queued = 0,

    /// <summary>May be on the wire: committed before MAIL FROM.</summary>
    Attempting = 1,

    /// <summary>The line broke after the whole message was written, or the sender died while attempting.</summary>
    InDoubt = 2,

    /// <summary>Taken by the receiving side.</summary>
    Sent = 10,

    /// <summary>Refused for good, or given up.</summary>
    Failed = 11,

    /// <summary>The person left before it was sent.</summary>
    Suppressed = 12,

    /// <summary>There was nothing to say.</summary>
    Skipped = 13,

    /// <summary>Waits for a decision of a person: <see cref="DeliveryRecord.Reason"/> says why.</summary>
    Held = 14,
}

/// <summary>Why a delivery is held, skipped or suppressed.</summary>
static class DeliveryReason
{
    public const string Late = "late";
    public const string InDoubt = "in doubt";
    public const string Nothing = "nothing";
    public const string Left = "left";
    public const string Paused = "paused";
    public const string Cancelled = "cancelled";
}

/// <summary>One row of the ledger: one mail for one subscriber, unique by issue and subscriber.</summary>
sealed class DeliveryRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; init; }

    /// <summary>The issue; for confirmations the request (<see cref="Subscribing.ConsentRecord"/>); for notices what <see cref="Subscribing.NoticeMail"/> knows them by.</summary>
    public required string IssueId { get; init; }

    /// <summary>To whom.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>What.</summary>
    public DeliveryKind Kind { get; init; }

    /// <summary>Which edition of the issue; null where there is nothing to send.</summary>
    public long? EditionId { get; init; }

    /// <summary>Made of issue and subscriber: the same at each attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail's Date: the time of the issue, not of the attempt.</summary>
    public DateTime DateUtc { get; init; }

    /// <summary>Where the delivery stands.</summary>
    public DeliveryState State { get; set; }

    /// <summary>Why, for states that need a reason.</summary>
    public string? Reason { get; set; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried before.</summary>
    public DateTime NotBeforeUtc { get; set; }

    /// <summary>Who works on it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when nobody else may.</summary>
    public DateTime? LeaseUntilUtc { get; set; }

    /// <summary>The server's last words.</summary>
    public string? Reply { get; set; }

    /// <summary>Last change.</summary>
    public DateTime ChangedUtc { get; set; }
}
