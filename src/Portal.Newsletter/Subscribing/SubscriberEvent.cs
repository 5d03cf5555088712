namespace Portal.Newsletter.Subscribing;

/// <summary>What happened to a subscription.</summary>
enum SubscriberEventKind
{
    /// <summary>The person confirmed.</summary>
    Confirmed = 0,

    /// <summary>The person left.</summary>
    Left = 1,

    /// <summary>Everything was erased.</summary>
    Erased = 2,

    /// <summary>Mail to the address came back for good.</summary>
    Bounced = 3,

    /// <summary>The person called the mail unwanted.</summary>
    Complained = 4,

    /// <summary>The person's choices were changed.</summary>
    Changed = 5,

    /// <summary>The mails were paused.</summary>
    Paused = 6,

    /// <summary>The pause was ended before its date.</summary>
    Resumed = 7,

    /// <summary>The address was changed.</summary>
    Moved = 8,

    /// <summary>The address was added by an editor or an import, and asked to confirm.</summary>
    Invited = 9,

    /// <summary>The address was put on the list of those who must not be written to.</summary>
    Suppressed = 10,
}

/// <summary>
/// One thing that happened to a subscription: its history, and what the charts count. When the person's data is erased the row stays
/// without person and words, so that numbers of the past don't change.
/// </summary>
sealed class SubscriberEventRecord
{
    /// <summary>Longest name and note, in characters.</summary>
    public const int MaxByLength = 256, MaxNoteLength = 500;

    /// <summary>Number of the row.</summary>
    public long Id { get; init; }

    /// <summary>Whose; empty once the person is erased.</summary>
    public required string SubscriberId { get; set; }

    /// <summary>When.</summary>
    public DateTime AtUtc { get; init; }

    /// <summary>What.</summary>
    public SubscriberEventKind Kind { get; init; }

    /// <summary>Which editor did it; empty where it was the person, or the mail server.</summary>
    public string By { get; set; } = "";

    /// <summary>The reason that an editor gave, or details.</summary>
    public string Note { get; set; } = "";
}
