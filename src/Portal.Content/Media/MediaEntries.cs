using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Content.Media;

/// <summary>One file of a media field, with what stands beside it.</summary>
/// <param name="Path">Its path in the library, or a whole address elsewhere.</param>
public sealed record MediaEntry(string Path)
{
    /// <summary>What a picture shows, for those who can't see it.</summary>
    public string Text { get; init; } = "";

    /// <summary>What stands below it.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Whether the picture only adorns, so that nothing is said of it.</summary>
    public bool IsDecorative { get; init; }

    /// <summary>The point that stays in view where the picture is cut, 0 to 1 from the left and from the top; null for the middle.</summary>
    public (double X, double Y)? Focus { get; init; }

    /// <summary>Orchard's name of an attached file; kept.</summary>
    public string? AttachedFileName { get; init; }

    /// <summary>Whether something must be said of it before it is published: a picture of this site that does not only adorn.</summary>
    public bool LacksText => !IsDecorative && string.IsNullOrWhiteSpace(Text) && !Path.Contains("://", StringComparison.Ordinal) && MediaTypes.Of(Path)?.IsImage == true;
}

/// <summary>
/// A media field as a list of files. In Orchard Core's JSON each property is a list of its own, as long as the paths or shorter;
/// <c>Captions</c> and <c>Decorative</c> are ours.
/// </summary>
public static class MediaEntries
{
    /// <summary>The files of a field.</summary>
    public static IReadOnlyList<MediaEntry> Read(JsonObject? field) =>
        [.. (field?["Paths"] as JsonArray ?? []).Select((path, index) => new MediaEntry(Text(path))
        {
            Text = Text(At(field, "MediaTexts", index)),
            Caption = Text(At(field, "Captions", index)),
            IsDecorative = At(field, "Decorative", index) is JsonValue value && value.TryGetValue<bool>(out var on) && on,
            Focus = At(field, "Anchors", index) is JsonObject anchor && Share(anchor["X"]) is { } x && Share(anchor["Y"]) is { } y && (x, y) != (0.5, 0.5) ? (x, y) : null,
            AttachedFileName = At(field, "AttachedFileNames", index) is JsonValue name && name.TryGetValue<string>(out var text) ? text : null,
        })];

    /// <summary>The field with these files; properties that nobody here knows are kept.</summary>
    public static JsonObject Write(JsonObject? field, IReadOnlyList<MediaEntry> entries)
    {
        var json = field is null ? [] : (JsonObject)field.DeepClone();
        json["Paths"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry.Path)]);
        json["MediaTexts"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry.Text)]);
        Set("Captions", entry => entry.Caption, entry => entry.Caption.Length > 0);
        Set("Decorative", entry => entry.IsDecorative, entry => entry.IsDecorative);
        Set("Anchors", entry => new JsonObject { ["X"] = entry.Focus?.X ?? 0.5, ["Y"] = entry.Focus?.Y ?? 0.5 }, entry => entry.Focus is not null);
        Set("AttachedFileNames", entry => entry.AttachedFileName, entry => entry.AttachedFileName is not null);
        return json;

        // What nobody uses does not come to be, and what stood there stays as long as the rest.
        void Set(string name, Func<MediaEntry, JsonNode?> value, Predicate<MediaEntry> isUsed)
        {
            if (json.ContainsKey(name) || entries.Any(entry => isUsed(entry)))
                json[name] = new JsonArray([.. entries.Select(value)]);
        }
    }

    /// <summary>Whether a field is a media field that holds a picture of which nothing is said, although it must be before it is published.</summary>
    public static bool LacksText(ContentItem item, string part, ContentFieldDefinition field) => field.FieldName == "MediaField" && WantsText(field)
        && Read((item.Content[part] as JsonObject)?[field.Name] as JsonObject).Any(entry => entry.LacksText);

    /// <summary>Whether something must be said of the pictures of a field: unless its settings say otherwise.</summary>
    public static bool WantsText(ContentFieldDefinition field) => IsOn(field, "AllowMediaText") && IsOn(field, "RequireMediaText");

    /// <summary>Whether a setting of a media field is on, as it is unless switched off.</summary>
    public static bool IsOn(ContentFieldDefinition field, string setting) =>
        !(field.Setting("MediaFieldSettings")?[setting] is JsonValue value && value.TryGetValue<bool>(out var on) && !on);

    static JsonNode? At(JsonObject? field, string name, int index) => field?[name] is JsonArray array && index < array.Count ? array[index] : null;

    static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    static double? Share(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var share) && share is >= 0 and <= 1 ? share : null;
}
