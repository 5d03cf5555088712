using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Narrows hits by what does not rank: types, topic, source, dates.</summary>
static class SearchFilter
{
    /// <summary>The filter, or null where nothing narrows.</summary>
    public static Filter? Build(SearchRequest request) => Build(request, new(), withFacets: true);

    /// <summary>The filter, or null where nothing narrows.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="typed">What was typed besides words.</param>
    /// <param name="withFacets">Whether the selections that facets count around narrow too.</param>
    public static Filter? Build(SearchRequest request, TypedSelections typed, bool withFacets)
    {
        var query = new BooleanQuery();
        if (withFacets)
        {
            AddAny(query, IndexFields.Kind, request.Types);
            AddAny(query, IndexFields.Topic, One(request.Topic));
            AddAny(query, IndexFields.Region, One(request.Region));
            AddAny(query, IndexFields.Source, One(request.Source));
            AddAny(query, IndexFields.Language, One(request.Language));
            if (Year(request.Year) is { } year)
                query.Add(PublishedRange.Query(year, year.AddYears(1)), Occur.MUST);
        }
        if (request.From is not null || request.To is not null)
            query.Add(PublishedRange.Query(Start(request.From), Start(request.To?.AddDays(1))), Occur.MUST);
        if (request.PublishedAfterUtc is { } after)
            query.Add(PublishedRange.Query(after.AddSeconds(1), null), Occur.MUST);
        typed.AddTo(query);
        if (query.Clauses.All(clause => clause.IsProhibited) && (query.Clauses.Count > 0 || request.Hidden.Count > 0))
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        foreach (var type in request.Hidden)
            query.Add(new TermQuery(new Term(IndexFields.Type, type)), Occur.MUST_NOT);
        return query.Clauses.Count == 0 ? null : new QueryWrapperFilter(query);
    }

    /// <summary>Wants one of the values.</summary>
    public static void AddAny(BooleanQuery query, string field, IReadOnlyList<string> values, Occur occur = Occur.MUST)
    {
        if (values.Count == 0)
            return;
        var any = new BooleanQuery();
        foreach (var value in values)
            any.Add(new TermQuery(new Term(field, value)), Occur.SHOULD);
        query.Add(any, occur);
    }

    /// <summary>When a year begins; null where it is none that dates have.</summary>
    public static DateTime? Year(int? year) => year is > 0 and < 9999 ? new DateTime(year.Value, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null;

    /// <summary>When a day begins.</summary>
    public static DateTime? Start(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    static IReadOnlyList<string> One(string? value) => value is null ? [] : [value];
}
