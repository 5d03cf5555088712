namespace Portal.Feeds.Fetching;

/// <summary>The name of a server as it is asked for in the name service.</summary>
static class HostName
{
    /// <summary>Most characters of a name (RFC 1035).</summary>
    public const int MaxLength = 253;

    /// <summary>The name in ASCII letters (IDN), or null where no server can have it. <see cref="Uri.IdnHost"/> alone would throw there.</summary>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 and <= MaxLength } name && System.Text.Ascii.IsValid(name) ? name.ToLowerInvariant() : null;
        }
        catch (UriFormatException)
        {
            // Letters that no name may have; some addresses are taken with them all the same.
            return null;
        }
    }

    /// <summary>The name in ASCII letters, or as it is written where no server can have it.</summary>
    public static string OrWritten(Uri address) => Of(address) ?? address.Host.ToLowerInvariant();
}
