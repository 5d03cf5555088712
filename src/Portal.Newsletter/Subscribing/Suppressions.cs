using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Storage;

namespace Portal.Newsletter.Subscribing;

/// <summary>Addresses that must not be written to: kept as keyed hashes, so that an import can't bring them back and nobody can read them.</summary>
sealed class Suppressions(SiteDocuments documents)
{
    /// <summary>Puts an address on the list, and ends its subscription where it has one.</summary>
    public async Task AddAsync(WriteScope scope, string addressKey, SuppressionReason reason, string note, CancellationToken cancellationToken)
    {
        var hash = Hash(await KeyAsync(scope, cancellationToken), addressKey);
        note = note.Length > SuppressionRecord.MaxNoteLength ? note[..SuppressionRecord.MaxNoteLength] : note;
        if (!await scope.Db.Set<SuppressionRecord>().AnyAsync(row => row.AddressHash == hash, cancellationToken))
            scope.Db.Add(new SuppressionRecord { AddressHash = hash, SinceUtc = scope.NowUtc, Reason = reason, Note = note });
        if (reason == SuppressionReason.Erased || await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.AddressKey == addressKey, cancellationToken) is not { } subscriber)
            return;
        if (subscriber.State != SubscriberState.Unsubscribed)
            (subscriber.State, subscriber.UnsubscribedUtc) = (SubscriberState.Unsubscribed, scope.NowUtc);
        SubscriberHistory.Add(scope, subscriber.Id, reason switch
        {
            SuppressionReason.Bounced => SubscriberEventKind.Bounced,
            SuppressionReason.Complained => SubscriberEventKind.Complained,
            _ => SubscriberEventKind.Suppressed,
        }, note);
    }

    /// <summary>Takes an address from the list: its owner has opted in anew, or an editor knows better. False where it is not on it.</summary>
    public async Task<bool> LiftAsync(WriteScope scope, string addressKey, CancellationToken cancellationToken)
    {
        var hash = Hash(await KeyAsync(scope, cancellationToken), addressKey);
        return await scope.Db.Set<SuppressionRecord>().Where(row => row.AddressHash == hash).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The entry of an address, or null: the way to look into a list that nobody can read.</summary>
    public async Task<SuppressionRecord?> FindAsync(PortalDbContext db, string addressKey, CancellationToken cancellationToken)
    {
        var hash = Hash((await documents.GetAsync<NewsletterKeys>(cancellationToken)).Suppression, addressKey);
        return await db.Set<SuppressionRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.AddressHash == hash, cancellationToken);
    }

    /// <summary>Those of the addresses that are on the list.</summary>
    public async Task<HashSet<string>> KnownAsync(PortalDbContext db, IReadOnlyCollection<string> addressKeys, CancellationToken cancellationToken)
    {
        var key = (await documents.GetAsync<NewsletterKeys>(cancellationToken)).Suppression;
        var byHash = addressKeys.Distinct(StringComparer.Ordinal).ToDictionary(one => Hash(key, one), StringComparer.Ordinal);
        List<string> hashes = [.. byHash.Keys];
        var found = await db.Set<SuppressionRecord>().Where(row => hashes.Contains(row.AddressHash)).Select(row => row.AddressHash).ToListAsync(cancellationToken);
        return found.Select(hash => byHash[hash]).ToHashSet(StringComparer.Ordinal);
    }

    static async Task<string> KeyAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var keys = await scope.ReadDocumentAsync<NewsletterKeys>(cancellationToken);
        if (keys.Suppression.Length == 0)
        {
            keys = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await scope.UpdateDocumentAsync<NewsletterKeys>(_ => keys, cancellationToken);
        }
        return keys.Suppression;
    }

    static string Hash(string key, string addressKey) => Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(addressKey)));
}

/// <summary>Keys of the newsletter, made when first needed.</summary>
/// <param name="Suppression">256 random bits in Base64: the key of the hashes of suppressed addresses.</param>
sealed record NewsletterKeys(string Suppression) : ISiteDocument<NewsletterKeys>
{
    public static string DocumentName => "NewsletterKeys";

    public static JsonTypeInfo<NewsletterKeys> Json => NewsletterJson.Default.NewsletterKeys;

    public static NewsletterKeys Empty { get; } = new("");
}

[JsonSerializable(typeof(NewsletterKeys))]
sealed partial class NewsletterJson : JsonSerializerContext;
