using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Delivery;

/// <summary>Makes the messages of claimed deliveries from what was frozen, with the links of the person.</summary>
sealed class DeliveryMessages(
    IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, ConfirmationMail confirmations, NoticeMail notices, SubscriberLinks links, SiteAddress site, ReportTokens tokens, SmtpOptions smtp, DkimSigning? dkim = null)
{
    /// <summary>Editions that are kept in memory in their encoded form; more of them are rare, and each is some 40 kB.</summary>
    const int KeptEditions = 200;

    readonly ConcurrentDictionary<long, FrozenEdition> _editions = [];

    /// <summary>Reads what a batch needs at once.</summary>
    public async Task<DeliveryBatch> LoadAsync(IReadOnlyList<DeliveryRecord> rows, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var subscriberIds = rows.Select(row => row.SubscriberId).Distinct(StringComparer.Ordinal).ToList();
        var editions = new Dictionary<long, FrozenEdition>();
        foreach (var id in rows.Select(row => row.EditionId).OfType<long>().Distinct())
        {
            if (await EditionAsync(db, id, cancellationToken) is { } edition)
                editions[id] = edition;
        }
        var requestIds = rows.Where(row => row.Kind == DeliveryKind.Confirmation).Select(row => row.IssueId).ToList();
        var issueIds = rows.Where(row => row.Kind == DeliveryKind.Digest).Select(row => row.IssueId).Distinct(StringComparer.Ordinal).ToList();
        return new(
            await db.Set<SubscriberRecord>().AsNoTracking().Where(one => subscriberIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, StringComparer.Ordinal, cancellationToken),
            editions,
            await db.Set<ConsentRecord>().AsNoTracking().Where(one => requestIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, StringComparer.Ordinal, cancellationToken),
            await db.Set<IssueRecord>().Where(one => issueIds.Contains(one.Id)).Select(one => new { one.Id, one.PlanId }).ToDictionaryAsync(one => one.Id, one => one.PlanId, StringComparer.Ordinal, cancellationToken),
            (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName);
    }

    /// <summary>The message of a row, signed where signing is configured; null where the person is gone.</summary>
    public async Task<OutgoingMail?> BuildAsync(DeliveryRecord row, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Subscribers.GetValueOrDefault(row.SubscriberId) is not { } subscriber)
            return null;
        var token = await tokens.OfAsync(row.Id, cancellationToken);
        var message = row.Kind == DeliveryKind.Digest ? Digest(row, subscriber, token, batch)
            : row.Kind == DeliveryKind.Notice ? await NoticeAsync(row, subscriber, batch, cancellationToken)
            : batch.Requests.GetValueOrDefault(row.IssueId) is { } request ? await ConfirmationAsync(row, subscriber, request, batch, cancellationToken)
            : null;
        if (message is null)
            return null;
        dkim?.Sign(message);
        return new(message, smtp.BounceAddress.Length > 0 ? ReportTokens.Address(smtp.BounceAddress, token) : null, $"{row.IssueId}.{token}");
    }

    async Task<FrozenEdition?> EditionAsync(PortalDbContext db, long id, CancellationToken cancellationToken)
    {
        if (_editions.TryGetValue(id, out var kept))
            return kept;
        if (await db.Set<EditionRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } edition)
            return null;
        if (_editions.Count >= KeptEditions)
            _editions.Clear();
        return _editions[id] = new(edition.Language, edition.Subject, edition.Searches, new(edition.Text, edition.Html, SubscriberLinks.Placeholder));
    }

    MimeMessage? Digest(DeliveryRecord row, SubscriberRecord subscriber, string report, DeliveryBatch batch)
    {
        if (row.EditionId is not { } id || batch.Editions.GetValueOrDefault(id) is not { } edition || batch.Plans.GetValueOrDefault(row.IssueId) is not { } plan)
            return null;
        var token = SubscriberLinks.Token(subscriber);
        var culture = CultureInfo.GetCultureInfo(edition.Language);
        // One click in what a saved search found ends that search, not everything.
        var leaving = edition.Searches.Length > 0 ? SubscriberLinks.SearchesToken(subscriber, id) : token;
        var message = MessageHeaders.Begin(smtp, batch.SiteName, subscriber.Address, row, edition.Subject);
        MessageHeaders.AddList(message, smtp, batch.SiteName, plan, row.IssueId,
            new(links.Unsubscribe(leaving, culture), report, site.Absolute("newsletter").AbsoluteUri, site.Absolute("newsletter/archive").AbsoluteUri));
        message.Headers.Add(HeaderId.ContentLanguage, edition.Language);
        message.Body = edition.Body.For(token, leaving);
        return message;
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
    IReadOnlyDictionary<string, SubscriberRecord> Subscribers, IReadOnlyDictionary<long, FrozenEdition> Editions,
    IReadOnlyDictionary<string, ConsentRecord> Requests, IReadOnlyDictionary<string, string> Plans, string SiteName);

/// <summary>An edition in the form in which it goes over the wire, but for what is the person's own.</summary>
sealed record FrozenEdition(string Language, string Subject, string Searches, FrozenBody Body);
