using System.Text.Json.Nodes;
using Portal.Content.Recipes;

namespace Portal.Content.Media;

/// <summary>
/// The recipe step <c>MediaMoves</c>, ours: <c>{ "Moves": { "old/path.jpg": "new/path.jpg", "old folder/": "new folder/" } }</c>, so that
/// files go on to be found by the paths that they had. Orchard Core reports it as unknown.
/// </summary>
sealed class MediaMovesStep : IRecipeStep
{
    const string StepName = "MediaMoves";

    public string Name => StepName;

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var moves = new List<(string From, string To)>();
        foreach (var (from, value) in context.Data["Moves"] as JsonObject ?? [])
        {
            var to = value is JsonValue text && text.TryGetValue<string>(out var path) ? path : "";
            if (!IsPath(from) || !IsPath(to) || from.EndsWith('/') != to.EndsWith('/'))
                throw new RecipeException($"“{from}” can’t have moved to “{to}”: both must be paths of files, or both of folders with a slash at the end.");
            moves.Add((from, to));
        }
        if (moves.Count > 0)
            await context.Scope.UpdateDocumentAsync<MediaMoves>(before => moves.Aggregate(before, (all, move) => all.With(move.From, move.To)), cancellationToken);
    }

    /// <summary>The step with these moves, or null where there are none.</summary>
    public static JsonObject? Write(IEnumerable<KeyValuePair<string, string>> moves)
    {
        var json = new JsonObject(moves.OrderBy(move => move.Key, StringComparer.Ordinal).Select(move => KeyValuePair.Create(move.Key, (JsonNode?)move.Value)));
        return json.Count == 0 ? null : new() { ["name"] = StepName, ["Moves"] = json };
    }

    static bool IsPath(string path) => MediaPath.IsAllowed(path.EndsWith('/') ? path[..^1] : path);
}
