using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// Names of deliveries in addresses that reports come back to (VERP): the row's number and an HMAC over it, so that nobody can report
/// about a mail that he did not get. Small letters and digits, as some servers change the case.
/// </summary>
sealed class ReportTokens(SiteDocuments documents, UnitOfWork work) : IDisposable
{
    const int MacBytes = 10;

    // One worker of the node makes the key; the others would only run into one another's row.
    readonly SemaphoreSlim _making = new(1, 1);
    volatile byte[]? _key;

    /// <summary>The token of a delivery.</summary>
    public async ValueTask<string> OfAsync(long deliveryId, CancellationToken cancellationToken) => Token(deliveryId, await KeyAsync(cancellationToken));

    /// <summary>The delivery that a token names, or null where it is forged.</summary>
    public async ValueTask<long?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        token = token.ToLowerInvariant();
        if (token.Length > 16 + 1 + MacBytes * 2 || token.Split('-') is not [var number, _] || !long.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return null;
        var right = Token(id, await KeyAsync(cancellationToken));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(right)) ? id : null;
    }

    /// <summary>An address of its own: <c>bounce@host</c> becomes <c>bounce+TOKEN@host</c>.</summary>
    public static string Address(string mailbox, string token) => mailbox.LastIndexOf('@') is > 0 and var at ? $"{mailbox[..at]}+{token}{mailbox[at..]}" : mailbox;

    /// <summary>The token in an address that <see cref="Address"/> made of a mailbox, or null.</summary>
    public static string? TokenIn(string mailbox, string address)
    {
        var at = mailbox.LastIndexOf('@');
        return at > 0 && address.Length > mailbox.Length + 1 && address.StartsWith(mailbox[..at] + "+", StringComparison.OrdinalIgnoreCase) && address.EndsWith(mailbox[at..], StringComparison.OrdinalIgnoreCase)
            ? address[(at + 1)..^(mailbox.Length - at)]
            : null;
    }

    public void Dispose() => _making.Dispose();

    static string Token(long deliveryId, byte[] key)
    {
        var number = deliveryId.ToString("x", CultureInfo.InvariantCulture);
        return $"{number}-{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("report:" + number)).AsSpan(0, MacBytes))}";
    }

    async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        // Once made it never changes.
        if (_key is { } known)
            return known;
        await _making.WaitAsync(cancellationToken);
        try
        {
            return _key ??= await FindOrMakeAsync(cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    async Task<byte[]> FindOrMakeAsync(CancellationToken cancellationToken)
    {
        var keys = await documents.GetAsync<ReportKeys>(cancellationToken);
        for (var attempt = 0; keys.Reports.Length == 0; attempt++)
        {
            try
            {
                keys = await work.RunAsync(WriteTurn.Background, ContentActor.System, MakeAsync, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Another node was first: its key is read.
            }
        }
        return Convert.FromBase64String(keys.Reports);
    }

    static async Task<ReportKeys> MakeAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        await scope.UpdateDocumentAsync<ReportKeys>(old => old.Reports.Length > 0 ? old : new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), cancellationToken);
        return await scope.ReadDocumentAsync<ReportKeys>(cancellationToken);
    }
}

/// <summary>The key of the tokens, made when first needed.</summary>
/// <param name="Reports">256 random bits in Base64.</param>
sealed record ReportKeys(string Reports) : ISiteDocument<ReportKeys>
{
    public static string DocumentName => "NewsletterReportKeys";

    public static JsonTypeInfo<ReportKeys> Json => ReportJson.Default.ReportKeys;

    public static ReportKeys Empty { get; } = new("");
}

[JsonSerializable(typeof(ReportKeys))]
sealed partial class ReportJson : JsonSerializerContext;
