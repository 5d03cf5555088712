using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Queries;

/// <summary>The site's named queries, in Orchard Core's JSON (step <c>Queries</c>): <c>Source</c>, <c>Name</c>, <c>Template</c> and what else they bring.</summary>
public sealed record StoredQueries(IReadOnlyList<JsonObject> Queries) : ISiteDocument<StoredQueries>
{
    /// <inheritdoc/>
    public static string DocumentName => "Queries";

    /// <inheritdoc/>
    public static JsonTypeInfo<StoredQueries> Json => StoredQueriesJson.Default.StoredQueries;

    /// <inheritdoc/>
    public static StoredQueries Empty { get; } = new([]);

    /// <summary>The query of that name, compared without case, or null.</summary>
    public JsonObject? Find(string name) => Queries.FirstOrDefault(query => string.Equals(NameOf(query), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes queries over; one of the same name is replaced.</summary>
    public StoredQueries With(IReadOnlyList<JsonObject> added) => new(
        [.. Queries.Where(old => !added.Any(query => string.Equals(NameOf(query), NameOf(old), StringComparison.OrdinalIgnoreCase))), .. added]);

    /// <summary>Name of a query.</summary>
    public static string NameOf(JsonObject query) => Text(query, "Name");

    /// <summary>A property of a query that is text; empty where it is not.</summary>
    public static string Text(JsonObject query, string property) => query[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

[JsonSerializable(typeof(StoredQueries))]
sealed partial class StoredQueriesJson : JsonSerializerContext;
