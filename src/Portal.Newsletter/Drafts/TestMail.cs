using System.Globalization;
using MimeKit;
using MimeKit.Utils;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Drafts;

/// <summary>Sends an issue to one address, so that an editor sees it in a real inbox. It stands in no ledger, and its personal links are nobody's.</summary>
sealed class TestMail(IssuePreview preview, IMailTransport transport, SubscriberLinks links, SmtpOptions smtp, SiteAddress site, SiteDocuments documents, TimeProvider time, DkimSigning? signing = null)
{
    const string Nobody = "preview";

    /// <summary>Sends it; returns null where the server took it, else why not, in English.</summary>
    public async Task<string?> SendAsync(IssueRecord issue, IssueContent content, CultureInfo culture, string address, CancellationToken cancellationToken)
    {
        if (!MailboxAddress.TryParse(address.Trim(), out var to) || to.Address.Any(char.IsControl))
            return "This is no complete e-mail address. Please check it.";
        var mail = await preview.DrawAsync(issue, content, culture, cancellationToken);
        var siteName = (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName;
        var row = new DeliveryRecord { IssueId = issue.Id, SubscriberId = Nobody, MessageId = MimeUtils.GenerateMessageId(smtp.Domain), DateUtc = time.GetUtcNow().UtcDateTime };
        using var message = MessageHeaders.Begin(smtp, siteName, to.Address, row, "[Test] " + mail.Subject);
        MessageHeaders.AddList(message, smtp, siteName, issue.PlanId, issue.Id, new(links.Unsubscribe(Nobody, culture), Nobody, site.Absolute("newsletter").AbsoluteUri, site.Absolute("newsletter/archive").AbsoluteUri));
        message.Body = MessageHeaders.Body(Splice(mail.Text), Splice(mail.Html));
        signing?.Sign(message);
        await using var connection = transport.Open();
        try
        {
            await connection.ReadyAsync(cancellationToken);
        }
        catch (MailUnreachableException exception)
        {
            return exception.Message;
        }
        var outcome = await connection.SendAsync(new(message), cancellationToken);
        return outcome.Result == MailResult.Accepted ? null : outcome.Reply;
    }

    static string Splice(string frozen) => frozen.Replace(SubscriberLinks.Placeholder, Nobody, StringComparison.Ordinal);
}
