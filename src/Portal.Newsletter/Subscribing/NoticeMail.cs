using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Subscribing;

/// <summary>The mails about a person's own subscription that need no answer: the welcome, and the word to an address that it was replaced.</summary>
sealed class NoticeMail(IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, RenderShape render, SubscriberLinks links, SmtpOptions smtp, Texts texts)
{
    /// <summary>Stands for the welcome in the ledger. As the ledger holds one row for it and a person, nobody is welcomed twice.</summary>
    public const string Welcome = "welcome";

    /// <summary>The row of the ledger for a notice.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="subscriber">To whom.</param>
    /// <param name="id"><see cref="Welcome"/>, or the identifier in <see cref="ConsentRecord.NoticeId"/>.</param>
    public DeliveryRecord Row(WriteScope scope, SubscriberRecord subscriber, string id) => new()
    {
        IssueId = id,
        SubscriberId = subscriber.Id,
        Kind = DeliveryKind.Notice,
        MessageId = MessageHeaders.MessageId(id, subscriber.Id, smtp),
        DateUtc = scope.NowUtc,
        NotBeforeUtc = scope.NowUtc,
        ChangedUtc = scope.NowUtc,
    };

    /// <summary>The mail and to which address it goes; null where what it is about is gone.</summary>
    public async Task<(string Address, RenderedMail Mail)?> RenderAsync(string id, SubscriberRecord subscriber, string site, CancellationToken cancellationToken)
    {
        var culture = CultureInfo.GetCultureInfo(subscriber.Language);
        if (id == Welcome)
            return (subscriber.Address, await WelcomeAsync(subscriber, texts.In(culture, site), culture, cancellationToken));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<ConsentRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.NoticeId == id, cancellationToken) is { FormerAddress: { } former }
            ? (former, await MovedAsync(texts.In(culture, site), culture, cancellationToken))
            : null;
    }

    async Task<RenderedMail> WelcomeAsync(SubscriberRecord subscriber, string siteName, CultureInfo culture, CancellationToken cancellationToken)
    {
        var text = WelcomeText.In(await documents.GetAsync<SiteSettings>(cancellationToken), culture, texts, siteName);
        var token = SubscriberLinks.Token(subscriber);
        return await DrawAsync("WelcomeMail", text.Subject, new(StringComparer.Ordinal)
        {
            ["SiteName"] = siteName,
            ["Paragraphs"] = text.Paragraphs,
            ["PreferencesUrl"] = links.Preferences(token, culture),
            ["UnsubscribeUrl"] = links.Unsubscribe(token, culture),
        }, culture, cancellationToken);
    }

    // The new address is not named: whoever reads the old mailbox need not be its owner any more.
    Task<RenderedMail> MovedAsync(string siteName, CultureInfo culture, CancellationToken cancellationToken) =>
        DrawAsync("MovedMail", texts.In(culture, "Your subscription to {0} goes to another address now", siteName), new(StringComparer.Ordinal) { ["SiteName"] = siteName }, culture, cancellationToken);

    async Task<RenderedMail> DrawAsync(string shape, string subject, Dictionary<string, object?> model, CultureInfo culture, CancellationToken cancellationToken)
    {
        (model["Subject"], model["Language"]) = (subject, culture.Name);
        return new(subject, await render(shape, model, culture, false, cancellationToken), await render(shape + "__Text", model, culture, true, cancellationToken));
    }
}
