using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Search.Queries;

/// <summary>
/// Settings of Orchard Core's Lucene indexes by their names, as they came (step <c>lucene-index</c>). There is one index here; of an index
/// that a query names, the content types and the culture narrow what it finds.
/// </summary>
public sealed record LuceneIndexes(IReadOnlyDictionary<string, JsonObject> Indices) : ISiteDocument<LuceneIndexes>
{
    /// <inheritdoc/>
    public static string DocumentName => "LuceneIndexes";

    /// <inheritdoc/>
    public static JsonTypeInfo<LuceneIndexes> Json => LuceneIndexesJson.Default.LuceneIndexes;

    /// <inheritdoc/>
    public static LuceneIndexes Empty { get; } = new(new Dictionary<string, JsonObject>());

    /// <summary>Settings of the index of that name, compared without case, or null.</summary>
    public JsonObject? Find(string name) => Indices.FirstOrDefault(index => string.Equals(index.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Takes indexes over; one of the same name is replaced.</summary>
    public LuceneIndexes With(IReadOnlyDictionary<string, JsonObject> added) => new(
        Indices.Where(old => !added.Keys.Contains(old.Key, StringComparer.OrdinalIgnoreCase)).Concat(added).ToDictionary(StringComparer.Ordinal));

    /// <summary>The content types of an index; empty for all.</summary>
    public static IReadOnlyList<string> Types(JsonObject? settings) =>
        [.. (settings?["IndexedContentTypes"] as JsonArray ?? []).OfType<JsonValue>().Select(type => type.ToString()).Where(type => type.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The culture of an index; empty for any.</summary>
    public static string Culture(JsonObject? settings) => settings?["Culture"]?.ToString() is { Length: > 0 } culture && culture != "any" ? culture : "";
}

[JsonSerializable(typeof(LuceneIndexes))]
sealed partial class LuceneIndexesJson : JsonSerializerContext;
