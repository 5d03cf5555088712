using System.Buffers;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Content.Checking;

/// <summary>What every item must have by the parts of its type: a title, and an address that can be one.</summary>
static class PartRules
{
    static readonly string[] Reserved = ["admin", "login", "logout", "media", "search", "api", "health", "_blazor", "_framework", "_content"];

    static readonly SearchValues<char> NotInAddresses = SearchValues.Create("?#%\\\"<> ");

    /// <summary>What must be put right, or null.</summary>
    public static ContentProblem? Find(ContentItem item, ContentTypeDefinition type, ContentTypePartDefinition part) => part.PartName switch
    {
        "TitlePart" when type.Stereotype != "Widget" && !TitlePart.IsGenerated(part.Setting("TitlePartSettings")) && string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title) =>
            new(part.Name, part.Label(), "The title is missing. Lists and search show it.") { Property = "Title" },
        "AutoroutePart" when item.As<AutoroutePart>()?.Path is { Length: > 0 } path && Judge(path) is { } message =>
            new(part.Name, part.Label(), message, path.Length > AutoroutePart.MaxPathLength ? AutoroutePart.MaxPathLength : path) { Property = "Path" },
        _ => null,
    };

    static string? Judge(string path)
    {
        if (path.Length > AutoroutePart.MaxPathLength)
            return "The address is longer than {1} characters.";
        if (path.AsSpan().ContainsAny(NotInAddresses) || path.Any(char.IsControl))
            return "The address “{1}” has a sign that addresses can’t have. Use letters, digits, hyphens and slashes.";
        return Array.Exists(Reserved, word => path.Trim('/').Split('/')[0].Equals(word, StringComparison.OrdinalIgnoreCase))
            ? "The address “{1}” belongs to the program. Choose another one."
            : null;
    }
}
