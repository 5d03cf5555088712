using MimeKit;
using MimeKit.Utils;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Settings;

namespace Portal.Newsletter.Mail;

/// <summary>Sends messages about accounts the way other mail leaves the site. They are not kept anywhere: they hold links that sign in.</summary>
sealed class AccountMail(IMailTransport transport, SmtpOptions smtp, SiteDocuments documents, TimeProvider time, DkimSigning? signing = null) : IAccountMail
{
    public bool Delivers => smtp.Host.Length > 0;

    public async Task<string?> SendAsync(AccountMessage message, CancellationToken cancellationToken)
    {
        var name = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        if (!MailboxAddress.TryParse(message.To, out var to))
            return $"“{message.To}” is no e-mail address.";
        using var mime = new MimeMessage(
            [new MailboxAddress(smtp.FromName.Length > 0 ? smtp.FromName : name, smtp.From)],
            [to], message.Subject, new TextPart("plain") { Text = message.Text })
        {
            Date = time.GetUtcNow(),
            MessageId = MimeUtils.GenerateMessageId(smtp.Domain),
        };
        // Answering machines stay quiet (RFC 3834).
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        signing?.Sign(mime);
        await using var connection = transport.Open();
        try
        {
            await connection.ReadyAsync(cancellationToken);
        }
        catch (MailUnreachableException exception)
        {
            return exception.Message;
        }
        var outcome = await connection.SendAsync(new(mime), cancellationToken);
        // In doubt counts as sent: the link works once, and a second one would make it worthless.
        return outcome.Result is MailResult.Accepted or MailResult.InDoubt ? null : outcome.Reply;
    }
}
