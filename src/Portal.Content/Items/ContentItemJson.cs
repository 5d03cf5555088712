using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Definitions;

namespace Portal.Content.Items;

/// <summary>Reads and writes content items in Orchard Core's content-item JSON.</summary>
public static class ContentItemJson
{
    /// <summary>Files are read with comments and trailing commas, as Orchard's recipes have them; depth is bounded.</summary>
    public static JsonDocumentOptions ReadOptions { get; } =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 128 };

    /// <summary>Files are written indented and with letters of every script as they are.</summary>
    public static JsonSerializerOptions FileOptions { get; } =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonSerializerOptions CompactOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The item as JSON for a file or a response.</summary>
    public static JsonObject Write(ContentItem item)
    {
        var json = new JsonObject
        {
            ["ContentItemId"] = item.ContentItemId,
            ["ContentItemVersionId"] = item.ContentItemVersionId,
            ["ContentType"] = item.ContentType,
            ["DisplayText"] = item.DisplayText,
            ["Latest"] = item.Latest,
            ["Published"] = item.Published,
            ["ModifiedUtc"] = Date(item.ModifiedUtc),
            ["PublishedUtc"] = Date(item.PublishedUtc),
            ["CreatedUtc"] = Date(item.CreatedUtc),
            ["Owner"] = item.Owner,
            ["Author"] = item.Author,
        };
        foreach (var (name, part) in item.Content)
            json[name] = part?.DeepClone();
        return json;
    }

    /// <summary>Reads an item, whether stored, exported or contained in another.</summary>
    /// <exception cref="JsonException">The JSON is no content item; the message says what is missing.</exception>
    public static ContentItem Read(JsonObject json)
    {
        var item = new ContentItem
        {
            ContentItemId = json.TextOrNull("ContentItemId") ?? "",
            ContentType = json.TextOrNull("ContentType") ?? throw new JsonException("A content item has no ContentType."),
            ContentItemVersionId = json.TextOrNull("ContentItemVersionId") ?? "",
            DisplayText = json.TextOrNull("DisplayText") ?? json.TextOrNull("Displaytext"),
            Latest = Flag(json, "Latest"),
            Published = Flag(json, "Published"),
            ModifiedUtc = Date(json, "ModifiedUtc"),
            PublishedUtc = Date(json, "PublishedUtc"),
            CreatedUtc = Date(json, "CreatedUtc"),
            Owner = json.TextOrNull("Owner"),
            Author = json.TextOrNull("Author"),
        };
        if (item.ContentItemId.Length > ContentIdentity.MaxLength || item.ContentItemVersionId.Length > ContentIdentity.MaxLength)
            throw new JsonException($"The identifier of the {item.ContentType} “{item.DisplayText}” is longer than {ContentIdentity.MaxLength} characters.");
        if (item.DisplayText?.Contains('\0', StringComparison.Ordinal) == true || item.ContentType.Contains('\0', StringComparison.Ordinal))
            throw new JsonException("The display text has a character that no text can have (U+0000).");
        foreach (var (name, part) in json)
        {
            if (!IsHeader(name))
                item.Content[name] = part?.DeepClone();
        }
        return item;
    }

    /// <summary>The JSON text of parts as it is stored.</summary>
    public static string ToText(JsonObject content) => content.ToJsonString(CompactOptions);

    /// <summary>The stored JSON text of parts.</summary>
    public static JsonObject FromText(string text) =>
        JsonNode.Parse(text, documentOptions: ReadOptions) as JsonObject ?? throw new JsonException("The stored content is not a JSON object.");

    internal static T? Read<T>(JsonObject json, JsonTypeInfo<T> type) where T : class => json.Deserialize(type);

    internal static JsonObject Merge<T>(JsonObject? stored, T value, JsonTypeInfo<T> type) where T : class
    {
        var written = ToNode(value, type);
        if (stored is null)
            return written;
        var merged = (JsonObject)stored.DeepClone();
        foreach (var (name, node) in written)
            merged[name] = node?.DeepClone();
        return merged;
    }

    // Not SerializeToNode: that one keeps every letter beyond ASCII escaped, and each reader of the text has to undo it anew.
    static JsonObject ToNode<T>(T value, JsonTypeInfo<T> type) where T : class
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, value, type);
        return (JsonObject)JsonNode.Parse(json.WrittenSpan)!;
    }

    internal static bool IsHeader(string name) => name is "ContentItemId" or "ContentItemVersionId" or "ContentType" or "DisplayText" or "Displaytext"
        or "Latest" or "Published" or "ModifiedUtc" or "PublishedUtc" or "CreatedUtc" or "Owner" or "Author" or "Id";

    static bool Flag(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    // Six digits: PostgreSQL keeps no more, and what is exported from either database shall be the same.
    static string? Date(DateTime? date) => date?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    static DateTime? Date(JsonObject json, string name) =>
        json.TextOrNull(name) is { Length: > 0 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.UtcDateTime
            : null;
}
