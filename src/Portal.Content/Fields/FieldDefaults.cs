using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>The values that new items begin with, as the settings of their fields say.</summary>
public static class FieldDefaults
{
    /// <summary>Writes the default of each field of which the item has no value.</summary>
    public static void Apply(ContentItem item, ContentDefinitions definitions)
    {
        foreach (var (part, field) in definitions.Fields(item.ContentType))
        {
            if ((item.Content[part] as JsonObject)?.ContainsKey(field.Name) == true)
                continue;
            var settings = field.FieldSettings;
            switch (field.FieldName)
            {
                case "TextField" when DefaultText(field) is { Length: > 0 } text:
                    item.Apply(part, field.Name, new TextField(text));
                    break;
                case "BooleanField" when settings.Flag("DefaultValue"):
                    item.Apply(part, field.Name, new BooleanField(true));
                    break;
                case "NumericField" when settings.Number("DefaultValue") is { } number:
                    item.Apply(part, field.Name, new NumericField(number));
                    break;
                case "LinkField" when settings.Text("DefaultUrl") is { Length: > 0 } url:
                    item.Apply(part, field.Name, new LinkField(url, settings.Text("DefaultText")));
                    break;
                case "MultiTextField" when DefaultOptions(settings) is { Count: > 0 } values:
                    item.Apply(part, field.Name, new MultiTextField(values));
                    break;
            }
        }
    }

    static string DefaultText(ContentFieldDefinition field) =>
        field.Setting("TextFieldPredefinedListEditorSettings").Text("DefaultValue") is { Length: > 0 } text && field.Editor == "PredefinedList" ? text : field.FieldSettings.Text("DefaultValue");

    static List<string> DefaultOptions(JsonObject? settings) =>
        [.. (settings?["Options"] as JsonArray ?? []).OfType<JsonObject>().Where(option => option.Flag("default") || option.Flag("Default"))
            .Select(option => option.Text("value") is { Length: > 0 } value ? value : option.Text("Value"))];
}
