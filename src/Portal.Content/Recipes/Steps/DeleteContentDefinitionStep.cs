using System.Text.Json.Nodes;
using Portal.Content.Definitions;

namespace Portal.Content.Recipes.Steps;

/// <summary>Takes away types and parts by name (step <c>DeleteContentDefinition</c>). Items of the types stay as they are.</summary>
sealed class DeleteContentDefinitionStep : IRecipeStep
{
    public string Name => "DeleteContentDefinition";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var types = Names(context.Data, "ContentTypes");
        var parts = Names(context.Data, "ContentParts");
        return context.Scope.UpdateDocumentAsync<ContentDefinitions>(old =>
        {
            foreach (var missing in types.Where(name => old.Type(name) is null).Concat(parts.Where(name => old.Part(name) is null)))
                context.Report($"There is no definition “{missing}” that could be deleted.");
            return old.Without(types, parts);
        }, cancellationToken);
    }

    static List<string> Names(JsonObject data, string property) => data[property] switch
    {
        null => [],
        JsonArray names => [.. names.Select(name => name is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new RecipeException($"“{property}” must be a list of names."))],
        _ => throw new RecipeException($"“{property}” must be a list of names."),
    };
}
