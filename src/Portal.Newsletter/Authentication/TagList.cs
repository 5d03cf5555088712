namespace Portal.Newsletter.Authentication;

/// <summary>The list of tags in which DKIM keys and DMARC policies are written: <c>v=DMARC1; p=none</c> (RFC 6376, 3.2).</summary>
static class TagList
{
    /// <summary>The tags by name; null where the text is no such list. Of a name that stands twice, the first counts.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return null;
            tags.TryAdd(tag[..equals].Trim(), string.Concat(tag[(equals + 1)..].Where(letter => !char.IsWhiteSpace(letter))));
        }
        return tags;
    }
}
