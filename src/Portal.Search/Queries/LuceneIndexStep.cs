using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Recipes;
using Portal.Content.Transfer;
using Portal.Search.Indexing;

namespace Portal.Search.Queries;

/// <summary>Orchard Core's step <c>lucene-index</c>: <c>{ "Indices": [ { "NAME": { "AnalyzerName", "IndexLatest", "IndexedContentTypes", "Culture" } } ] }</c>. All is kept; what has no effect here is reported.</summary>
sealed class LuceneIndexStep : IRecipeStep
{
    /// <summary>Most indexes of a site.</summary>
    const int MaxIndexes = 100;

    static readonly string[] UsualAnalyzers = ["", "standard", "standardanalyzer"];

    public string Name => "lucene-index";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var types = IndexedTypes.Of(await context.Scope.ReadDocumentAsync<ContentDefinitions>(cancellationToken));
        var indexes = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in (context.Data["Indices"] ?? context.Data["indices"]) as JsonArray ?? [])
        {
            if (node is not JsonObject named)
                throw new RecipeException("The step “lucene-index” has an index that is no JSON object.");
            foreach (var (name, settings) in named)
            {
                if (name.Length is 0 or > 200 || settings is not JsonObject index)
                    throw new RecipeException("The step “lucene-index” has an index without a name or without settings.");
                Report(name, index, types, context.Report);
                indexes[name] = (JsonObject)index.DeepClone();
            }
        }
        await context.Scope.UpdateDocumentAsync<LuceneIndexes>(stored =>
            stored.With(indexes) is { Indices.Count: <= MaxIndexes } changed ? changed : throw new RecipeException($"There would be more than {MaxIndexes} Lucene indexes."), cancellationToken);
    }

    static void Report(string name, JsonObject index, IReadOnlyList<string> types, Action<string> report)
    {
        List<string> missing = [.. LuceneIndexes.Types(index).Except(types, StringComparer.Ordinal)];
        if (missing.Count > 0)
            report($"The index “{name}” names content types that have no pages here, which the search does not hold ({string.Join(", ", missing)}): queries list them, but don’t find their words.");
        if (index["IndexLatest"]?.ToString().Equals("true", StringComparison.OrdinalIgnoreCase) == true)
            report($"The index “{name}” is to hold drafts; here only what is published is searched.");
        if (index["AnalyzerName"]?.ToString() is { } analyzer && !UsualAnalyzers.Contains(analyzer, StringComparer.OrdinalIgnoreCase))
            report($"The index “{name}” has the analyzer “{analyzer}”; here texts are analysed by their language.");
    }
}

/// <summary>Settings of Lucene indexes that recipes brought: step <c>lucene-index</c>.</summary>
sealed class LuceneIndexExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["LuceneIndex", "LuceneSettings", "lucene-index"];

    public bool BelongsToSite => true;

    public int Order => 55;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var stored = await context.ReadDocumentAsync<LuceneIndexes>(cancellationToken);
        var names = context.Names("IndexNames");
        var indexes = stored.Indices.Where(index => names.Count == 0 || names.Contains(index.Key)).OrderBy(index => index.Key, StringComparer.Ordinal)
            .Select(index => (JsonNode)new JsonObject { [index.Key] = index.Value.DeepClone() }).ToList();
        return indexes.Count == 0 ? [] : [new JsonObject { ["name"] = "lucene-index", ["Indices"] = new JsonArray([.. indexes]) }];
    }
}
