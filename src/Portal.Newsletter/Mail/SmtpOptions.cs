using MailKit.Security;

namespace Portal.Newsletter.Mail;

/// <summary>How mail leaves the site: <c>Portal:Smtp</c>. Without a host it is written to files.</summary>
public sealed class SmtpOptions
{
    /// <summary>Name of the mail server that relays for the site; empty for none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port: 587 for submission with STARTTLS, 465 for TLS, 25 for a server on the same machine.</summary>
    public int Port { get; set; } = 587;

    /// <summary>User name; empty where the server asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Password of the user.</summary>
    public string Password { get; set; } = "";

    /// <summary><c>None</c>, <c>StartTls</c> (refused where the server has none), <c>StartTlsWhenAvailable</c>, <c>SslOnConnect</c> or <c>Auto</c>.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.Auto;

    /// <summary>Address in <c>From</c>; its domain also stands in Message-ID and List-Id.</summary>
    public string From { get; set; } = "newsletter@localhost";

    /// <summary>Name in <c>From</c>; empty for the site's name.</summary>
    public string FromName { get; set; } = "";

    /// <summary>Address of a mailbox that somebody reads, for <c>Reply-To</c>; empty for none.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>Address that unsubscribes by mail (RFC 2369), for <c>List-Unsubscribe</c>; empty for none.</summary>
    public string UnsubscribeMailbox { get; set; } = "";

    /// <summary>
    /// Address of a mailbox for reports, in a domain under that of <see cref="From"/>; each mail goes out with an address of its own before
    /// it (<c>bounce+…@</c>), so the mailbox must take such addresses. Empty for none: reports then go to <see cref="From"/>.
    /// </summary>
    public string BounceAddress { get; set; } = "";

    /// <summary>Log of the Postfix on this machine that relays; doubts after a crash are settled by it. Empty for none.</summary>
    public string MtaLog { get; set; } = "";

    /// <summary>Seconds after which a broken session is surely over and its lines stand in the log, 1 to 3600.</summary>
    public int MtaLogSeconds { get; set; } = 30;

    /// <summary>Addresses from which the mail server reaches the world, for the checks of SPF and of reverse names; empty to take those of <see cref="Host"/>.</summary>
    public IList<string> OutwardAddresses { get; } = [];

    /// <summary>Ways to sign in that may be used, such as <c>SCRAM-SHA-256</c> or <c>PLAIN</c>; empty for all, the strongest first.</summary>
    public IList<string> Mechanisms { get; } = [];

    /// <summary>Tokens in place of a password.</summary>
    public MailOAuthOptions OAuth { get; set; } = new();

    /// <summary>Whether it is asked whether the server's certificate was called back. Off for closed networks, where nobody can be asked.</summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>A file (PEM) with issuers of certificates that are trusted beside those of the machine; empty for none.</summary>
    public string TrustedCertificates { get; set; } = "";

    /// <summary>Most connections at a time, 1 to 32.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>Most mails in an hour of all nodes together; 0 for no limit.</summary>
    public int PerHour { get; set; }

    /// <summary>Most mails in an hour to one domain of recipients; 0 for no limit.</summary>
    public int PerDomainHour { get; set; }

    /// <summary>Most mails at a time to one domain of recipients, from each node; 0 for no limit.</summary>
    public int PerDomainConnections { get; set; }

    /// <summary>Limits of single domains that differ, by name of the domain: mails in an hour.</summary>
    public IDictionary<string, int> DomainHour { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Domain of the sender in ASCII.</summary>
    public string Domain => From.LastIndexOf('@') is > 0 and var at && at + 1 < From.Length ? From[(at + 1)..].ToLowerInvariant() : "localhost";
}
