using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Testing.Databases;

/// <summary>The content types of the default recipe, for tests that need no more of it.</summary>
public static class RecipeTypes
{
    /// <summary>Stores them.</summary>
    public static async Task DefineRecipeTypesAsync(this TestDatabase database, CancellationToken cancellationToken)
    {
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json"), cancellationToken),
            documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var definitions = recipe["steps"]!.AsArray().Where(step => step!["name"]!.GetValue<string>() == "ContentDefinition")
            .Select(step => JsonSerializer.Deserialize(step!.ToJsonString(), ContentDefinitions.Json)!)
            .Aggregate(ContentDefinitions.Empty, (all, some) => all.MergedWith(some));
        await database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => definitions, ct), cancellationToken);
    }
}
