using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Storage;

namespace Portal.Newsletter.Subscribing;

/// <summary>Addresses of people who had themselves erased: kept as keyed hashes, so that an import can't bring them back and nobody can read them.</summary>
sealed class Suppressions
{
    public async Task AddAsync(WriteScope scope, string addressKey, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(scope, addressKey, cancellationToken);
        if (!await scope.Db.Set<SuppressionRecord>().AnyAsync(row => row.AddressHash == hash, cancellationToken))
            scope.Db.Add(new SuppressionRecord { AddressHash = hash, SinceUtc = scope.NowUtc });
    }

    /// <summary>The owner of the address has opted in anew.</summary>
    public async Task LiftAsync(WriteScope scope, string addressKey, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(scope, addressKey, cancellationToken);
        await scope.Db.Set<SuppressionRecord>().Where(row => row.AddressHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    static async Task<string> HashAsync(WriteScope scope, string addressKey, CancellationToken cancellationToken)
    {
        var keys = await scope.ReadDocumentAsync<NewsletterKeys>(cancellationToken);
        if (keys.Suppression.Length == 0)
        {
            keys = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await scope.UpdateDocumentAsync<NewsletterKeys>(_ => keys, cancellationToken);
        }
        return Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(keys.Suppression), Encoding.UTF8.GetBytes(addressKey)));
    }
}

/// <summary>Keys of the newsletter, made when first needed.</summary>
/// <param name="Suppression">256 random bits in Base64: the key of the hashes of erased addresses.</param>
sealed record NewsletterKeys(string Suppression) : ISiteDocument<NewsletterKeys>
{
    public static string DocumentName => "NewsletterKeys";

    public static JsonTypeInfo<NewsletterKeys> Json => NewsletterJson.Default.NewsletterKeys;

    public static NewsletterKeys Empty { get; } = new("");
}

[JsonSerializable(typeof(NewsletterKeys))]
sealed partial class NewsletterJson : JsonSerializerContext;
