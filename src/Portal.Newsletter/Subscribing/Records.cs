using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>Where a subscriber stands.</summary>
enum SubscriberState
{
    /// <summary>Asked for; not confirmed.</summary>
    Pending = 0,

    /// <summary>Gets digests.</summary>
    Confirmed = 1,

    /// <summary>Gets nothing.</summary>
    Unsubscribed = 2,
}

/// <summary>How often a digest comes.</summary>
enum DigestRhythm
{
    /// <summary>Every morning.</summary>
    Daily = 0,

    /// <summary>Every week, on the person's day.</summary>
    Weekly = 1,

    /// <summary>No digest: only what saved searches find, when they find it.</summary>
    Searches = 2,

    /// <summary>Every month, on its first day.</summary>
    Monthly = 3,

    /// <summary>As soon as something comes in.</summary>
    AsItHappens = 4,
}

/// <summary>Somebody who gets, or asked for, the newsletter.</summary>
sealed class SubscriberRecord
{
    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The address to which mail goes.</summary>
    public required string Address { get; set; }

    /// <summary>The address as it is compared; unique.</summary>
    public required string AddressKey { get; set; }

    /// <summary>256 random bits in Base64: the key of this person's links. A new one makes all earlier links worthless.</summary>
    public required string Secret { get; set; }

    /// <summary>Where the subscriber stands.</summary>
    public SubscriberState State { get; set; }

    /// <summary>How often.</summary>
    public DigestRhythm Rhythm { get; set; }

    /// <summary>Identifiers of the chosen topics, separated by blanks, in order; empty for all.</summary>
    public string Topics { get; set; } = "";

    /// <summary>Identifiers of the chosen regions, likewise.</summary>
    public string Regions { get; set; } = "";

    /// <summary>Content item identifiers of the chosen sources, likewise.</summary>
    public string Sources { get; set; } = "";

    /// <summary>Culture of mails and pages; it holds the script too.</summary>
    public string Language { get; set; } = "en";

    /// <summary>On which day a weekly digest comes.</summary>
    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;

    /// <summary>At which full hour of the person's clock a digest comes, 0 to 23.</summary>
    public int Hour { get; set; } = SubscriberChoices.DefaultHour;

    /// <summary>The person's time zone by its IANA name; empty for the site's.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Until when nothing is to come; null or past where nothing is held back.</summary>
    public DateTime? PausedUntilUtc { get; set; }

    /// <summary>When the address was first given.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>When the person confirmed last.</summary>
    public DateTime? ConfirmedUtc { get; set; }

    /// <summary>When the person left last.</summary>
    public DateTime? UnsubscribedUtc { get; set; }

    /// <summary>When the last mail about a sign-up was put in the queue: at most one in 24 hours.</summary>
    public DateTime? AskedUtc { get; set; }
}

/// <summary>
/// A request to be subscribed and, once confirmed, the proof of consent (GDPR, Article 7(1)): never changed otherwise. What was chosen
/// holds only from the confirmation on, so that a stranger's form changes nothing.
/// </summary>
sealed class ConsentRecord
{
    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Who.</summary>
    public required string SubscriberId { get; set; }

    /// <summary>When the form was sent.</summary>
    public DateTime RequestedUtc { get; init; }

    /// <summary>Address of the network that sent it.</summary>
    public required string Ip { get; init; }

    /// <summary>The network for limits: an IPv4 address, or the first 64 bits of an IPv6 address.</summary>
    public required string Network { get; init; }

    /// <summary>Program that sent it.</summary>
    public required string UserAgent { get; init; }

    /// <summary>Which form: <c>page</c>, <c>widget</c>, <c>search</c>; <c>address</c> for a change of address; <c>desk</c> and <c>import</c> for what an editor did.</summary>
    public required string Form { get; init; }

    /// <summary>The exact text that was agreed to, in its language.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text in hexadecimal.</summary>
    public required string TextHash { get; init; }

    /// <summary>Chosen rhythm.</summary>
    public DigestRhythm Rhythm { get; init; }

    /// <summary>Chosen topics.</summary>
    public required string Topics { get; init; }

    /// <summary>Chosen regions.</summary>
    public string Regions { get; init; } = "";

    /// <summary>Chosen sources.</summary>
    public string Sources { get; init; } = "";

    /// <summary>Chosen language.</summary>
    public required string Language { get; init; }

    /// <summary>The new address of somebody who wants to change it, to which the mail goes; null where it goes to the subscriber's own.</summary>
    public string? Address { get; init; }

    /// <summary>The address before the change, which is told of it.</summary>
    public string? FormerAddress { get; set; }

    /// <summary>Stands for the mail to the former address in the ledger.</summary>
    public string? NoticeId { get; set; }

    /// <summary>The search that is to be followed; null where a digest was asked for.</summary>
    public string? Search { get; init; }

    /// <summary>When what the search finds is mailed.</summary>
    public SearchDelivery SearchDelivery { get; init; }

    /// <summary>When it was confirmed.</summary>
    public DateTime? ConfirmedUtc { get; set; }

    /// <summary>From which address it was confirmed.</summary>
    public string? ConfirmedIp { get; set; }
}
