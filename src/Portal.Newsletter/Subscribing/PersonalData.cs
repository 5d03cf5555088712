using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>All that is kept about a person, as a file for them (GDPR, Articles 15 and 20).</summary>
sealed class PersonalData(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Most mails that are listed, newest first.</summary>
    const int MaxMails = 10_000;

    static readonly PersonalJson Json = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter<DigestRhythm>(), new JsonStringEnumConverter<SubscriberState>(), new JsonStringEnumConverter<DeliveryState>(), new JsonStringEnumConverter<SubscriberEventKind>(), new JsonStringEnumConverter<SearchDelivery>(), new JsonStringEnumConverter<DayOfWeek>() },
    });

    /// <summary>The file as UTF-8, or null where the token is nobody's.</summary>
    public async Task<byte[]?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await SubscriberLinks.FindAsync(db, token, cancellationToken) is not { } one)
            return null;
        var id = one.Id;
        var consents = await db.Set<ConsentRecord>().AsNoTracking().Where(row => row.SubscriberId == id).OrderBy(row => row.RequestedUtc)
            .Select(row => new ConsentJson(row.Form, row.RequestedUtc, row.Ip, row.UserAgent, row.Text, row.TextHash, row.ConfirmedUtc, row.ConfirmedIp, row.Address, row.FormerAddress)).ToListAsync(cancellationToken);
        var searches = await db.Set<SavedSearchRecord>().AsNoTracking().Where(row => row.SubscriberId == id).OrderBy(row => row.CreatedUtc)
            .Select(row => new SearchJson(row.Name, row.Search, row.Delivery, row.CreatedUtc)).ToListAsync(cancellationToken);
        var history = await db.Set<SubscriberEventRecord>().AsNoTracking().Where(row => row.SubscriberId == id).OrderBy(row => row.Id)
            .Select(row => new EventJson(row.AtUtc, row.Kind, row.Note)).ToListAsync(cancellationToken);
        var mails = await (
            from row in db.Set<DeliveryRecord>().AsNoTracking()
            where row.SubscriberId == id
            join edition in db.Set<EditionRecord>() on row.EditionId equals edition.Id into editions
            from edition in editions.DefaultIfEmpty()
            orderby row.Id descending
            select new MailJson(row.DateUtc, row.State, edition == null ? null : edition.Subject, row.MessageId)).Take(MaxMails).ToListAsync(cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(new PersonJson(one.Address, one.State, one.CreatedUtc, one.ConfirmedUtc, one.UnsubscribedUtc, one.PausedUntilUtc,
            new(one.Rhythm, one.Weekday, one.Hour, one.TimeZone, one.Language, ChoiceList.Read(one.Topics), ChoiceList.Read(one.Regions), ChoiceList.Read(one.Sources)),
            searches, consents, history, mails), Json.PersonJson);
    }
}

sealed record PersonJson(
    string Address, SubscriberState State, DateTime CreatedUtc, DateTime? ConfirmedUtc, DateTime? LeftUtc, DateTime? PausedUntilUtc, ChoicesJson Choices,
    IReadOnlyList<SearchJson> Searches, IReadOnlyList<ConsentJson> Consents, IReadOnlyList<EventJson> History, IReadOnlyList<MailJson> Mails);

sealed record ChoicesJson(
    DigestRhythm Rhythm, DayOfWeek Weekday, int Hour, string TimeZone, string Language, IReadOnlyList<string> Topics, IReadOnlyList<string> Regions, IReadOnlyList<string> Sources);

sealed record SearchJson(string Words, string Search, SearchDelivery Delivery, DateTime CreatedUtc);

sealed record ConsentJson(
    string Form, DateTime RequestedUtc, string Ip, string UserAgent, string Text, string TextSha256, DateTime? ConfirmedUtc, string? ConfirmedIp, string? NewAddress, string? FormerAddress);

sealed record EventJson(DateTime AtUtc, SubscriberEventKind Kind, string Note);

sealed record MailJson(DateTime DateUtc, DeliveryState State, string? Subject, string MessageId);

[JsonSerializable(typeof(PersonJson))]
sealed partial class PersonalJson : JsonSerializerContext;
