using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.Queries;

/// <summary>A query that was understood, or why not.</summary>
/// <param name="Types">Content types; empty for all.</param>
/// <param name="Keys">List keys (<c>term:ID</c>, <c>list:ID</c>) of which the items must have one; empty for all.</param>
/// <param name="Ids">The items themselves, or none where they are found otherwise.</param>
/// <param name="Skip">Items to leave out at the beginning.</param>
/// <param name="Size">Most items that are answered.</param>
/// <param name="Problem">Why the query cannot be run, as a sentence; null where it can.</param>
public sealed record ListedQuery(IReadOnlyList<string> Types, IReadOnlyList<string> Keys, IReadOnlyList<string> Ids, int Skip, int Size, string? Problem = null)
{
    internal static ListedQuery Not(string problem) => new([], [], [], 0, 0, problem);
}

/// <summary>
/// Understands those of Orchard Core's Lucene queries that list content: by type, by term or by identity, newest first. They are
/// answered from the database. Others (full text, ranges, SQL) are named as what they are.
/// </summary>
public static class QueryReading
{
    const string Item = "Content.ContentItem.";

    /// <summary>Looks at a stored query, whose template is not filled in yet.</summary>
    public static ListedQuery Read(JsonObject query) => StoredQueries.Text(query, "Source") switch
    {
        "Lucene" or "" => new([], [], [], 0, 0),
        "Sql" => ListedQuery.Not("it is written in SQL, and the database is not opened to texts from outside."),
        var source => ListedQuery.Not($"it is for {source}, which is not here."),
    };

    /// <summary>Understands the text of a query, its template filled in.</summary>
    public static ListedQuery Parse(string json)
    {
        JsonObject? query;
        try
        {
            query = JsonNode.Parse(json, documentOptions: Items.ContentItemJson.ReadOptions) as JsonObject;
        }
        catch (JsonException exception)
        {
            return ListedQuery.Not($"its template gives no valid JSON: {exception.Message}");
        }
        if (query is null)
            return ListedQuery.Not("its template gives no JSON object.");
        var read = new Reading();
        read.Clause(query["query"]);
        read.Sort(query["sort"]);
        return read.Problem is { } problem
            ? ListedQuery.Not(problem)
            : new(read.Types, read.Keys, read.Ids, Number(query["from"], 0), Math.Clamp(Number(query["size"], 10), 1, Content.Items.ContentListQuery.MaxCount));
    }

    static int Number(JsonNode? node, int otherwise) => node is JsonValue value && value.TryGetValue<int>(out var number) && number >= 0 ? number : otherwise;

    sealed class Reading
    {
        public List<string> Types { get; } = [];

        public List<string> Keys { get; } = [];

        public List<string> Ids { get; } = [];

        public string? Problem { get; private set; }

        public void Clause(JsonNode? node)
        {
            switch (node)
            {
                case null:
                    return;
                case JsonArray list:
                    foreach (var one in list)
                        Clause(one);
                    return;
                case JsonObject { Count: 0 }:
                    return;
                case JsonObject clause:
                    foreach (var (kind, body) in clause)
                        Clause(kind, body);
                    return;
                default:
                    Problem ??= "a part of it is no JSON object.";
                    return;
            }
        }

        public void Sort(JsonNode? sort)
        {
            foreach (var one in sort is JsonArray list ? list : new JsonArray(sort?.DeepClone()))
            {
                var field = one is JsonObject { Count: 1 } json ? json.First().Key : one?.ToString();
                var order = one is JsonObject { Count: 1 } said ? (said.First().Value is JsonObject how ? how["order"]?.ToString() : said.First().Value?.ToString()) : null;
                if (field is not null && (!field.EndsWith("Utc", StringComparison.Ordinal) || !string.Equals(order, "desc", StringComparison.OrdinalIgnoreCase)))
                    Problem ??= $"it is sorted by “{field}”, and lists are sorted by date here, newest first.";
            }
        }

        void Clause(string kind, JsonNode? body)
        {
            switch (kind)
            {
                case "match_all":
                    break;
                case "bool" when body is JsonObject groups:
                    foreach (var (group, clauses) in groups)
                    {
                        if (group is "must" or "filter")
                            Clause(clauses);
                        else
                            Problem ??= $"it has “{group}” conditions, which lists do not have.";
                    }
                    break;
                case "term" or "terms" when body is JsonObject fields:
                    foreach (var (field, value) in fields)
                        Term(field, value is JsonObject said ? said["value"] : value);
                    break;
                default:
                    Problem ??= $"it searches by “{kind}”; full text is searched by /api/search.";
                    break;
            }
        }

        void Term(string field, JsonNode? value)
        {
            var values = value is JsonArray list ? list.Select(one => one?.ToString() ?? "").ToList() : [value?.ToString() ?? ""];
            if (Keys.Count > 0 && (field.Contains("TermContentItemIds", StringComparison.Ordinal) || field.Contains("ListContentItemId", StringComparison.Ordinal)))
                Problem ??= "it asks for a term and a further term or list at the same time.";
            switch (field.EndsWith(".keyword", StringComparison.Ordinal) ? field[..^".keyword".Length] : field)
            {
                case Item + "ContentType":
                    Types.AddRange(values);
                    break;
                case Item + "ContentItemId" or "ContentItemId":
                    Ids.AddRange(values);
                    break;
                case Item + "Published" or Item + "Latest" when values is ["true" or "True"]:
                    break;
                case Item + "ContainedPart.ListContentItemId":
                    Keys.AddRange(values.Select(value => $"list:{value}"));
                    break;
                case { } path when path.EndsWith(".TermContentItemIds", StringComparison.Ordinal) || path.Split('.').Length == 2:
                    Keys.AddRange(values.Select(value => $"term:{value}"));
                    break;
                default:
                    Problem ??= $"it asks for “{field}”, which lists are not kept by.";
                    break;
            }
        }
    }
}
