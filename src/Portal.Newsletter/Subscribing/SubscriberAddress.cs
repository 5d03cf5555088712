using System.Globalization;
using MimeKit;

namespace Portal.Newsletter.Subscribing;

/// <summary>
/// E-mail addresses as they are stored: one mailbox without a name, ASCII local part, domain in its ASCII form (RFC 5891). Local parts
/// beyond ASCII (RFC 6531) are refused, because whether a later relay can carry them is not known when somebody signs up.
/// </summary>
static class SubscriberAddress
{
    /// <summary>Longest address, in characters (RFC 5321, 4.5.3.1.3 less the brackets).</summary>
    public const int MaxLength = 254;

    static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>The address in the form that is stored, or null where it can't be mailed to.</summary>
    public static string? Normalize(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or '"' or ',' or ';' or '(' or ')'))
            return null;
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || at == text.Length - 1)
            return null;
        var local = text[..at];
        if (!local.All(letter => letter is > ' ' and < '\x7f'))
            return null;
        string domain;
        try
        {
            domain = Idn.GetAscii(text[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
        var address = $"{local}@{domain}";
        // A bare host name or an address literal is nobody's mailbox on the Internet.
        return address.Length <= MaxLength && domain.Contains('.', StringComparison.Ordinal) && domain[0] != '['
            && MailboxAddress.TryParse(address, out var parsed) && parsed.GetAddress(idnEncode: true) == address && string.IsNullOrEmpty(parsed.Name)
            ? address
            : null;
    }

    /// <summary>What makes two addresses the same subscriber: case is ignored, as practically every mail system does.</summary>
    public static string Key(string address) => address.ToLowerInvariant();
}
