namespace Portal.Content.WordPress.Bodies;

/// <summary>A shortcode of WordPress, such as <c>[gallery ids="1,2"]</c> or <c>[caption]…[/caption]</c>.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Attributes">Its attributes by their names in lower case.</param>
/// <param name="Content">What stands between its tags, or null where it has no closing tag.</param>
/// <param name="Raw">The shortcode as it stands in the text.</param>
sealed record Shortcode(string Name, IReadOnlyDictionary<string, string> Attributes, string? Content, string Raw)
{
    /// <summary>The first of the attributes that has a value; empty where none has.</summary>
    public string Attribute(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Attributes.TryGetValue(name, out var value) && value.Length > 0)
                return value;
        }
        return "";
    }

    /// <summary>The numbers in a list such as <c>ids="12, 13"</c>.</summary>
    public IEnumerable<long> Numbers(string name) =>
        Attribute(name).Split(',', StringSplitOptions.TrimEntries).Select(text => long.TryParse(text, out var number) ? number : 0).Where(number => number > 0);
}
