using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Portal.Content.Definitions;

/// <summary>
/// What editors see as the names of types, parts and fields: what the definition says, else what the program's own parts are called, else
/// the technical name as words (<c>MainImage</c> is “Main image”). English; the key of its translations.
/// </summary>
public static partial class DefinitionLabels
{
    static readonly FrozenDictionary<string, string> Parts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TitlePart"] = "Title",
        ["AutoroutePart"] = "Address",
        ["AliasPart"] = "Alias",
        ["HtmlBodyPart"] = "Formatted text",
        ["MarkdownBodyPart"] = "Markdown",
        ["LiquidPart"] = "Liquid",
        ["FlowPart"] = "Flow of widgets",
        ["BagPart"] = "Bag of items",
        ["ListPart"] = "List",
        ["ContainedPart"] = "Belongs to",
        ["TaxonomyPart"] = "Taxonomy",
        ["TermPart"] = "Term",
        ["MenuItemsListPart"] = "Menu",
        ["MenuPart"] = "Menu",
        ["LinkMenuItemPart"] = "Menu entry",
        ["ContentMenuItemPart"] = "Menu entry",
        ["HtmlMenuItemPart"] = "Menu entry",
        ["LocalizationPart"] = "Language",
        ["PublishLaterPart"] = "Publish later",
        ["ArchiveLaterPart"] = "Archive later",
        ["AuditTrailPart"] = "Audit trail",
        ["SeoMetaPart"] = "Search engines",
        ["PreviewPart"] = "Preview",
        ["CommonPart"] = "Dates and owner",
        ["LayerMetadata"] = "Layer",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The label of a type.</summary>
    public static string Label(this ContentTypeDefinition type) => string.IsNullOrWhiteSpace(type.DisplayName) ? Words(type.Name) : type.DisplayName;

    /// <summary>The label of a part on its type.</summary>
    public static string Label(this ContentTypePartDefinition part) =>
        part.Setting("ContentTypePartSettings").Text("DisplayName") is { Length: > 0 } given ? given : OfPart(part.Name);

    /// <summary>The label of a field.</summary>
    public static string Label(this ContentFieldDefinition field) =>
        field.Setting("ContentPartFieldSettings").Text("DisplayName") is { Length: > 0 } given ? given : Words(field.Name);

    /// <summary>The label of the type of that name; the words of the name where the type is not there any more.</summary>
    public static string LabelOf(this ContentDefinitions definitions, string contentType) => definitions.Type(contentType)?.Label() ?? Words(contentType);

    /// <summary>What a part is called by itself.</summary>
    /// <param name="name">Its technical name, or the one that it has on a type.</param>
    public static string OfPart(string name) => Parts.GetValueOrDefault(name) ?? Words(name.EndsWith("Part", StringComparison.Ordinal) && name.Length > 4 ? name[..^4] : name);

    static string Words(string name)
    {
        var words = Boundary().Replace(name, " ").Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        // A word of capitals only is an abbreviation, and stays.
        return string.Join(' ', words.Select((word, place) => place == 0 || word.All(char.IsUpper) ? word : char.ToLowerInvariant(word[0]) + word[1..]));
    }

    [GeneratedRegex(@"(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
