using System.Globalization;
using System.Text.Json.Nodes;
using Lucene.Net.Search;
using Portal.Search.Querying;

namespace Portal.Search.Queries;

/// <summary>
/// Builds Lucene's query of Orchard Core's JSON: <c>match_all, match_none, match, match_phrase, term, terms, prefix, wildcard, fuzzy, regexp, range,
/// query_string, simple_query_string, bool</c>. What is not known is refused by name, so that no query answers with something else than it asks for.
/// </summary>
sealed class QueryClauses(DateTimeOffset now)
{
    readonly QueryBudget _budget = new();

    /// <exception cref="QueryRefusedException">The query can't be run here; the message says why.</exception>
    public Query Build(JsonNode? clause) => Clause(clause, 0);

    Query Clause(JsonNode? node, int depth)
    {
        QueryBudget.CheckDepth(depth);
        _budget.Spend();
        if (node is not JsonObject clause)
            throw new QueryRefusedException("a condition in it is no JSON object.");
        if (clause.Count == 0)
            return new MatchAllDocsQuery();
        if (clause.Count > 1)
            throw new QueryRefusedException($"a condition in it has several kinds at once: {string.Join(", ", clause.Select(one => one.Key).Take(5))}.");
        var (kind, body) = clause.First();
        return (kind, body) switch
        {
            ("match_all", _) => Boosted(new MatchAllDocsQuery(), body as JsonObject),
            ("match_none", _) => new BooleanQuery(),
            ("bool", JsonObject groups) => Boolean(groups, depth),
            ("terms", JsonObject fields) => Terms(fields),
            ("query_string" or "simple_query_string", JsonObject said) => Boosted(QueryStrings.Build(said, kind == "query_string", _budget, now), said),
            ("term" or "match" or "match_phrase" or "prefix" or "wildcard" or "fuzzy" or "regexp" or "range", JsonObject fields) => OnField(kind, fields),
            ("geo_distance" or "geo_bounding_box" or "geo_polygon" or "geo_shape", _) => throw new QueryRefusedException($"it asks for places on the map (“{kind}”), which the index does not have."),
            _ => throw new QueryRefusedException($"it has the condition “{kind}”, which is not known here or has not the shape of one."),
        };
    }

    Query OnField(string kind, JsonObject fields)
    {
        var (name, said) = Single(kind, fields);
        var options = said as JsonObject;
        var field = QueryField.Find(name) ?? throw Unknown(name);
        var value = kind == "range" ? "" : QueryBudget.CheckText(Value(options is null ? said : options["value"] ?? options["query"], kind));
        var query = field switch
        {
            QueryField.Text text => OnText(kind, text.Where, value, options, name),
            QueryField.Keyword keyword => OnKeyword(kind, keyword, value, name),
            QueryField.Always when kind is "term" or "match" => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? new MatchAllDocsQuery() : new BooleanQuery(),
            QueryField.Published when kind == "range" => Range(options),
            QueryField.Published when kind is "term" or "match" => DateRanges.Range(value, true, value, true, now),
            _ => throw new QueryRefusedException($"it compares “{name}” by “{kind}”, which that field does not have."),
        };
        return Boosted(query, options);
    }

    static Query OnText(string kind, SearchFields where, string value, JsonObject? options, string name) => kind switch
    {
        "match" => Match(where, value, options),
        "term" => TextClauses.Phrase(where, value, 0),
        "match_phrase" => TextClauses.Phrase(where, value, Math.Clamp(Number(options, "slop") ?? 0, 0, 50)),
        "prefix" => TextClauses.Prefix(where, value),
        "wildcard" => TextClauses.Wildcard(where, value),
        "regexp" => TextClauses.Regexp(where, value),
        "fuzzy" => TextClauses.Fuzzy(where, value, Number(options, "fuzziness"), Number(options, "prefix_length") ?? 1),
        _ => throw new QueryRefusedException($"it compares “{name}” by “{kind}”, which that field does not have."),
    };

    static Query Match(SearchFields where, string value, JsonObject? options) =>
        TextClauses.Match(where, value, string.Equals(options?["operator"]?.ToString(), "and", StringComparison.OrdinalIgnoreCase));

    static Query OnKeyword(string kind, QueryField.Keyword keyword, string value, string name) => kind switch
    {
        "term" or "match" or "match_phrase" => keyword.Is(value),
        "prefix" => keyword.Begins(value),
        _ => throw new QueryRefusedException($"it compares “{name}” by “{kind}”, which that field does not have."),
    };

    Query Range(JsonObject? bounds)
    {
        if (bounds is null)
            throw new QueryRefusedException("its condition “range” has no bounds.");
        if (bounds.FirstOrDefault(one => one.Key is not ("gt" or "gte" or "lt" or "lte" or "boost" or "format" or "time_zone")).Key is { } other)
            throw new QueryRefusedException($"its condition “range” has the bound “{other}”, which is not known here.");
        return DateRanges.Range(Bound("gte") ?? Bound("gt"), bounds.ContainsKey("gte"), Bound("lte") ?? Bound("lt"), bounds.ContainsKey("lte"), now);

        string? Bound(string name) => bounds[name] is { } bound ? Value(bound, "range") : null;
    }

    Query Terms(JsonObject fields)
    {
        var (name, said) = Single("terms", fields);
        if (said is not JsonArray values)
            throw new QueryRefusedException("its condition “terms” has no list of values.");
        _budget.Spend(values.Count);
        var any = new BooleanQuery();
        foreach (var value in values)
            any.Add(OnField("term", new JsonObject { [name] = value?.DeepClone() }), Occur.SHOULD);
        return Boosted(any, fields);
    }

    Query Boolean(JsonObject groups, int depth)
    {
        var query = new BooleanQuery();
        foreach (var (group, clauses) in groups)
        {
            Occur? occur = group switch
            {
                "must" or "filter" => Occur.MUST,
                "should" => Occur.SHOULD,
                "must_not" => Occur.MUST_NOT,
                "minimum_should_match" or "boost" => null,
                _ => throw new QueryRefusedException($"its condition “bool” has “{group}”, which is not known here."),
            };
            if (occur is not { } how)
                continue;
            foreach (var clause in clauses is JsonArray list ? list : [clauses?.DeepClone()])
            {
                var one = Clause(clause, depth + 1);
                // A filter narrows and does not rank.
                query.Add(group == "filter" ? new ConstantScoreQuery(one) { Boost = 0 } : one, how);
            }
        }
        if (query.Clauses.All(clause => clause.Occur == Occur.MUST_NOT))
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        var optional = query.Clauses.Count(clause => clause.Occur == Occur.SHOULD);
        if (groups["minimum_should_match"] is { } minimum)
            query.MinimumNumberShouldMatch = Minimum(minimum.ToString(), optional);
        return Boosted(query, groups);
    }

    // 2, -1 (all but one), 75%
    static int Minimum(string text, int optional)
    {
        var percent = text.EndsWith('%');
        if (!int.TryParse(percent ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number is < -1000 or > 1000)
            throw new QueryRefusedException($"“{(text.Length > 20 ? text[..20] : text)}” is no number of conditions.");
        var wanted = percent ? optional * number / 100 : number;
        return Math.Clamp(wanted < 0 ? optional + wanted : wanted, 0, optional);
    }

    static Query Boosted(Query query, JsonObject? options)
    {
        if (options?["boost"] is JsonValue value && float.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var boost) && boost is >= 0 and <= 1000)
            query.Boost *= boost;
        return query;
    }

    static (string Name, JsonNode? Value) Single(string kind, JsonObject fields)
    {
        List<KeyValuePair<string, JsonNode?>> named = [.. fields.Where(one => one.Key != "boost")];
        return named is [var one] ? (one.Key, one.Value) : throw new QueryRefusedException($"its condition “{kind}” must name one field.");
    }

    static string Value(JsonNode? node, string kind) => node is JsonValue value ? value.ToString() : throw new QueryRefusedException($"its condition “{kind}” has no value to compare with.");

    static int? Number(JsonObject? options, string name) =>
        options?[name] is JsonValue value && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static QueryRefusedException Unknown(string name) => new($"it asks for “{(name.Length > 100 ? name[..100] : name)}”, for which the index has no field.");
}
