using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Search.Tuning;

/// <summary>
/// The recipe step <c>SearchTuning</c>: <c>{ "Synonyms": [ { "Terms": [] } ], "StopWords": [], "Curations": [ { "Query", "Pinned": [], "Hidden": [] } ] }</c>.
/// It joins what is there (<see cref="TuningChanges.MergedWith"/>), so that it may run twice.
/// </summary>
sealed class SearchTuningStep : IRecipeStep
{
    public string Name => SearchTuning.DocumentName;

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var brought = Read(context.Data);
        await context.Scope.UpdateDocumentAsync<SearchTuning>(stored =>
        {
            var merged = stored.MergedWith(brought);
            return TuningLimits.Problem(merged) is { } problem ? throw new RecipeException($"With the step “SearchTuning” the search would be told too much: {problem}") : merged;
        }, cancellationToken);
    }

    static SearchTuning Read(JsonObject data)
    {
        SearchTuning? read;
        try
        {
            read = data.Deserialize(SearchTuning.Json);
        }
        catch (JsonException exception)
        {
            throw new RecipeException($"The step “SearchTuning” is of the wrong shape: {exception.Message}", exception);
        }
        // A list may be missing, and JSON lets null in anywhere.
        var tuning = new SearchTuning
        {
            Synonyms = [.. (read?.Synonyms ?? []).OfType<SynonymGroup>()],
            StopWords = [.. (read?.StopWords ?? []).OfType<string>()],
            Curations = [.. (read?.Curations ?? []).OfType<QueryCuration>().Select(one => one with { Pinned = one.Pinned ?? [], Hidden = one.Hidden ?? [] })],
        };
        var problem = tuning.Synonyms.Select(TuningLimits.Problem)
            .Concat(tuning.StopWords.Select(TuningLimits.StopWordProblem))
            .Concat(tuning.Curations.Select(TuningLimits.Problem))
            .FirstOrDefault(one => one is not null);
        return problem is null ? tuning : throw new RecipeException($"The step “SearchTuning” has an entry that is none: {problem}");
    }
}

/// <summary>What editors told the search: step <c>SearchTuning</c>.</summary>
sealed class SearchTuningExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => [SearchTuning.DocumentName];

    public bool BelongsToSite => true;

    public int Order => 61;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var tuning = await context.ReadDocumentAsync<SearchTuning>(cancellationToken);
        if (tuning.Synonyms.Count + tuning.StopWords.Count + tuning.Curations.Count == 0)
            return [];
        var step = (JsonObject)JsonSerializer.SerializeToNode(tuning, SearchTuning.Json)!;
        step.Insert(0, "name", SearchTuning.DocumentName);
        return [step];
    }
}
