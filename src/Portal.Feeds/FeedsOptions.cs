namespace Portal.Feeds;

/// <summary>Settings under <c>Portal:Feeds</c>.</summary>
public sealed class FeedsOptions
{
    /// <summary>Whether addresses of private networks may be fetched. Off except in tests and closed networks.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Names of the only hosts that may be fetched from, for closed networks; empty for all. The site's own samples are always allowed.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>A file (PEM) with certificates of issuers that are trusted beside those that the machine trusts, for closed networks with an issuer of their own; empty for none.</summary>
    public string TrustedCertificates { get; set; } = "";

    /// <summary>Fetches at the same time, 1 to 64.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>Requests to one host at the same time, 1 to 16.</summary>
    public int PerHost { get; set; } = 1;

    /// <summary>Milliseconds between two requests to one host, 0 to 60,000.</summary>
    public int HostPauseMilliseconds { get; set; } = 500;

    /// <summary>Minutes between two fetches of a source whose rhythm is not known yet.</summary>
    public int IntervalMinutes { get; set; } = 30;

    /// <summary>Fewest minutes between two fetches of a source, 1 to 1440.</summary>
    public int MinIntervalMinutes { get; set; } = 5;

    /// <summary>Most minutes between two fetches of a source, up to a week.</summary>
    public int MaxIntervalMinutes { get; set; } = 1440;

    /// <summary>Seconds that a fetch may take in all.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Seconds after which a source whose importer died is taken up by another, 10 to 3600. An importer that lives renews its hold.</summary>
    public int LeaseSeconds { get; set; } = 300;

    /// <summary>Address of the WebSub hub that is told when the site's own feeds change; empty for none.</summary>
    public string Hub { get; set; } = "";

    /// <summary>Whom operators of sources may ask; stands in the User-Agent. Empty for the site's address.</summary>
    public string Contact { get; set; } = "";

    /// <summary>Whether the site subscribes at hubs that feeds announce (WebSub), where <c>Portal:BaseUrl</c> is an address that hubs can reach.</summary>
    public bool WebSub { get; set; } = true;

    /// <summary>Fetches of each source that its page shows; older ones are forgotten.</summary>
    public int KeptFetches { get; set; } = 50;
}
