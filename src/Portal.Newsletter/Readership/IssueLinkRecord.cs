namespace Portal.Newsletter.Readership;

/// <summary>A link in the mails of an issue, and how often it was followed by all readers together. Who they were is not recorded.</summary>
sealed class IssueLinkRecord
{
    /// <summary>Number of the row that counts how often mails of the issue were opened; it has no address.</summary>
    public const int Opening = 0;

    /// <summary>Longest address that is counted, in characters.</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>The issue.</summary>
    public required string IssueId { get; init; }

    /// <summary>Number within the issue, as it stands in the mails.</summary>
    public int Number { get; init; }

    /// <summary>Where the link leads.</summary>
    public required string Url { get; init; }

    /// <summary>How often.</summary>
    public int Count { get; set; }
}
