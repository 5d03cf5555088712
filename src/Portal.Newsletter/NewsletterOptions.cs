namespace Portal.Newsletter;

/// <summary>What is done with mail of which nobody knows whether the server took it.</summary>
public enum InDoubtPolicy
{
    /// <summary>It is not sent again until a person decides: nobody gets it twice.</summary>
    Hold,

    /// <summary>It is sent again with the same Message-ID: at most one repeat for each open connection and crash.</summary>
    Retry,
}

/// <summary>How the newsletter works: <c>Portal:Newsletter</c>.</summary>
public sealed class NewsletterOptions
{
    /// <summary>For digests.</summary>
    public InDoubtPolicy InDoubt { get; set; } = InDoubtPolicy.Hold;

    /// <summary>For confirmation mails, which do no harm when they come twice and much when they don't come.</summary>
    public InDoubtPolicy InDoubtConfirmations { get; set; } = InDoubtPolicy.Retry;

    /// <summary>Seconds for which a node may work on a mail before another takes it for dead, 10 to 3600.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>An issue that is more hours late than this is held and asks.</summary>
    public int LateHours { get; set; } = 6;

    /// <summary>Most sign-ups from one network in an hour.</summary>
    public int SignUpsPerHour { get; set; } = 10;

    /// <summary>Seconds that nobody needs less of to fill the form in, 0 to 60: what comes faster came from a program.</summary>
    public int FormSeconds { get; set; } = 2;

    /// <summary>Mails in an hour that ask imported addresses to confirm.</summary>
    public int InvitationsPerHour { get; set; } = 500;

    /// <summary>Postal address that digests show; empty for none.</summary>
    public string PostalAddress { get; set; } = "";

    /// <summary>Address and port of the DNS server that <c>portal doctor</c> asks about the sender's domain; empty for the machine's own.</summary>
    public string DnsServer { get; set; } = "";

    internal TimeSpan Lease => TimeSpan.FromSeconds(Math.Clamp(LeaseSeconds, 10, 3600));
}
