using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes;

/// <summary>A recipe file of Orchard Core: a header, variables and steps. Comments and trailing commas are read over.</summary>
/// <param name="Name">Identity of the recipe.</param>
/// <param name="Variables">Variables by name; values may be expressions.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Folder">The folder to which file names in the recipe are relative; null where there is none.</param>
public sealed record Recipe(string Name, JsonObject Variables, IReadOnlyList<JsonObject> Steps, string? Folder)
{
    /// <summary>Largest recipe file that is read, in bytes.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Reads a recipe file.</summary>
    /// <exception cref="RecipeException">The file is missing, too large or no recipe; the message says where.</exception>
    public static async Task<Recipe> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new RecipeException($"There is no recipe file {path}.");
        if (new FileInfo(path).Length > MaxBytes)
            throw new RecipeException($"The recipe file {path} is larger than {MaxBytes / 1024 / 1024} MB.");
        try
        {
            await using var file = File.OpenRead(path);
            var json = await JsonNode.ParseAsync(file, documentOptions: ContentItemJson.ReadOptions, cancellationToken: cancellationToken);
            return Read(json as JsonObject ?? throw new RecipeException($"The file {path} holds no JSON object, so it is no recipe."), Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new RecipeException($"The recipe file {path} is no valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="RecipeException">It has no list of steps, or a step without a name.</exception>
    public static Recipe Read(JsonObject json, string? folder)
    {
        if (Property(json, "steps") is not JsonArray steps)
            throw new RecipeException("The file has no list of steps, so it is no recipe.");
        var read = new List<JsonObject>(steps.Count);
        foreach (var (step, number) in steps.Select((step, index) => (step, index + 1)))
        {
            if (step is not JsonObject one || StepName(one).Length == 0)
                throw new RecipeException($"Step {number} of the recipe has no name.");
            read.Add(one);
        }
        return new(Property(json, "name")?.ToString() ?? "", Property(json, "variables") as JsonObject ?? [], read, folder);
    }

    /// <summary>Name of a step.</summary>
    public static string StepName(JsonObject step) => Property(step, "name") is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";

    static JsonNode? Property(JsonObject json, string name) =>
        json.FirstOrDefault(property => string.Equals(property.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
