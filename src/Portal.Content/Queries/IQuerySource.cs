using System.Text.Json.Nodes;

namespace Portal.Content.Queries;

/// <summary>Runs stored queries of one kind (Orchard Core's <c>Source</c>) that lists from the database can't answer.</summary>
public interface IQuerySource
{
    /// <summary>The <c>Source</c> of the queries: <c>Lucene</c>.</summary>
    string Source { get; }

    /// <summary>Runs a query whose template has been filled in.</summary>
    /// <param name="query">The stored query.</param>
    /// <param name="text">Its template, filled in.</param>
    /// <param name="hidden">Content types that are left out before anything is counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The published items in the query's order, or the reason why it can't be run.</returns>
    Task<QueryResult> RunAsync(JsonObject query, string text, IReadOnlySet<string> hidden, CancellationToken cancellationToken);

    /// <summary>The content types to which the index of a stored query is limited; empty for all.</summary>
    ValueTask<IReadOnlyList<string>> TypesAsync(JsonObject query, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);
}
