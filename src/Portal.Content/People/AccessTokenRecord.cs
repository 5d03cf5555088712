namespace Portal.Content.People;

/// <summary>A personal access token. Only a hash of its text is stored.</summary>
public sealed class AccessTokenRecord
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 128;

    /// <summary>Identifier, by which it is revoked.</summary>
    public required string Id { get; set; }

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; set; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>Names of its scopes, separated by blanks.</summary>
    public required string Scopes { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>After this it is worthless.</summary>
    public DateTime ExpiresUtc { get; set; }

    /// <summary>When it was last used, to the minute; null for never.</summary>
    public DateTime? LastUsedUtc { get; set; }
}
