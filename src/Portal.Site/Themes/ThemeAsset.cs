using System.Security.Cryptography;
using Portal.Site.Caching;

namespace Portal.Site.Themes;

/// <summary>A file of a theme, held in memory in the encodings that browsers ask for.</summary>
sealed class ThemeAsset(byte[] content, string contentType, DateTime changedUtc)
{
    public string ContentType { get; } = contentType;

    public DateTime ChangedUtc { get; } = changedUtc;

    /// <summary>Short hash of the content: the <c>v</c> of its address, and its entity tag.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));

    public EncodedBody Body { get; } = new(content, compressible: IsText(contentType), best: true);

    static bool IsText(string contentType) =>
        contentType.StartsWith("text/", StringComparison.Ordinal) || contentType is "image/svg+xml" or "application/manifest+json" or "application/json";
}
