namespace Portal.Content.People;

/// <summary>A device on which somebody is signed in. The browser's cookie names it; once the row is gone, the cookie opens nothing.</summary>
public sealed class UserSessionRecord
{
    /// <summary>Longest description of a device, in characters.</summary>
    public const int MaxDeviceLength = 256;

    /// <summary>Identifier, by which it is ended.</summary>
    public required string Id { get; set; }

    /// <summary>Who is signed in.</summary>
    public required string UserId { get; set; }

    /// <summary>What the browser calls itself, shortened.</summary>
    public required string Device { get; set; }

    /// <summary>Network address of the sign-in.</summary>
    public required string Address { get; set; }

    /// <summary>When the person signed in.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>When the person last proved who they are, for changes that ask for it.</summary>
    public DateTime ConfirmedUtc { get; set; }

    /// <summary>When it was last used, to five minutes.</summary>
    public DateTime LastUsedUtc { get; set; }
}
