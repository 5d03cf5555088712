using System.Security.Cryptography;

namespace Portal.Feeds.WebSub;

/// <summary>The signature of what a hub sends: <c>X-Hub-Signature: sha256=…</c> (WebSub, 7.1).</summary>
static class HubSignature
{
    /// <summary>Whether the body was signed with the secret.</summary>
    /// <param name="header">Value of the header.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="body">The body as it came.</param>
    public static bool IsValid(string? header, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body)
    {
        if (header?.Split('=', 2, StringSplitOptions.TrimEntries) is not [var method, var hex] || hex.Length > 128)
            return false;
        Span<byte> given = stackalloc byte[64];
        if (Convert.FromHexString(hex, given, out _, out var length) != System.Buffers.OperationStatus.Done)
            return false;
        // SHA-1 for hubs of the first days, which know no better; that it is weak against collisions does not matter here.
        HashAlgorithmName? hash = method.ToLowerInvariant() switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return hash is { } known && CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(known, secret, body), given[..length]);
    }
}
