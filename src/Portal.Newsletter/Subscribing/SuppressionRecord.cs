namespace Portal.Newsletter.Subscribing;

/// <summary>Why an address must not be written to.</summary>
enum SuppressionReason
{
    /// <summary>Its owner had everything erased.</summary>
    Erased = 0,

    /// <summary>An editor put it on the list.</summary>
    ByHand = 1,

    /// <summary>Mail to it came back for good.</summary>
    Bounced = 2,

    /// <summary>Its owner called the mail unwanted.</summary>
    Complained = 3,
}

/// <summary>
/// An address that must not be written to unless its owner opts in anew. Only a keyed hash is kept, so the list outlives the person's
/// data and every import, and nobody can read addresses from it.
/// </summary>
sealed class SuppressionRecord
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNoteLength = 500;

    /// <summary>HMAC-SHA256 of the address key, in hexadecimal.</summary>
    public required string AddressHash { get; init; }

    /// <summary>Since when.</summary>
    public DateTime SinceUtc { get; init; }

    /// <summary>Why.</summary>
    public SuppressionReason Reason { get; init; }

    /// <summary>What an editor or the mail server said.</summary>
    public string Note { get; init; } = "";
}
