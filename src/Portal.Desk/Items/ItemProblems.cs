using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Parts;

namespace Portal.Desk.Items;

/// <summary>Something in an item that must be put right before it is stored.</summary>
/// <param name="Element">Identifier of the element of the form.</param>
/// <param name="Message">What is wrong and what to do, in the editor's language.</param>
public sealed record ItemProblem(string Element, string Message);

/// <summary>Finds what must be put right in an item, beyond what its fields' settings ask for (<see cref="Content.Checking.ContentCheck"/>).</summary>
static class ItemProblems
{
    static readonly string[] Reserved = ["admin", "login", "logout", "media", "search", "api", "health", "_blazor", "_framework", "_content"];

    static readonly System.Buffers.SearchValues<char> NotInAddresses = System.Buffers.SearchValues.Create("?#%\\\"<> ");

    /// <summary>The problems in the order of the form.</summary>
    public static IReadOnlyList<ItemProblem> Find(ContentItem item, ContentDefinitions definitions, bool publishing, IStringLocalizer texts)
    {
        var problems = new List<ItemProblem>();
        var type = definitions.Type(item.ContentType);
        foreach (var part in type?.Parts ?? [])
        {
            switch (part.PartName)
            {
                case "TitlePart" when string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title) && type?.Stereotype != "Widget":
                    problems.Add(new("TitlePart", texts["The title is missing. Lists and search show it."]));
                    break;
                case "AutoroutePart" when item.As<AutoroutePart>()?.Path is { Length: > 0 } path && Array.Exists(Reserved, word => path.Trim('/').Split('/')[0].Equals(word, StringComparison.OrdinalIgnoreCase)):
                    problems.Add(new("AutoroutePart", texts["The address “{0}” belongs to the program. Choose another one.", path]));
                    break;
                case "AutoroutePart" when item.As<AutoroutePart>()?.Path is { } path && path.AsSpan().ContainsAny(NotInAddresses):
                    problems.Add(new("AutoroutePart", texts["The address “{0}” has a sign that addresses can’t have. Use letters, digits, hyphens and slashes.", path]));
                    break;
            }
        }
        foreach (var (part, field) in definitions.Fields(item.ContentType))
        {
            if (Find(item, part, field, definitions, publishing && type?.Creatable == true, texts) is { } message)
                problems.Add(new($"{part}-{field.Name}", message.Value));
        }
        return problems;
    }

    static LocalizedString? Find(ContentItem item, string part, ContentFieldDefinition field, ContentDefinitions definitions, bool wantsAltText, IStringLocalizer texts)
    {
        var name = texts[field.DisplayName];
        return field.FieldName switch
        {
            "MediaField" when wantsAltText && MediaEntries.LackingText(item, definitions).Any(one => one.Part == part && one.Field.Name == field.Name) =>
                texts["“{0}”: say in a few words what the picture shows, for those who can’t see it.", name],
            _ => null,
        };
    }
}
