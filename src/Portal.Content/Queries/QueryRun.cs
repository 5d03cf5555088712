using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;

namespace Portal.Content.Queries;

/// <summary>What a query answered.</summary>
/// <param name="Items">The published items, in the query's order.</param>
/// <param name="Problem">Why it could not be run, as a sentence; null where it was.</param>
public sealed record QueryResult(IReadOnlyList<ContentItem> Items, string? Problem = null)
{
    /// <summary>The list of which the items are a part, by which a change of the result can be told; null where they were searched for.</summary>
    public ContentListQuery? List { get; init; }
}

/// <summary>
/// Runs the site's named queries: those that list content from the database, others by the source that knows their kind. Thread-safe.
/// </summary>
public sealed class QueryRun(SiteDocuments documents, ContentReader reader, QueryTemplates templates, IEnumerable<IQuerySource> sources)
{
    const string Lucene = "Lucene";

    /// <summary>Runs the query of that name with its parameters over all published items; null where there is none of that name.</summary>
    public Task<QueryResult?> RunAsync(string name, JsonObject parameters, CancellationToken cancellationToken) =>
        RunAsync(name, parameters, new HashSet<string>(), cancellationToken);

    /// <summary>Runs the query without the items of some types; null where there is no query of that name.</summary>
    /// <param name="name">Name of the query.</param>
    /// <param name="parameters">Values for its template.</param>
    /// <param name="hidden">Types that are left out before anything is counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<QueryResult?> RunAsync(string name, JsonObject parameters, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        if ((await documents.GetAsync<StoredQueries>(cancellationToken)).Find(name) is not { } stored)
            return null;
        if (QueryReading.Read(stored).Problem is { } unknown)
            return new([], unknown);
        var (text, wrong) = await templates.FillAsync(StoredQueries.Text(stored, "Template"), parameters);
        if (wrong is not null)
            return new([], wrong);
        var source = sources.FirstOrDefault(one => one.Source == Lucene);
        var query = QueryReading.Parse(text);
        if (query.Problem is { } problem)
            return source is null ? new([], problem) : await source.RunAsync(stored, text, hidden, cancellationToken);
        return await ListAsync(query, source is null ? [] : await source.TypesAsync(stored, cancellationToken), hidden, cancellationToken);
    }

    async Task<QueryResult> ListAsync(ListedQuery query, IReadOnlyList<string> limited, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        var asked = query.Types.Count > 0 ? query.Types : limited.Count > 0 ? limited : [.. (await documents.GetAsync<ContentDefinitions>(cancellationToken)).ContentTypes.Where(type => type.Stereotype.Length == 0).Select(type => type.Name)];
        var list = new ContentListQuery
        {
            Types = [.. asked.Where(type => !hidden.Contains(type) && (limited.Count == 0 || limited.Contains(type, StringComparer.Ordinal)))],
            Keys = query.Keys,
            Count = Math.Min(query.Skip + query.Size, ContentListQuery.MaxCount),
        };
        if (list.Types.Count == 0)
            return new([]) { List = list };
        var items = query.Ids.Count > 0
            ? (await reader.GetPublishedAsync([.. query.Ids.Take(ContentListQuery.MaxCount)], cancellationToken)).Where(item => list.Types.Contains(item.ContentType, StringComparer.Ordinal)).Take(list.Count)
            : (await reader.ListPublishedAsync(list, cancellationToken)).Items;
        return new([.. items.Skip(query.Skip)]) { List = list };
    }
}
