using System.Text.RegularExpressions;
using Portal.Content.Handlers;

namespace Portal.Content.Definitions;

/// <summary>Technical names of types, parts and fields: names of JSON properties, of shapes and of template files.</summary>
public static partial class DefinitionNames
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Properties that an item has of its own; a part of such a name would be lost.</summary>
    static readonly HashSet<string> Header = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc",
        "Owner", "Author", "Terms", "Content", "ContentItem",
    };

    /// <summary>Whether the name may stand for a type, part or field.</summary>
    public static bool IsFit(string name) => Fit().IsMatch(name) && !Header.Contains(name);

    /// <summary>A technical name made of what people call it: <c>Изјава за јавност</c> becomes <c>IzjavaZaJavnost</c>; empty where nothing is left.</summary>
    public static string From(string displayName)
    {
        var words = Slug.From(displayName).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        name = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter))]).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return name.Length > MaxLength ? name[..MaxLength] : name;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{0,127}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fit();
}
