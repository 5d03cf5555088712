using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Narrows hits by what does not rank: types, topic, source, dates.</summary>
static class SearchFilter
{
    /// <summary>The filter, or null where nothing narrows.</summary>
    public static Filter? Build(SearchRequest request)
    {
        var query = new BooleanQuery();
        if (request.Types.Count > 0)
        {
            var types = new BooleanQuery();
            foreach (var type in request.Types)
                types.Add(new TermQuery(new Term(IndexFields.Type, type)), Occur.SHOULD);
            query.Add(types, Occur.MUST);
        }
        if (request.Topic is { } topic)
            query.Add(new TermQuery(new Term(IndexFields.Topic, topic)), Occur.MUST);
        if (request.Source is { } source)
            query.Add(new TermQuery(new Term(IndexFields.Source, source)), Occur.MUST);
        if (request.From is not null || request.To is not null)
            query.Add(NumericRangeQuery.NewInt64Range(IndexFields.Published, Seconds(request.From), Seconds(request.To?.AddDays(1)), minInclusive: true, maxInclusive: false), Occur.MUST);
        if (query.Clauses.Count == 0 && request.Hidden.Count > 0)
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        foreach (var type in request.Hidden)
            query.Add(new TermQuery(new Term(IndexFields.Type, type)), Occur.MUST_NOT);
        return query.Clauses.Count == 0 ? null : new QueryWrapperFilter(query);
    }

    static long? Seconds(DateOnly? day) => day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds() : null;
}
