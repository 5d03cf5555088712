using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Bounces;

/// <summary>What a mail in the mailbox for reports is.</summary>
enum ReportKind
{
    /// <summary>Nothing that concerns a delivery: answers of machines, news of a delay, mail of people.</summary>
    Nothing,

    /// <summary>A mail did not arrive.</summary>
    Bounce,

    /// <summary>Somebody called it unwanted.</summary>
    Complaint,

    /// <summary>Somebody wants no more of them.</summary>
    Unsubscribe,
}

/// <summary>A report as it was read; whether its token is real is for others to say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Token">Token of the delivery.</param>
/// <param name="Status">Status (RFC 3463), or empty.</param>
/// <param name="Diagnostic">The receiver's words, or empty.</param>
/// <param name="Key">Identity of the report.</param>
sealed partial record MailReport(ReportKind Kind, string Token, string Status, string Diagnostic, string Key)
{
    /// <summary>Most characters of a text that are looked at.</summary>
    const int MaxText = 20_000;

    static readonly string[] Addressed = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc"];

    /// <summary>Reads a mail: reports of delivery (RFC 3464), of feedback (RFC 5965), wishes to leave, and bounces in no format, which are told by their address.</summary>
    public static MailReport Read(MimeMessage message, SmtpOptions smtp)
    {
        var parts = message.BodyParts.ToList();
        var token = TokenOfAddress(message, smtp.BounceAddress);
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
        {
            return feedback.Fields["Feedback-Type"]?.Trim().ToLowerInvariant() switch
            {
                "not-spam" => Make(message, ReportKind.Nothing, "", "", ""),
                "opt-out" or "opt-out-list" => Make(message, ReportKind.Unsubscribe, TokenInside(parts, feedback, smtp) ?? token, "", ""),
                var type => Make(message, ReportKind.Complaint, TokenInside(parts, feedback, smtp) ?? token, "", $"Feedback-Type: {type}"),
            };
        }
        if (parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } report)
            return Delivery(message, report, token);
        if (Leaves().Match(message.Subject ?? "") is { Success: true } leaving && IsTo(message, smtp.UnsubscribeMailbox))
            return Make(message, ReportKind.Unsubscribe, leaving.Groups["token"].Value, "", "");
        return token is not null && IsFromServer(message) && !IsAnswerOfMachine(message) ? Unformatted(message, token) : Make(message, ReportKind.Nothing, "", "", "");
    }

    static MailReport Delivery(MimeMessage message, MessageDeliveryStatus report, string? token)
    {
        // The envelope's identifier is ISSUE.TOKEN.
        if (token is null && report.StatusGroups.Count > 0 && report.StatusGroups[0]["Original-Envelope-Id"] is { } envelope)
            token = envelope.Trim().Split('.')[^1];
        foreach (var recipient in report.StatusGroups.Skip(1))
        {
            if (!string.Equals(recipient["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase))
                continue;
            var status = BounceClass.StatusIn(recipient["Status"] ?? "");
            var diagnostic = recipient["Diagnostic-Code"] ?? "";
            return Make(message, ReportKind.Bounce, token, status, diagnostic[(diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim());
        }
        // Delayed, relayed, delivered: nothing has failed.
        return Make(message, ReportKind.Nothing, "", "", "");
    }

    static MailReport Unformatted(MimeMessage message, string token)
    {
        var text = message.TextBody ?? "";
        text = text.Length > MaxText ? text[..MaxText] : text;
        return Answer().Match(text) is { Success: true } answer
            ? Make(message, ReportKind.Bounce, token, BounceClass.StatusIn(answer.Value), answer.Value)
            : Make(message, ReportKind.Nothing, "", "", "");
    }

    static MailReport Make(MimeMessage message, ReportKind kind, string? token, string status, string diagnostic)
    {
        if (string.IsNullOrEmpty(token))
            (kind, token) = (ReportKind.Nothing, "");
        var identity = $"{kind}\n{token.ToLowerInvariant()}\n{message.MessageId ?? $"{message.Date:O} {message.Subject}"}";
        return new(kind, token, status, diagnostic, "mail:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))));
    }

    // The receiver puts our mail, or its head, into the report; some take the addresses out, but not that of our own side.
    static string? TokenInside(List<MimeEntity> parts, MessageFeedbackReport feedback, SmtpOptions smtp)
    {
        if (feedback.Fields["Original-Mail-From"] is { } from && ReportTokens.TokenIn(smtp.BounceAddress, from.Trim().Trim('<', '>')) is { } told)
            return told;
        foreach (var head in parts.OfType<MessagePart>().Select(part => part.Message?.Headers).OfType<HeaderList>())
        {
            if (head[HeaderId.ReturnPath] is { } path && ReportTokens.TokenIn(smtp.BounceAddress, path.Trim().Trim('<', '>')) is { } byPath)
                return byPath;
            if (head[HeaderId.ListUnsubscribe] is { } list && Leaves().Match(list.Replace("%20", " ", StringComparison.Ordinal)) is { Success: true } match)
                return match.Groups["token"].Value;
        }
        return null;
    }

    static string? TokenOfAddress(MimeMessage message, string mailbox) => mailbox.Length == 0 ? null
        : Addresses(message).Select(address => ReportTokens.TokenIn(mailbox, address)).FirstOrDefault(token => token is not null);

    static bool IsTo(MimeMessage message, string mailbox) => mailbox.Length > 0 && Addresses(message).Contains(mailbox, StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> Addresses(MimeMessage message) =>
        from header in message.Headers
        where Addressed.Contains(header.Field, StringComparer.OrdinalIgnoreCase)
        where InternetAddressList.TryParse(header.Value, out _)
        from mailbox in InternetAddressList.Parse(header.Value).Mailboxes
        select mailbox.Address;

    static bool IsFromServer(MimeMessage message) =>
        message.Headers[HeaderId.ReturnPath]?.Trim() == "<>"
        || message.From.Mailboxes.Any(from => from.LocalPart.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase) || from.LocalPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase));

    // RFC 3834, 5; the rest is what machines say who do not know it.
    static bool IsAnswerOfMachine(MimeMessage message) =>
        message.Headers["Auto-Submitted"]?.Trim().StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase) == true
        || message.Headers["X-Autoreply"] is not null || message.Headers["X-Autorespond"] is not null
        || string.Equals(message.Headers[HeaderId.Precedence]?.Trim(), "auto_reply", StringComparison.OrdinalIgnoreCase)
        || Away().IsMatch(message.Subject ?? "");

    [GeneratedRegex(@"\bunsubscribe\s+(?<token>[0-9a-f]{1,16}-[0-9a-f]{20})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Leaves();

    [GeneratedRegex(@"(?<![\d.])[45]\d\d[ -][^\r\n]{0,300}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Answer();

    [GeneratedRegex("out of (?:the )?office|automatic reply|auto[- ]?reply|abwesen|odsut|одсут|автоответ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Away();
}
