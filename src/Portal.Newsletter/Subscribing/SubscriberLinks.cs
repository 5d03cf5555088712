using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.Storage;

namespace Portal.Newsletter.Subscribing;

/// <summary>
/// The links in mails. A token is an identifier and an HMAC over it with the person's own secret, so it works for years, is worthless
/// for anybody else's page, and dies with the person's row or a new secret.
/// </summary>
sealed class SubscriberLinks(SiteAddress site)
{
    /// <summary>Stands in frozen editions where the person's token will be. No character of it is changed by HTML or URL encoding.</summary>
    public const string Placeholder = "token-of-the-person-0b7d4e";

    /// <summary>The token of the pages of a person: preferences and unsubscribing.</summary>
    public static string Token(SubscriberRecord subscriber) => $"{subscriber.Id}.{Mac(subscriber.Secret, "manage:" + subscriber.Id)}";

    /// <summary>The token that ends the saved searches which an edition tells of, and nothing else.</summary>
    public static string SearchesToken(SubscriberRecord subscriber, long editionId)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{subscriber.Id}~{editionId}");
        return $"{id}.{Mac(subscriber.Secret, "searches:" + id)}";
    }

    /// <summary>The token that confirms a request.</summary>
    public static string ConfirmToken(SubscriberRecord subscriber, string requestId) => $"{requestId}.{Mac(subscriber.Secret, "confirm:" + requestId)}";

    /// <summary>A new secret for a person.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string Confirm(string token, CultureInfo language) => Page(language, $"newsletter/confirm/{token}");

    public string Preferences(string token, CultureInfo language) => Page(language, $"newsletter/preferences/{token}");

    public string Unsubscribe(string token, CultureInfo language) => Page(language, $"newsletter/unsubscribe/{token}");

    /// <summary>Whose token it is, or null where it is forged or the person is gone.</summary>
    public static async Task<SubscriberRecord?> FindAsync(PortalDbContext db, string token, CancellationToken cancellationToken)
    {
        if (Split(token) is not { } id)
            return null;
        var subscriber = await db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
        return subscriber is not null && Equal(token, Token(subscriber)) ? subscriber : null;
    }

    /// <summary>Whose token it is and of which edition's searches, or null where it is none of these.</summary>
    public static async Task<(SubscriberRecord Subscriber, long EditionId)?> FindSearchesAsync(PortalDbContext db, string token, CancellationToken cancellationToken)
    {
        if (Split(token)?.Split('~') is not [var id, var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var editionId))
            return null;
        var subscriber = await db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
        return subscriber is not null && Equal(token, SearchesToken(subscriber, editionId)) ? (subscriber, editionId) : null;
    }

    /// <summary>The request that a token confirms and whose it is, or null.</summary>
    public static async Task<(ConsentRecord Request, SubscriberRecord Subscriber)?> FindRequestAsync(PortalDbContext db, string token, CancellationToken cancellationToken)
    {
        if (Split(token) is not { } id || await db.Set<ConsentRecord>().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } request)
            return null;
        var subscriber = await db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == request.SubscriberId, cancellationToken);
        return subscriber is not null && Equal(token, ConfirmToken(subscriber, request.Id)) ? (request, subscriber) : null;
    }

    // The page speaks the language in which the mail was written.
    string Page(CultureInfo language, string path) =>
        site.Absolute(InterfaceLanguage.Of(language).PathPrefix is { Length: > 0 } prefix ? $"{prefix}/{path}" : path).AbsoluteUri;

    static string? Split(string token) => token.Length <= 100 && token.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? token[..dot] : null;

    static bool Equal(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    static string Mac(string secret, string text) =>
        WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes(text)));
}
