using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Feeds.Rules;

/// <summary>The recipe step <c>FeedRules</c>: <c>{ "Rules": [ { "Id", "Name", "Sources", "Any", "Conditions", "Actions", "Last" } ] }</c>, merged by <c>Id</c>.</summary>
sealed class FeedRulesStep : IRecipeStep
{
    public string Name => FeedRulesDocument.DocumentName;

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        FeedRulesDocument? document;
        try
        {
            document = context.Data.Deserialize(FeedRulesDocument.Json);
        }
        catch (JsonException exception)
        {
            throw new RecipeException($"The step “FeedRules” is of the wrong shape: {exception.Message}", exception);
        }
        if (document?.Rules is not { } rules || rules.Any(rule => string.IsNullOrWhiteSpace(rule.Id) || string.IsNullOrWhiteSpace(rule.Name)))
            throw new RecipeException("The step “FeedRules” has no list “Rules” whose rules have an “Id” and a “Name”.");
        await context.Scope.UpdateDocumentAsync<FeedRulesDocument>(stored => stored.With(rules), cancellationToken);
    }
}

/// <summary>The site's feed rules: step <c>FeedRules</c>.</summary>
sealed class FeedRulesExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => ["FeedRules"];

    public bool BelongsToSite => true;

    public int Order => 60;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var document = await context.ReadDocumentAsync<FeedRulesDocument>(cancellationToken);
        if (document.Rules.Count == 0)
            return [];
        var step = (JsonObject)JsonSerializer.SerializeToNode(document, FeedRulesDocument.Json)!;
        step.Insert(0, "name", FeedRulesDocument.DocumentName);
        return [step];
    }
}
