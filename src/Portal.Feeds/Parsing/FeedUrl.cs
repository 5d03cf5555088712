namespace Portal.Feeds.Parsing;

/// <summary>Addresses as feeds write them.</summary>
static class FeedUrl
{
    /// <summary>The address in full (http or https), or null where it is none.</summary>
    public static string? Absolute(string? url, string baseUrl)
    {
        if (url?.Trim() is not { Length: > 0 and < 4096 } text)
            return null;
        if (text.AsSpan().ContainsAny('\n', '\r', '\t'))
            text = text.ReplaceLineEndings("").Replace("\t", "", StringComparison.Ordinal);
        // Escaped twice: no server has a parameter of the name “amp;page”.
        text = text.Replace("&amp;", "&", StringComparison.Ordinal);
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = (baseUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? "http:" : "https:") + text;
        if (IsWeb(text))
            return text;
        return Uri.TryCreate(baseUrl, UriKind.Absolute, out var root) && root.Scheme is "http" or "https"
            && Uri.TryCreate(root, text, out var full) && full.Scheme is "http" or "https" ? full.AbsoluteUri : null;
    }

    /// <summary>Whether the text is a full web address.</summary>
    public static bool IsWeb(string? text) =>
        text is not null && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(text, UriKind.Absolute, out _);
}
