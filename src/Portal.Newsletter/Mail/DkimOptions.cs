namespace Portal.Newsletter.Mail;

/// <summary>DKIM (RFC 6376): <c>Portal:Dkim</c>. Mail is signed when a key is given.</summary>
public sealed class DkimOptions
{
    /// <summary>Domain that signs (<c>d=</c>); the domain of <c>From</c> or above it, so that DMARC is aligned.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Selector (<c>s=</c>): the public key stands in DNS at <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
    public string Selector { get; set; } = "";

    /// <summary>File with the private key in PEM: RSA of 2048 bits or more, or Ed25519.</summary>
    public string PrivateKeyFile { get; set; } = "";

    /// <summary>Several keys: of both kinds, for two signatures on each mail, and of several times, for rotation.</summary>
    public IList<DkimKeyOptions> Keys { get; } = [];

    /// <summary>All keys that are given, the single one first.</summary>
    public IReadOnlyList<DkimKeyOptions> All =>
        [new() { Selector = Selector, PrivateKeyFile = PrivateKeyFile }, .. Keys];

    /// <summary>Whether mail is to be signed.</summary>
    public bool IsConfigured => Domain.Length > 0 && Given.Any();

    /// <summary>The keys that are complete.</summary>
    internal IEnumerable<DkimKeyOptions> Given => All.Where(key => key.Selector.Length > 0 && key.PrivateKeyFile.Length > 0);
}

/// <summary>One key.</summary>
public sealed class DkimKeyOptions
{
    /// <summary>Selector (<c>s=</c>).</summary>
    public string Selector { get; set; } = "";

    /// <summary>File with the private key in PEM.</summary>
    public string PrivateKeyFile { get; set; } = "";

    /// <summary>It signs from then on; null for always. Of several keys of one kind, the one that began last signs.</summary>
    public DateTimeOffset? From { get; set; }
}
