using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Recipes;

namespace Portal.Content.Transfer;

/// <summary>
/// Takes content items over from a file: a recipe (its steps are all executed), a JSON array of content items, or one item.
/// All or nothing.
/// </summary>
public sealed class ContentImport(RecipeRunner recipes)
{
    /// <summary>Reads the file and stores what it holds.</summary>
    /// <exception cref="RecipeException">The file is of none of the three forms, or an item in it is wrong; nothing was stored.</exception>
    public async Task<RecipeReport> ReadAsync(string path, ContentActor actor, CancellationToken cancellationToken)
    {
        var recipe = await ReadAsync(path, cancellationToken);
        return await recipes.RunAsync(recipe, actor, cancellationToken);
    }

    static async Task<Recipe> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new RecipeException($"There is no file {path}.");
        if (new FileInfo(path).Length > Recipe.MaxBytes)
            throw new RecipeException($"The file {path} is larger than {Recipe.MaxBytes / 1024 / 1024} MB.");
        JsonNode? json;
        try
        {
            await using var file = File.OpenRead(path);
            json = await JsonNode.ParseAsync(file, documentOptions: ContentItemJson.ReadOptions, cancellationToken: cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new RecipeException($"The file {path} is no valid JSON: {exception.Message}", exception);
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return json switch
        {
            JsonArray items => Items((JsonArray)items.DeepClone(), folder),
            JsonObject item when item["ContentType"] is not null => Items([item.DeepClone()], folder),
            JsonObject recipe => Recipe.Read(recipe, folder),
            _ => throw new RecipeException($"The file {path} holds neither a recipe nor content items."),
        };
    }

    static Recipe Items(JsonArray items, string? folder) => new("content", [], [new JsonObject { ["name"] = "content", ["data"] = items }], folder);
}
