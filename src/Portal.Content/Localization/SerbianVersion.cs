using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Content.Localization;

/// <summary>Writes an item in the other Serbian script: titles, bodies, text fields, alternative texts, and what is contained in it.</summary>
public static class SerbianVersion
{
    /// <summary>Changes the item; addresses, aliases, choices from lists and references stay.</summary>
    public static void Convert(ContentItem item, ContentDefinitions definitions, SerbianAlphabet to)
    {
        if (item.DisplayText is { } text)
            item.DisplayText = SerbianText.Convert(text, to);
        var json = item.Content;
        foreach (var part in definitions.Type(item.ContentType)?.Parts ?? [])
        {
            if (json[part.Name] is not JsonObject values)
                continue;
            ConvertPart(part.PartName, values, to);
            foreach (var field in definitions.Part(part.PartName)?.Fields ?? [])
            {
                if (values[field.Name] is JsonObject value && field.Setting("TextFieldPredefinedListEditorSettings") is null)
                    ConvertField(field.FieldName, value, to);
            }
        }
        ConvertContained(json, definitions, to);
    }

    static void ConvertPart(string part, JsonObject values, SerbianAlphabet to)
    {
        switch (part)
        {
            case "TitlePart":
                Change(values, "Title", to);
                break;
            case "HtmlBodyPart":
                Change(values, "Html", to, SerbianHtml.Convert);
                break;
            case "MarkdownBodyPart":
                Change(values, "Markdown", to, SerbianText.ConvertMarkdown);
                break;
            case "SeoMetaPart":
                foreach (var name in (ReadOnlySpan<string>)["PageTitle", "MetaDescription", "MetaKeywords", "OpenGraphTitle", "OpenGraphDescription", "TwitterTitle", "TwitterDescription"])
                    Change(values, name, to);
                break;
            case "HtmlMenuItemPart":
                Change(values, "Html", to, SerbianHtml.Convert);
                break;
            case "LinkMenuItemPart" or "ContentMenuItemPart":
                Change(values, "Name", to);
                break;
        }
    }

    static void ConvertField(string field, JsonObject value, SerbianAlphabet to)
    {
        switch (field)
        {
            case "TextField":
                Change(value, "Text", to, (text, script) => SerbianCultures.Alphabet(text) is null ? SerbianText.Convert(text, script) : script.Culture());
                break;
            case "HtmlField":
                Change(value, "Html", to, SerbianHtml.Convert);
                break;
            case "MarkdownField":
                Change(value, "Markdown", to, SerbianText.ConvertMarkdown);
                break;
            case "LinkField":
                Change(value, "Text", to);
                break;
            case "MultiTextField":
                ChangeAll(value["Values"], to);
                break;
            case "MediaField":
                ChangeAll(value["MediaTexts"], to);
                ChangeAll(value["Captions"], to);
                break;
        }
    }

    // Bags, flows, terms and entries of menus: items within, wherever they stand.
    static void ConvertContained(JsonNode? node, ContentDefinitions definitions, SerbianAlphabet to)
    {
        switch (node)
        {
            case JsonObject json when json["ContentType"] is JsonValue && json["ContentItemId"] is JsonValue:
                var item = ContentItemJson.Read(json);
                Convert(item, definitions, to);
                if (item.DisplayText is { } text)
                    json["DisplayText"] = text;
                foreach (var (name, part) in item.Content)
                    json[name] = part?.DeepClone();
                break;
            case JsonObject json:
                foreach (var (_, value) in json.ToList())
                    ConvertContained(value, definitions, to);
                break;
            case JsonArray array:
                foreach (var value in array)
                    ConvertContained(value, definitions, to);
                break;
        }
    }

    static void Change(JsonObject values, string name, SerbianAlphabet to, Func<string, SerbianAlphabet, string>? convert = null)
    {
        if (values[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
            values[name] = (convert ?? SerbianText.Convert)(text, to);
    }

    static void ChangeAll(JsonNode? node, SerbianAlphabet to)
    {
        if (node is not JsonArray array)
            return;
        for (var index = 0; index < array.Count; index++)
        {
            if (array[index] is JsonValue value && value.TryGetValue<string>(out var text))
                array[index] = SerbianText.Convert(text, to);
        }
    }
}
