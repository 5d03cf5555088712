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

    /// <summary>Most connections at a time, 1 to 32.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>Domain of the sender in ASCII.</summary>
    public string Domain => From.LastIndexOf('@') is > 0 and var at && at + 1 < From.Length ? From[(at + 1)..].ToLowerInvariant() : "localhost";
}

/// <summary>DKIM (RFC 6376): <c>Portal:Dkim</c>. Mail is signed when all three are given.</summary>
public sealed class DkimOptions
{
    /// <summary>Domain that signs (<c>d=</c>); the domain of <c>From</c> or above it, so that DMARC is aligned.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Selector (<c>s=</c>): the public key stands in DNS at <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
    public string Selector { get; set; } = "";

    /// <summary>File with the RSA private key in PEM, 2048 bits or more.</summary>
    public string PrivateKeyFile { get; set; } = "";

    /// <summary>Whether mail is to be signed.</summary>
    public bool IsConfigured => Domain.Length > 0 && Selector.Length > 0 && PrivateKeyFile.Length > 0;
}
