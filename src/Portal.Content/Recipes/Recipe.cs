using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.Recipes;

/// <summary>A recipe of Orchard Core: a header, variables and steps. Comments and trailing commas are read over.</summary>
/// <param name="Name">Identity of the recipe.</param>
/// <param name="Variables">Variables by name; values may be expressions.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Folder">The folder to which file names in the recipe are relative; null where there is none.</param>
public sealed record Recipe(string Name, JsonObject Variables, IReadOnlyList<RecipeStep> Steps, string? Folder)
{
    /// <summary>What people call the recipe; its name where it says nothing.</summary>
    public string DisplayName { get; init; } = Name;

    /// <summary>Largest recipe file that is read, in bytes. Content items are read one at a time, whatever their number.</summary>
    public const long MaxBytes = 8L * 1024 * 1024 * 1024;

    /// <summary>Reads a recipe file. The file must stay in its place until the recipe was executed.</summary>
    /// <exception cref="RecipeException">The file is missing, too large or no recipe; the message says where.</exception>
    public static async Task<Recipe> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var map = await MapAsync(path, cancellationToken);
        return map.Root == JsonTokenType.StartObject ? Read(path, map) : throw new RecipeException($"The file {path} holds no JSON object, so it is no recipe.");
    }

    /// <summary>Reads a recipe file, a list of content items, or one content item: the latter two as a recipe with one content step.</summary>
    /// <exception cref="RecipeException">The file is missing, too large or none of the three.</exception>
    public static async Task<Recipe> ReadContentAsync(string path, CancellationToken cancellationToken)
    {
        var map = await MapAsync(path, cancellationToken);
        IReadOnlyList<FilePiece>? items = map switch
        {
            { Root: JsonTokenType.StartArray } => map.Elements,
            { IsItem: true } => [new(0, new FileInfo(path).Length)],
            _ => null,
        };
        return items is null ? Read(path, map) : new("content", [], [RecipeStep.Items(path, "content", items)], FolderOf(path));
    }

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="RecipeException">It has no list of steps, or a step without a name.</exception>
    public static Recipe Read(JsonObject json, string? folder)
    {
        if (Property(json, "steps") is not JsonArray steps)
            throw new RecipeException("The file has no list of steps, so it is no recipe.");
        var read = new List<RecipeStep>(steps.Count);
        foreach (var (step, number) in steps.Select((step, index) => (step, index + 1)))
        {
            if (step is not JsonObject one || StepName(one).Length == 0)
                throw new RecipeException($"Step {number} of the recipe has no name.");
            read.Add(RecipeStep.Of(one));
        }
        return new(Property(json, "name")?.ToString() ?? "", Property(json, "variables") as JsonObject ?? [], read, folder);
    }

    /// <summary>Name of a step.</summary>
    public static string StepName(JsonObject step) => Property(step, "name") is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";

    static async Task<RecipeMap> MapAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new RecipeException($"There is no recipe file {path}.");
        if (new FileInfo(path).Length > MaxBytes)
            throw new RecipeException($"The recipe file {path} is larger than {MaxBytes / 1024 / 1024} MB.");
        try
        {
            return await Task.Run(() =>
            {
                using var file = File.OpenRead(path);
                return RecipeMap.Read(file, cancellationToken);
            }, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RecipeException($"The recipe file {path} is no valid JSON: {exception.Message}", exception);
        }
    }

    static Recipe Read(string path, RecipeMap map)
    {
        if (map.Steps is not { } steps)
            throw new RecipeException($"The file {path} has no list of steps, so it is no recipe.");
        var variables = map.Variables is { } piece ? RecipeStep.Piece(path, piece, "The list of variables") as JsonObject : null;
        return new(map.Name, variables ?? [], steps.ConvertAll(place => RecipeStep.Of(path, place)), FolderOf(path)) { DisplayName = map.DisplayName.Length > 0 ? map.DisplayName : map.Name };
    }

    static string? FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path));

    static JsonNode? Property(JsonObject json, string name) =>
        json.FirstOrDefault(property => string.Equals(property.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
