namespace Portal.Feeds;

/// <summary>Settings under <c>Portal:Feeds</c>.</summary>
public sealed class FeedsOptions
{
    /// <summary>Whether addresses of private networks may be fetched. Off except in tests and closed networks.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Names of the only hosts that may be fetched from, for closed networks; empty for all. The site's own samples are always allowed.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Fetches at the same time, 1 to 64.</summary>
    public int Parallel { get; set; } = 4;

    /// <summary>Minutes between two fetches of a source that does not ask for anything else, 5 to 1440.</summary>
    public int IntervalMinutes { get; set; } = 30;

    /// <summary>Seconds that a fetch may take in all.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Seconds after which a source whose importer died is taken up by another, 10 to 3600; more than a fetch with its import may take.</summary>
    public int LeaseSeconds { get; set; } = 300;

    /// <summary>Address of the WebSub hub that is told when the site's own feeds change; empty for none.</summary>
    public string Hub { get; set; } = "";

    /// <summary>Whom operators of sources may ask; stands in the User-Agent. Empty for the site's address.</summary>
    public string Contact { get; set; } = "";
}
