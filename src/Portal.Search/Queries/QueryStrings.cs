using System.Text.Json.Nodes;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Portal.Search.Querying;
using Portal.Search.Tuning;

namespace Portal.Search.Queries;

/// <summary>
/// Texts that a person could type: <c>query_string</c> in Lucene's classic syntax, where a mistake is an error, and <c>simple_query_string</c>
/// in that of the site's search box, which knows none.
/// </summary>
static class QueryStrings
{
    public static Query Build(JsonObject said, bool classic, QueryBudget budget, DateTimeOffset now)
    {
        var text = QueryBudget.CheckText(said["query"] is JsonValue value ? value.ToString() : throw new QueryRefusedException("its query string has no text."));
        var all = string.Equals(said["default_operator"]?.ToString(), "and", StringComparison.OrdinalIgnoreCase);
        var where = Fields(said);
        return classic ? Classic(text, where, all, budget, now) : Simple(text, where);
    }

    static Query Simple(string text, SearchFields where) =>
        QueryText.Parse(text) is { IsEmpty: false } parsed ? new SearchBoxQuery(parsed, where) : new BooleanQuery();

    static Query Classic(string text, SearchFields where, bool all, QueryBudget budget, DateTimeOffset now)
    {
        try
        {
            return new FieldParser(where, budget, now) { DefaultOperator = all ? Operator.AND : Operator.OR }.Parse(text);
        }
        catch (Exception exception) when (exception is ParseException or TokenMgrError or BooleanQuery.TooManyClausesException)
        {
            throw new QueryRefusedException($"its query string can’t be read: {exception.Message.Split('\n')[0]}");
        }
    }

    static SearchFields Fields(JsonObject said)
    {
        List<string> names = [.. said["fields"] is JsonArray list ? list.Select(one => one?.ToString() ?? "") : [], .. said["default_field"] is JsonValue field ? [field.ToString()] : Array.Empty<string>()];
        var where = SearchFields.None;
        foreach (var name in names)
        {
            // A field may bear a weight: "TitlePart^2".
            var plain = name.Split('^')[0];
            where |= plain is "*" or "" ? SearchFields.Both : QueryField.Find(plain) is QueryField.Text text ? text.Where : throw QueryClauses.Unknown(plain);
        }
        return where == SearchFields.None ? SearchFields.Both : where;
    }

    /// <summary>A query of the search box, whose wildcards are looked up once the index is known.</summary>
    sealed class SearchBoxQuery(QueryText text, SearchFields where) : Query
    {
        public override Query Rewrite(IndexReader reader) => new TextQuery(reader, where, QueryTuning.None).Build(text, WordsWanted.All);

        public override string ToString(string field) => text.Text;
    }

    /// <summary>Lucene's parser with the fields of Orchard Core's index. Its analyzer is never used: each condition is built by us.</summary>
    sealed class FieldParser(SearchFields where, QueryBudget budget, DateTimeOffset now)
        : Lucene.Net.QueryParsers.Classic.QueryParser(LuceneVersion.LUCENE_48, "", Unused)
    {
        static readonly KeywordAnalyzer Unused = new();

        protected override Query GetFieldQuery(string field, string queryText, bool quoted) => On(field,
            text => quoted ? TextClauses.Phrase(text, queryText, 0) : TextClauses.Match(text, queryText, all: true),
            keyword => keyword.Is(queryText));

        protected override Query GetFieldQuery(string field, string queryText, int slop) => On(field,
            text => TextClauses.Phrase(text, queryText, Math.Clamp(slop, 0, 50)), keyword => keyword.Is(queryText));

        protected override Query GetPrefixQuery(string field, string termStr) => On(field,
            text => TextClauses.Prefix(text, termStr), keyword => keyword.Begins(termStr));

        protected override Query GetWildcardQuery(string field, string termStr) => field == "*" && termStr == "*"
            ? new MatchAllDocsQuery()
            : On(field, text => TextClauses.Wildcard(text, termStr), _ => throw new QueryRefusedException($"it compares “{field}” by wildcards, which that field does not have."));

        protected override Query GetFuzzyQuery(string field, string termStr, float minSimilarity) => On(field,
            text => TextClauses.Fuzzy(text, termStr, minSimilarity >= 1 ? (int)minSimilarity : null, 1), _ => throw new QueryRefusedException($"it compares “{field}” by likeness, which that field does not have."));

        protected override Query GetRegexpQuery(string field, string termStr) => On(field,
            text => TextClauses.Regexp(text, termStr), _ => throw new QueryRefusedException($"it compares “{field}” by a pattern, which that field does not have."));

        protected override Query GetRangeQuery(string field, string part1, string part2, bool startInclusive, bool endInclusive)
        {
            budget.Spend();
            return QueryField.Find(field) is QueryField.Published
                ? DateRanges.Range(Bound(part1), startInclusive, Bound(part2), endInclusive, now)
                : throw new QueryRefusedException($"it asks for a range of “{field}”; ranges are kept of the date of publication.");
        }

        static string? Bound(string part) => part is null or "*" ? null : part;

        Query On(string field, Func<SearchFields, Query> ofText, Func<QueryField.Keyword, Query> ofKeyword)
        {
            budget.Spend();
            if (field.Length == 0)
                return ofText(where);
            return QueryField.Find(field) switch
            {
                QueryField.Text text => ofText(text.Where),
                QueryField.Keyword keyword => ofKeyword(keyword),
                QueryField.Always => new MatchAllDocsQuery(),
                _ => throw QueryClauses.Unknown(field),
            };
        }
    }
}
