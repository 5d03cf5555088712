using System.Text.Json.Nodes;
using Portal.Content.Queries;

namespace Portal.Content.Recipes.Steps;

/// <summary>Stores named queries (step <c>Queries</c>). Those that this site cannot run are kept and reported.</summary>
sealed class QueriesStep : IRecipeStep
{
    public string Name => "Queries";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var queries = new List<JsonObject>();
        foreach (var (node, number) in ((context.Data["Queries"] ?? context.Data["queries"]) as JsonArray ?? []).Select((node, index) => (node, index + 1)))
        {
            if (node is not JsonObject query || StoredQueries.NameOf(query) is not { Length: > 0 } name)
                throw new RecipeException($"Query {number} has no name.");
            if (QueryReading.Read(query).Problem is { } problem)
                context.Report($"The query “{name}” is kept, but cannot be run here: {problem}");
            queries.Add((JsonObject)query.DeepClone());
        }
        await context.Scope.UpdateDocumentAsync<StoredQueries>(stored => stored.With(queries), cancellationToken);
    }
}
