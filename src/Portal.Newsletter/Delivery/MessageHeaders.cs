using MimeKit;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>The headers that every mail of the newsletter bears.</summary>
static class MessageHeaders
{
    /// <summary>Identity of a mail: the same for each attempt, so that the receiving side can see a repeat.</summary>
    public static string MessageId(string issueId, string subscriberId, SmtpOptions smtp) => $"{issueId}.{subscriberId}@{smtp.Domain}";

    /// <summary>A mail with all that does not depend on what it says.</summary>
    /// <param name="smtp">Sender.</param>
    /// <param name="siteName">Name of the site, used where no sender's name is set.</param>
    /// <param name="address">To whom.</param>
    /// <param name="row">The delivery.</param>
    /// <param name="subject">Subject; control characters are dropped.</param>
    public static MimeMessage Begin(SmtpOptions smtp, string siteName, string address, DeliveryRecord row, string subject)
    {
        var message = new MimeMessage { Subject = OneLine(subject), Date = new DateTimeOffset(row.DateUtc, TimeSpan.Zero), MessageId = row.MessageId };
        message.From.Add(new MailboxAddress(OneLine(smtp.FromName.Length > 0 ? smtp.FromName : siteName), smtp.From));
        message.To.Add(new MailboxAddress("", address));
        if (smtp.ReplyTo.Length > 0)
            message.ReplyTo.Add(MailboxAddress.Parse(smtp.ReplyTo));
        // RFC 3834, 5: keeps out-of-office answers away.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.Precedence, "bulk");
        return message;
    }

    /// <summary>
    /// Adds what belongs to a mailing list: List-Id (RFC 2919), List-Unsubscribe and its kin (RFC 2369) with one click (RFC 8058), Feedback-ID.
    /// </summary>
    /// <param name="message">The mail.</param>
    /// <param name="smtp">Sender.</param>
    /// <param name="siteName">Name of the site.</param>
    /// <param name="list">Name of the list, the same for ever.</param>
    /// <param name="issueId">The issue.</param>
    /// <param name="links">Where the person leaves, and where the list is explained and kept.</param>
    public static void AddList(MimeMessage message, SmtpOptions smtp, string siteName, string list, string issueId, ListLinks links)
    {
        message.Headers.Add(HeaderId.ListId, $"\"{OneLine(siteName).Replace("\"", "", StringComparison.Ordinal)}\" <{list}.newsletter.{smtp.Domain}>");
        Add(HeaderId.ListUnsubscribe, smtp.UnsubscribeMailbox.Length > 0
            ? $"<{links.Unsubscribe}>,\r\n <mailto:{smtp.UnsubscribeMailbox}?subject=unsubscribe%20{links.Token}>"
            : $"<{links.Unsubscribe}>");
        message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        Add(HeaderId.ListHelp, $"<{links.Help}>");
        Add(HeaderId.ListOwner, $"<mailto:{(smtp.ReplyTo.Length > 0 ? MailboxAddress.Parse(smtp.ReplyTo).Address : smtp.From)}>");
        if (links.Archive is not null)
            Add(HeaderId.ListArchive, $"<{links.Archive}>");
        message.Headers.Add("Feedback-ID", $"{issueId}:{list}:digest:portal");

        // Addresses must not be folded in the middle, as MimeKit would do with long ones.
        void Add(HeaderId id, string value)
        {
            var header = new Header(id, "");
            header.SetRawValue(System.Text.Encoding.ASCII.GetBytes($" {value}\r\n"));
            message.Headers.Add(header);
        }
    }

    /// <summary>The body: plain text first, HTML last.</summary>
    public static MimeEntity Body(string text, string html) => new MultipartAlternative(
        new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        new TextPart("html") { Text = html, ContentTransferEncoding = ContentEncoding.QuotedPrintable });

    static string OneLine(string text) => new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
}

/// <summary>Addresses for the headers of a list.</summary>
/// <param name="Unsubscribe">The person's address for leaving.</param>
/// <param name="Token">The delivery's token, for leaving by mail.</param>
/// <param name="Help">Where the list is explained.</param>
/// <param name="Archive">Where earlier issues stand; null where there is no such place.</param>
sealed record ListLinks(string Unsubscribe, string Token, string Help, string? Archive);
