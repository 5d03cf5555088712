using System.Globalization;
using System.Text;
using MimeKit;

namespace Portal.Newsletter.Subscribing;

/// <summary>
/// E-mail addresses as they are stored: one mailbox without a name, local part in letters of any script (RFC 6531) composed by NFC, domain
/// in its ASCII form (RFC 5891). A relay that can't carry a local part beyond ASCII refuses the mail, which stands among the bounces.
/// </summary>
static class SubscriberAddress
{
    /// <summary>Longest address, in characters (RFC 5321, 4.5.3.1.3 less the brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>RFC 5321, 4.5.3.1.1.</summary>
    const int MaxLocalBytes = 64;

    static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>The address in the form that is stored, or null where it can't be mailed to.</summary>
    public static string? Normalize(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or '"' or ',' or ';' or '(' or ')'))
            return null;
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1)
            return null;
        string local, domain;
        try
        {
            local = text[..at].Normalize(NormalizationForm.FormC);
            domain = Idn.GetAscii(text[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
        if (Encoding.UTF8.GetByteCount(local) > MaxLocalBytes || !local.EnumerateRunes().All(MayStandInName))
            return null;
        var address = $"{local}@{domain}";
        // A bare host name or an address literal is nobody's mailbox on the Internet.
        return address.Length <= MaxLength && domain.Contains('.', StringComparison.Ordinal) && domain[0] != '['
            && MailboxAddress.TryParse(address, out var parsed) && parsed.GetAddress(idnEncode: true) == address && string.IsNullOrEmpty(parsed.Name)
            ? address
            : null;
    }

    /// <summary>What makes two addresses the same subscriber: case is ignored, as practically every mail system does.</summary>
    public static string Key(string address) => address.ToLowerInvariant();

    // Letters of any script (RFC 6531, 3.3); nothing that can't be seen, or that turns the direction of what stands beside it.
    static bool MayStandInName(Rune letter) => letter.IsAscii
        ? letter.Value is > ' ' and < 0x7f
        : Rune.IsLetterOrDigit(letter) || Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
