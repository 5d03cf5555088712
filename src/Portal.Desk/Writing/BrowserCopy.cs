namespace Portal.Desk.Writing;

/// <summary>Text that only the browser holds.</summary>
/// <param name="Name">Its name in the browser's store.</param>
/// <param name="At">When it was written, in milliseconds since 1970.</param>
/// <param name="Item">The item.</param>
/// <param name="Base">The version on which it stands.</param>
/// <param name="Form">The form in which it was written.</param>
/// <param name="IsOwn">Whether the same window was loaded anew and nobody types in it yet: then it comes back unasked.</param>
sealed record BrowserCopy(string Name, double At, string? Item, string? Base, string? Form, bool IsOwn)
{
    public DateTime AtUtc => DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(At, 0, 32_503_680_000_000));
}
