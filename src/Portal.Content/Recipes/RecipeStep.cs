using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.Recipes;

/// <summary>A step of a recipe, read when it is executed.</summary>
public sealed class RecipeStep
{
    /// <summary>Longest step or content item that is read as a whole, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    readonly Func<JsonObject> _read;
    readonly Func<IEnumerable<JsonNode?>>? _items;

    RecipeStep(string name, int itemCount, Func<JsonObject> read, Func<IEnumerable<JsonNode?>>? items) =>
        (Name, ItemCount, _read, _items) = (name, itemCount, read, items);

    /// <summary>Name of the step.</summary>
    public string Name { get; }

    /// <summary>How many content items it brings; 0 for other steps.</summary>
    public int ItemCount { get; }

    /// <summary>The step's JSON. Of a step with <see cref="ReadItems"/> the list itself is left out.</summary>
    internal JsonObject Read() => _read();

    /// <summary>The items of a <c>content</c> step, one after the other; null for other steps.</summary>
    internal IEnumerable<JsonNode?>? ReadItems() => _items?.Invoke();

    internal static RecipeStep Of(JsonObject step)
    {
        var name = Recipe.StepName(step);
        var items = IsContent(name) ? step.FirstOrDefault(property => IsData(property.Key)).Value as JsonArray : null;
        return new(name, items?.Count ?? 0, () => Header(step, items), items is null ? null : () => items);
    }

    internal static RecipeStep Of(string file, StepPlace place) => IsContent(place.Name) && place.Items is { } items
        ? Items(file, place.Name, items)
        : new(place.Name, 0, () => Piece(file, place.Whole, $"The step “{place.Name}”") as JsonObject ?? throw new JsonException("It is no JSON object."), null);

    internal static RecipeStep Items(string file, string name, IReadOnlyList<FilePiece> items) =>
        new(name, items.Count, () => new() { ["name"] = name }, () => Pieces(file, items));

    /// <exception cref="RecipeException">The piece is too long to be read as a whole.</exception>
    internal static JsonNode? Piece(string file, FilePiece piece, string what)
    {
        using var stream = File.OpenRead(file);
        return Piece(stream, piece, what);
    }

    static IEnumerable<JsonNode?> Pieces(string file, IReadOnlyList<FilePiece> pieces)
    {
        using var stream = File.OpenRead(file);
        for (var number = 1; number <= pieces.Count; number++)
            yield return Piece(stream, pieces[number - 1], $"Content item {number} of {pieces.Count}");
    }

    static JsonNode? Piece(Stream stream, FilePiece piece, string what)
    {
        if (piece.Length > MaxBytes)
            throw new RecipeException($"{what} is larger than {MaxBytes / 1024 / 1024} MB.");
        var bytes = new byte[piece.Length];
        stream.Position = piece.Start;
        stream.ReadExactly(bytes);
        return RecipeJson.Parse(bytes);
    }

    static JsonObject Header(JsonObject step, JsonArray? items) =>
        items is null ? step : new(step.Where(property => property.Value != items).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));

    static bool IsContent(string name) => name.Equals("content", StringComparison.OrdinalIgnoreCase);

    static bool IsData(string name) => name.Equals("data", StringComparison.OrdinalIgnoreCase);
}
