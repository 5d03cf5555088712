using System.Text;
using MimeKit;

namespace Portal.Testing.Mail;

/// <summary>A message that the server took, as it came over the wire (dot-stuffing undone).</summary>
/// <param name="From">Reverse path of the envelope, without angle brackets.</param>
/// <param name="To">Accepted recipients of the envelope.</param>
/// <param name="Raw">The bytes of the message.</param>
/// <param name="Connection">Number of the connection that brought it, from 1.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, byte[] Raw, int Connection)
{
    /// <summary>The message as MIME.</summary>
    public MimeMessage Message => MimeMessage.Load(new MemoryStream(Raw));

    /// <summary>The plain-text part.</summary>
    public string Text => Message.TextBody ?? "";

    /// <summary>The HTML part.</summary>
    public string Html => Message.HtmlBody ?? "";

    /// <summary>The raw message as text, one character a byte.</summary>
    public string Source => Encoding.Latin1.GetString(Raw);

    /// <summary>Whether the message goes to this address.</summary>
    public bool IsTo(string address) => To.Contains(address, StringComparer.OrdinalIgnoreCase);
}
