using System.Text.Json.Nodes;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Queries;

namespace Portal.Search.Queries;

/// <summary>Runs the site's stored Lucene queries of full text.</summary>
sealed class LuceneQuerySource(LuceneRun run, ContentReader reader, SiteDocuments documents) : IQuerySource
{
    public string Source => "Lucene";

    public async Task<QueryResult> RunAsync(JsonObject query, string text, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        var answer = await run.RunAsync(StoredQueries.Text(query, "Index"), text, hidden, cancellationToken);
        if (answer.Problem is { } problem)
            return new([], problem);
        // The index may be a moment behind: what was unpublished since is left out.
        var items = await reader.GetPublishedAsync([.. answer.Hits.Select(hit => hit.Document.Id)], cancellationToken);
        return new([.. items.Where(item => !hidden.Contains(item.ContentType))]);
    }

    public async ValueTask<IReadOnlyList<string>> TypesAsync(JsonObject query, CancellationToken cancellationToken) =>
        LuceneIndexes.Types((await documents.GetAsync<LuceneIndexes>(cancellationToken)).Find(StoredQueries.Text(query, "Index")));
}
