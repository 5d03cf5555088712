using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Delivery;

/// <summary>Makes the messages of claimed deliveries from what was frozen, with the links of the person.</summary>
sealed class DeliveryMessages(
    IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, ConfirmationMail confirmations, NoticeMail notices, SubscriberLinks links, SmtpOptions smtp, DkimSigning? dkim = null)
{
    /// <summary>Reads what a batch needs at once.</summary>
    public async Task<DeliveryBatch> LoadAsync(IReadOnlyList<DeliveryRecord> rows, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var subscriberIds = rows.Select(row => row.SubscriberId).Distinct(StringComparer.Ordinal).ToList();
        var editionIds = rows.Where(row => row.EditionId is not null).Select(row => row.EditionId!.Value).Distinct().ToList();
        var requestIds = rows.Where(row => row.Kind == DeliveryKind.Confirmation).Select(row => row.IssueId).ToList();
        var issueIds = rows.Where(row => row.Kind == DeliveryKind.Digest).Select(row => row.IssueId).Distinct(StringComparer.Ordinal).ToList();
        return new(
            await db.Set<SubscriberRecord>().AsNoTracking().Where(one => subscriberIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, StringComparer.Ordinal, cancellationToken),
            await db.Set<EditionRecord>().AsNoTracking().Where(one => editionIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, cancellationToken),
            await db.Set<ConsentRecord>().AsNoTracking().Where(one => requestIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, StringComparer.Ordinal, cancellationToken),
            await db.Set<IssueRecord>().AsNoTracking().Where(one => issueIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, StringComparer.Ordinal, cancellationToken),
            (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName);
    }

    /// <summary>The message of a row, signed where signing is configured; null where the person is gone.</summary>
    public async Task<MimeMessage?> BuildAsync(DeliveryRecord row, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Subscribers.GetValueOrDefault(row.SubscriberId) is not { } subscriber)
            return null;
        var message = row.Kind == DeliveryKind.Digest ? Digest(row, subscriber, batch)
            : row.Kind == DeliveryKind.Notice ? await NoticeAsync(row, subscriber, batch, cancellationToken)
            : batch.Requests.GetValueOrDefault(row.IssueId) is { } request ? await ConfirmationAsync(row, subscriber, request, batch, cancellationToken)
            : null;
        if (message is not null)
            dkim?.Sign(message);
        return message;
    }

    MimeMessage? Digest(DeliveryRecord row, SubscriberRecord subscriber, DeliveryBatch batch)
    {
        if (row.EditionId is not { } id || batch.Editions.GetValueOrDefault(id) is not { } edition || batch.Issues.GetValueOrDefault(row.IssueId) is not { } issue)
            return null;
        var token = SubscriberLinks.Token(subscriber);
        // One click in what a saved search found ends that search, not everything.
        var leaving = edition.Searches.Length > 0 ? SubscriberLinks.SearchesToken(subscriber, edition.Id) : token;
        var message = MessageHeaders.Begin(smtp, batch.SiteName, subscriber.Address, row, edition.Subject);
        MessageHeaders.AddList(message, smtp, batch.SiteName, issue.PlanId, row.IssueId, links.Unsubscribe(leaving, CultureInfo.GetCultureInfo(edition.Language)));
        message.Headers.Add(HeaderId.ContentLanguage, edition.Language);
        message.Body = MessageHeaders.Body(Splice(edition.Text), Splice(edition.Html));
        return message;

        string Splice(string frozen) => frozen
            .Replace("unsubscribe/" + SubscriberLinks.Placeholder, "unsubscribe/" + leaving, StringComparison.Ordinal)
            .Replace(SubscriberLinks.Placeholder, token, StringComparison.Ordinal);
    }

    async Task<MimeMessage?> NoticeAsync(DeliveryRecord row, SubscriberRecord subscriber, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        if (await notices.RenderAsync(row.IssueId, subscriber, batch.SiteName, cancellationToken) is not var (address, mail))
            return null;
        var message = MessageHeaders.Begin(smtp, batch.SiteName, address, row, mail.Subject);
        message.Headers.Add(HeaderId.ContentLanguage, subscriber.Language);
        message.Body = MessageHeaders.Body(mail.Text, mail.Html);
        return message;
    }

    async Task<MimeMessage> ConfirmationAsync(DeliveryRecord row, SubscriberRecord subscriber, ConsentRecord request, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        var culture = CultureInfo.GetCultureInfo(request.Language);
        var mail = await confirmations.RenderAsync(subscriber, request, batch.SiteName, culture, cancellationToken);
        var message = MessageHeaders.Begin(smtp, batch.SiteName, request.Address ?? subscriber.Address, row, mail.Subject);
        message.Headers.Add(HeaderId.ContentLanguage, request.Language);
        message.Body = MessageHeaders.Body(mail.Text, mail.Html);
        return message;
    }
}

/// <summary>What the messages of a batch are made of.</summary>
sealed record DeliveryBatch(
    IReadOnlyDictionary<string, SubscriberRecord> Subscribers, IReadOnlyDictionary<long, EditionRecord> Editions,
    IReadOnlyDictionary<string, ConsentRecord> Requests, IReadOnlyDictionary<string, IssueRecord> Issues, string SiteName);
