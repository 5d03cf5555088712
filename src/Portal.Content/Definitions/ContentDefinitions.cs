using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Definitions;

/// <summary>
/// What types, parts and fields there are, in Orchard Core's JSON (step <c>ContentDefinition</c>). Settings are open objects
/// keyed by the name of a settings class; those that nobody here knows are kept.
/// </summary>
public sealed record ContentDefinitions(
    IReadOnlyList<ContentTypeDefinition> ContentTypes,
    IReadOnlyList<ContentPartDefinition> ContentParts) : ISiteDocument<ContentDefinitions>
{
    /// <inheritdoc/>
    public static string DocumentName => "ContentDefinitions";

    /// <inheritdoc/>
    public static JsonTypeInfo<ContentDefinitions> Json => DefinitionJson.Default.ContentDefinitions;

    /// <inheritdoc/>
    public static ContentDefinitions Empty { get; } = new([], []);

    /// <summary>The type of that name, or null.</summary>
    public ContentTypeDefinition? Type(string name) => ContentTypes.FirstOrDefault(type => type.Name == name);

    /// <summary>The part of that name, or null where it has no fields or settings of its own.</summary>
    public ContentPartDefinition? Part(string name) => ContentParts.FirstOrDefault(part => part.Name == name);

    /// <summary>The parts of a type in the order that their positions give.</summary>
    public IEnumerable<ContentTypePartDefinition> OrderedParts(string type) =>
        (Type(type)?.Parts ?? []).OrderBy(part => part.Setting("ContentTypePartSettings"), PositionOrder.Instance);

    /// <summary>The fields of a part in the order that their positions give.</summary>
    public IEnumerable<ContentFieldDefinition> OrderedFields(string part) =>
        (Part(part)?.Fields ?? []).OrderBy(field => field.Setting("ContentPartFieldSettings"), PositionOrder.Instance);

    /// <summary>Every field of a type with the name of the part that holds it, in the order of the definitions.</summary>
    public IEnumerable<(string Part, ContentFieldDefinition Field)> Fields(string type) =>
        from part in Type(type)?.Parts ?? []
        from field in Part(part.PartName)?.Fields ?? []
        select (part.Name, field);

    /// <summary>Takes over what <paramref name="other"/> defines; types and parts of the same name are merged part by part, field by field.</summary>
    public ContentDefinitions MergedWith(ContentDefinitions other) => new(
        Merge(ContentTypes, other.ContentTypes, type => type.Name, (old, type) => type with
        {
            DisplayName = type.DisplayName ?? old.DisplayName,
            Settings = MergeSettings(old.Settings, type.Settings),
            Others = MergeOthers(old.Others, type.Others),
            Parts = Merge(old.Parts, type.Parts, part => part.Name, (oldPart, part) => part with { Settings = MergeSettings(oldPart.Settings, part.Settings) }),
        }),
        Merge(ContentParts, other.ContentParts, part => part.Name, (old, part) => part with
        {
            Settings = MergeSettings(old.Settings, part.Settings),
            Others = MergeOthers(old.Others, part.Others),
            Fields = Merge(old.Fields, part.Fields, field => field.Name, (oldField, field) => field with { Settings = MergeSettings(oldField.Settings, field.Settings) }),
        }));

    static List<T> Merge<T>(IReadOnlyList<T> old, IReadOnlyList<T> added, Func<T, string> key, Func<T, T, T> merge) =>
        [.. old.Select(one => added.FirstOrDefault(other => key(other) == key(one)) is { } other ? merge(one, other) : one),
         .. added.Where(one => old.All(other => key(other) != key(one)))];

    static Dictionary<string, JsonElement>? MergeOthers(Dictionary<string, JsonElement>? old, Dictionary<string, JsonElement>? added) => old is null || added is null
        ? added ?? old
        : new(added.Concat(old.Where(one => !added.ContainsKey(one.Key))), StringComparer.Ordinal);

    static JsonObject? MergeSettings(JsonObject? old, JsonObject? added)
    {
        if (old is null && added is null)
            return null;
        var merged = (JsonObject?)old?.DeepClone() ?? [];
        foreach (var (name, value) in added ?? [])
            merged[name] = value?.DeepClone();
        return merged;
    }
}

/// <summary>A content type: which parts it has, and how its items live.</summary>
public sealed record ContentTypeDefinition(
    string Name,
    string? DisplayName,
    JsonObject? Settings,
    [property: JsonPropertyName("ContentTypePartDefinitionRecords")] IReadOnlyList<ContentTypePartDefinition>? PartRecords)
{
    /// <summary>Properties that nobody here knows, kept and written again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The parts of the type.</summary>
    [JsonIgnore]
    public IReadOnlyList<ContentTypePartDefinition> Parts { get => PartRecords ?? []; init => PartRecords = value; }

    /// <summary>Whether each published change leaves the version before it behind.</summary>
    [JsonIgnore]
    public bool Versionable => Flag("Versionable");

    /// <summary>Whether editors may make new items of the type.</summary>
    [JsonIgnore]
    public bool Creatable => Flag("Creatable");

    /// <summary>Whether lists in the desk show the type.</summary>
    [JsonIgnore]
    public bool Listable => Flag("Listable");

    /// <summary>Whether a version may be kept that visitors don't see yet.</summary>
    [JsonIgnore]
    public bool Draftable => Flag("Draftable");

    /// <summary>Whether roles have permissions for the type of its own.</summary>
    [JsonIgnore]
    public bool Securable => Flag("Securable");

    /// <summary>What the type is used as, such as <c>Widget</c> or <c>MenuItem</c>; empty for ordinary content.</summary>
    [JsonIgnore]
    public string Stereotype =>
        Settings?["ContentTypeSettings"]?["Stereotype"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    bool Flag(string name) => Settings?["ContentTypeSettings"]?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}

/// <summary>A part on a type, perhaps under a name of its own (<c>Services</c> for a <c>BagPart</c>).</summary>
public sealed record ContentTypePartDefinition(string PartName, string Name, JsonObject? Settings)
{
    /// <summary>Properties that nobody here knows, kept and written again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>One settings object, or null.</summary>
    public JsonObject? Setting(string settingsClass) => Settings?[settingsClass] as JsonObject;

    /// <summary>What editors see as the part's label.</summary>
    [JsonIgnore]
    public string DisplayName => Setting("ContentTypePartSettings").Text("DisplayName") is { Length: > 0 } text ? text : Name;
}

/// <summary>A part with its fields.</summary>
public sealed record ContentPartDefinition(
    string Name,
    JsonObject? Settings,
    [property: JsonPropertyName("ContentPartFieldDefinitionRecords")] IReadOnlyList<ContentFieldDefinition>? FieldRecords)
{
    /// <summary>Properties that nobody here knows, kept and written again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The fields of the part.</summary>
    [JsonIgnore]
    public IReadOnlyList<ContentFieldDefinition> Fields { get => FieldRecords ?? []; init => FieldRecords = value; }
}

/// <summary>A field of a part: <see cref="FieldName"/> is the field's type, <see cref="Name"/> its own name.</summary>
public sealed record ContentFieldDefinition(string FieldName, string Name, JsonObject? Settings)
{
    /// <summary>Properties that nobody here knows, kept and written again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>One settings object, or null.</summary>
    public JsonObject? Setting(string settingsClass) => Settings?[settingsClass] as JsonObject;

    /// <summary>What editors see as the field's label.</summary>
    [JsonIgnore]
    public string DisplayName =>
        Setting("ContentPartFieldSettings")?["DisplayName"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : Name;

    /// <summary>The settings of the field's own type, such as <c>TextFieldSettings</c>; null for none.</summary>
    [JsonIgnore]
    public JsonObject? FieldSettings => Setting(FieldName + "Settings");

    /// <summary>Name of the editor, such as <c>TextArea</c>; empty for the usual one.</summary>
    [JsonIgnore]
    public string Editor =>
        Setting("ContentPartFieldSettings")?["Editor"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(ContentDefinitions))]
sealed partial class DefinitionJson : JsonSerializerContext;
