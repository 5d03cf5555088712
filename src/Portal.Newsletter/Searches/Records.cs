namespace Portal.Newsletter.Searches;

/// <summary>When what a saved search finds is mailed.</summary>
enum SearchDelivery
{
    /// <summary>As a section of the person's digest.</summary>
    InDigest = 0,

    /// <summary>In a mail of its own, at most once a day.</summary>
    Daily = 1,

    /// <summary>In a mail of its own, as soon as something is found.</summary>
    AtOnce = 2,
}

/// <summary>A search that a subscriber follows. Unique by subscriber and search.</summary>
sealed class SavedSearchRecord
{
    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>What stands after the question mark in the address of a search page, in the one form of <see cref="SavedSearch"/>.</summary>
    public required string Search { get; init; }

    /// <summary>SHA-256 of the search in hexadecimal: long texts make bad keys.</summary>
    public required string SearchHash { get; init; }

    /// <summary>The words that are looked for.</summary>
    public required string Name { get; init; }

    /// <summary>When it is mailed.</summary>
    public SearchDelivery Delivery { get; set; }

    /// <summary>When it was saved.</summary>
    public DateTime CreatedUtc { get; init; }

    /// <summary>What came until then was told, or was there before the search. Whoever writes a mail moves it on; nobody does so twice from the same time.</summary>
    public DateTime ToldUtc { get; set; }
}
