using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;

namespace Portal.Content.Checking;

/// <summary>What the settings of a field (<c>…FieldSettings</c>, Orchard Core's names) ask of its value.</summary>
static class FieldRules
{
    const string Missing = "“{0}” is missing.";
    const string OneOnly = "“{0}” takes one choice only.";

    /// <summary>What must be put right, or null. Fields of a type that nobody here knows are not looked at.</summary>
    public static ContentProblem? Find(ContentItem item, string part, ContentFieldDefinition field)
    {
        try
        {
            return Judge(item, part, field) is { } finding ? new($"{part}-{field.Name}", field.Label(), finding.Message, finding.Arguments) : null;
        }
        catch (JsonException)
        {
            return new($"{part}-{field.Name}", field.Label(), "“{0}” has a value of the wrong kind.");
        }
    }

    static Finding? Judge(ContentItem item, string part, ContentFieldDefinition field)
    {
        var settings = field.FieldSettings;
        var required = settings.Flag("Required");
        return field.FieldName switch
        {
            "TextField" => TextRules.Judge(Get<TextField>()?.Text ?? "", field, required),
            "HtmlField" => Wanting(required, HasContent(Get<HtmlField>()?.Html)),
            "MarkdownField" => Wanting(required, !string.IsNullOrWhiteSpace(Get<MarkdownField>()?.Markdown)),
            // Reading it finds what is neither yes nor no.
            "BooleanField" => Wanting(Get<BooleanField>() is null, true),
            "NumericField" => Number(Get<NumericField>()?.Value, settings, required),
            "DateField" => Wanting(required, Get<DateField>()?.Value is not null),
            "DateTimeField" => Wanting(required, Get<DateTimeField>()?.Value is not null),
            "TimeField" => Get<TimeField>()?.Value is { } time
                ? time < TimeSpan.Zero || time >= TimeSpan.FromDays(1) ? new("“{0}” must be a time of the day, such as 09:30.") : null
                : Wanting(required, false),
            "LinkField" => TextRules.Link(Get<LinkField>(), settings, required),
            "MediaField" => Media(Get<MediaField>()?.Paths ?? [], settings, required),
            "ContentPickerField" => Choices(Get<ContentPickerField>()?.ContentItemIds, required, settings.Flag("Multiple")),
            "LocalizationSetContentPickerField" => Choices(Get<LocalizationSetContentPickerField>()?.LocalizationSets, required, settings.Flag("Multiple")),
            "UserPickerField" => Choices(Get<UserPickerField>()?.UserIds, required, settings.Flag("Multiple")),
            "TaxonomyField" => Choices(Get<TaxonomyField>()?.TermContentItemIds, required, !settings.Flag("Unique")),
            "MultiTextField" => TextRules.Several(Get<MultiTextField>()?.Values ?? [], settings, required),
            "YoutubeField" => Film(Get<YoutubeField>()?.RawAddress, required),
            "GeoPointField" => Place(Get<GeoPointField>(), required),
            _ => null,
        };

        TField? Get<TField>() where TField : class, IContentField<TField> => (item.Content[part] as JsonObject)?[field.Name] is null or JsonObject
            ? item.Field<TField>(part, field.Name)
            : throw new JsonException("A field is a JSON object.");
    }

    internal static Finding? Wanting(bool required, bool present) => required && !present ? new(Missing) : null;

    static Finding? Choices(IReadOnlyList<string>? chosen, bool required, bool several) =>
        chosen is { Count: > 1 } && !several ? new(OneOnly) : Wanting(required, chosen is { Count: > 0 });

    static Finding? Number(decimal? value, JsonObject? settings, bool required)
    {
        if (value is not { } number)
            return Wanting(required, false);
        var (least, most, scale) = (settings.Number("Minimum"), settings.Number("Maximum"), settings.Number("Scale"));
        if (least is { } low && number < low)
            return most is { } above ? new("“{0}” must be between {1} and {2}.", low, above) : new("“{0}” must be at least {1}.", low);
        if (most is { } high && number > high)
            return least is { } below ? new("“{0}” must be between {1} and {2}.", below, high) : new("“{0}” must be at most {1}.", high);
        if (scale is { } digits && digits is >= 0 and <= 28 && decimal.Round(number, (int)digits) != number)
            return digits == 0 ? new("“{0}” must be a whole number.") : new("“{0}” may have {1} digits after the point.", (int)digits);
        return null;
    }

    static Finding? Media(IReadOnlyList<string> paths, JsonObject? settings, bool required)
    {
        if (paths.Count > 1 && !settings.Flag("Multiple"))
            return new(OneOnly);
        var allowed = settings.Texts("AllowedExtensions");
        return allowed.Count > 0 && paths.FirstOrDefault(path => !allowed.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) is { } other
            ? new("“{0}”: “{1}” is none of the kinds of file that stand here: {2}.", other, string.Join(", ", allowed))
            : Wanting(required, paths.Count > 0);
    }

    static Finding? Film(string? address, bool required) => string.IsNullOrWhiteSpace(address)
        ? Wanting(required, false)
        : YoutubeField.VideoId(address) is null ? new("“{0}”: “{1}” is no address of a film on YouTube. Copy the address from the film’s page.", address) : null;

    static Finding? Place(GeoPointField? place, bool required) => place switch
    {
        null or { Latitude: null, Longitude: null } => Wanting(required, false),
        { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } => null,
        _ => new("“{0}” needs a latitude from -90 to 90 and a longitude from -180 to 180."),
    };

    static bool HasContent(string? html) => html is not null && (html.Contains("<img", StringComparison.OrdinalIgnoreCase) || HtmlText.FromHtml(html).Length > 0);

    internal sealed record Finding(string Message, params IReadOnlyList<object> Arguments);
}
