using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lucene.Net.Search;
using Portal.Content.Items;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Queries;

/// <summary>A query of Orchard Core that was understood.</summary>
/// <param name="Query">What is looked for.</param>
/// <param name="Order">In which order.</param>
/// <param name="Skip">Hits that are left out at the beginning.</param>
/// <param name="Size">Hits that are wanted.</param>
/// <param name="Fields">Names of the fields that documents are answered with; empty for all.</param>
sealed record LuceneRequest(Query Query, Sort Order, int Skip, int Size, IReadOnlyList<string> Fields)
{
    const int UsualSize = 10;

    static readonly SortField NewestFirst = new(IndexFields.Published, SortFieldType.INT64, reverse: true);

    /// <summary>Reads the JSON of a query, its template filled in.</summary>
    /// <exception cref="QueryRefusedException">It can't be run here; the message says why.</exception>
    public static LuceneRequest Parse(string json, DateTimeOffset now)
    {
        if (json.Length > QueryBudget.MaxLength)
            throw new QueryRefusedException($"it is longer than {QueryBudget.MaxLength} characters.");
        JsonObject? read;
        try
        {
            read = JsonNode.Parse(json, documentOptions: ContentItemJson.ReadOptions) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw new QueryRefusedException($"its template gives no valid JSON: {exception.Message}");
        }
        if (read is null)
            throw new QueryRefusedException("its template gives no JSON object.");
        try
        {
            var skip = Math.Min(Number(read["from"], 0), SearchRequest.Window);
            return new(new QueryClauses(now).Build(read["query"] ?? new JsonObject()), Sort(read["sort"]), skip, Math.Clamp(Number(read["size"], UsualSize), 1, SearchRequest.Window), Source(read["_source"] ?? read["fields"]));
        }
        catch (ArgumentException exception)
        {
            // JSON objects may name a property twice, which shows only when they are read.
            throw new QueryRefusedException($"its JSON can’t be read: {exception.Message}");
        }
    }

    static Sort Sort(JsonNode? sort)
    {
        var fields = new List<SortField>();
        foreach (var one in sort switch { null => [], JsonArray list => list.ToList(), _ => [sort] })
        {
            var (field, order) = one switch
            {
                JsonObject { Count: 1 } named => (named.First().Key, (named.First().Value is JsonObject how ? how["order"] : named.First().Value)?.ToString()),
                JsonValue name => (name.ToString(), null),
                _ => throw new QueryRefusedException("its order is none that is known here."),
            };
            var descending = string.Equals(order, "desc", StringComparison.OrdinalIgnoreCase);
            fields.Add(field switch
            {
                "_score" => SortField.FIELD_SCORE,
                // As in lists: an item's dates are those of its publication.
                "Content.ContentItem.PublishedUtc" or "Content.ContentItem.CreatedUtc" or "Content.ContentItem.ModifiedUtc" => new(IndexFields.Published, SortFieldType.INT64, descending),
                _ => throw new QueryRefusedException($"it is sorted by “{(field.Length > 100 ? field[..100] : field)}”; results are sorted by rank or by date here."),
            });
        }
        return new(fields.Count == 0 ? [SortField.FIELD_SCORE, NewestFirst] : [.. fields.Take(3)]);
    }

    static List<string> Source(JsonNode? source) => source switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Select(one => one.ToString())],
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.ToString()],
        _ => [],
    };

    // Templates often write numbers in quotes.
    static int Number(JsonNode? node, int otherwise) =>
        node is JsonValue value && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
