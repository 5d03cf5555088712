using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;

namespace Portal.Desk.Writing;

/// <summary>How long a text is.</summary>
/// <param name="Words">Words: what stands between blanks and has a letter or a digit.</param>
/// <param name="Characters">Characters with blanks.</param>
/// <param name="Minutes">Time to read it, in minutes; at least 1 where there is a word.</param>
public sealed record WritingFigures(int Words, int Characters, int Minutes)
{
    /// <summary>Words that a practised reader takes in a minute.</summary>
    const int Pace = 200;

    /// <summary>Whether the type has a text of the kind that is counted.</summary>
    public static bool HasText(ContentDefinitions definitions, string contentType) =>
        definitions.OrderedParts(contentType).Any(part => part.PartName is "HtmlBodyPart" or "MarkdownBodyPart");

    /// <summary>The figures of the item's text, without titles and leads.</summary>
    public static WritingFigures Of(ContentItem item)
    {
        var (words, characters) = (0, 0);
        foreach (var text in Texts(item))
        {
            characters += text.Length;
            var isWord = false;
            foreach (var letter in text)
            {
                if (char.IsWhiteSpace(letter))
                    isWord = false;
                else if (!isWord && char.IsLetterOrDigit(letter))
                    (isWord, words) = (true, words + 1);
            }
        }
        return new(words, characters, (words + Pace - 1) / Pace);
    }

    /// <summary>The texts of the item's body as readers see them.</summary>
    internal static IEnumerable<string> Texts(ContentItem item)
    {
        if (Text(item.Content["HtmlBodyPart"], "Html") is { Length: > 0 } html)
            yield return HtmlText.FromHtml(html);
        if (Text(item.Content["MarkdownBodyPart"], "Markdown") is { Length: > 0 } markdown)
            yield return markdown.Trim();
    }

    static string? Text(JsonNode? part, string name) => (part as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
