using System.Text.Json;
using Portal.Content.Definitions;

namespace Portal.Content.Recipes.Steps;

/// <summary>Merges types and parts into those that there are (step <c>ContentDefinition</c>).</summary>
sealed class ContentDefinitionStep : IRecipeStep
{
    public string Name => "ContentDefinition";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var read = context.Data.Deserialize(ContentDefinitions.Json)!;
        var added = new ContentDefinitions(read.ContentTypes ?? [], read.ContentParts ?? []);
        return context.Scope.UpdateDocumentAsync<ContentDefinitions>(old => old.MergedWith(added), cancellationToken);
    }
}

/// <summary>Replaces types and parts as a whole (step <c>ReplaceContentDefinition</c>).</summary>
sealed class ReplaceContentDefinitionStep : IRecipeStep
{
    public string Name => "ReplaceContentDefinition";

    public Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var read = context.Data.Deserialize(ContentDefinitions.Json)!;
        var types = read.ContentTypes ?? [];
        var parts = read.ContentParts ?? [];
        return context.Scope.UpdateDocumentAsync<ContentDefinitions>(old => new(
            [.. old.ContentTypes.Where(type => types.All(other => other.Name != type.Name)), .. types],
            [.. old.ContentParts.Where(part => parts.All(other => other.Name != part.Name)), .. parts]), cancellationToken);
    }
}
