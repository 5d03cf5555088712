namespace Portal.Desk.SignIn;

/// <summary>Keeps people on the site: an address given by whoever made the link is followed only within it.</summary>
static class LocalAddress
{
    /// <summary>The address where it is one of this site's paths, else the start page of the desk.</summary>
    public static string Of(string? address) => IsLocal(address) ? address! : "/Admin";

    // "//host" and "/\host" lead elsewhere; browsers drop control characters before they look.
    static bool IsLocal(string? address) =>
        address is ['/', ..] && !(address.Length > 1 && address[1] is '/' or '\\') && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal);
}
