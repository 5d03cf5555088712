using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Hosting;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Site.Media;

/// <summary>The key that signs addresses of pictures, shared by all nodes.</summary>
/// <param name="Key">256 random bits in base64; empty before the first use.</param>
sealed record RenditionKey(string Key) : ISiteDocument<RenditionKey>
{
    public static string DocumentName => "MediaKey";

    public static JsonTypeInfo<RenditionKey> Json => RenditionJson.Default.RenditionKey;

    public static RenditionKey Empty { get; } = new("");
}

/// <summary>
/// Signs what an address asks of a picture, so that strangers can't have the site make any number of sizes. The picture itself is
/// not signed: a size that a template uses may be used on every picture.
/// </summary>
sealed class RenditionTokens(SiteDocuments documents, UnitOfWork work, SiteReadiness readiness) : BackgroundService
{
    /// <summary>The token of commands.</summary>
    public async ValueTask<string> OfAsync(RenditionCommands commands, CancellationToken cancellationToken) => Sign(await KeyAsync(cancellationToken), commands);

    /// <summary>Whether the token is the one of the commands.</summary>
    public async ValueTask<bool> IsValidAsync(RenditionCommands commands, string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and < 100 })
            return false;
        var right = await OfAsync(commands, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(right));
    }

    // The key is there before a template wants it: one that is drawn within a transaction must not wait for another.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        try
        {
            await KeyAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
        {
            // The database is away: the first page that needs the key makes it.
        }
    }

    async ValueTask<string> KeyAsync(CancellationToken cancellationToken)
    {
        if ((await documents.GetAsync<RenditionKey>(cancellationToken)).Key is { Length: > 0 } key)
            return key;
        await work.RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.UpdateDocumentAsync<RenditionKey>(
            held => held.Key.Length > 0 ? held : new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ct), cancellationToken);
        return (await documents.GetAsync<RenditionKey>(cancellationToken)).Key;
    }

    static string Sign(string key, RenditionCommands commands) =>
        System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(commands.ToString())).AsSpan(0, 16));
}

[JsonSerializable(typeof(RenditionKey))]
sealed partial class RenditionJson : JsonSerializerContext;
