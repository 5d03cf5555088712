using System.Text.Json.Nodes;
using Portal.Content.Media;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// Stores pictures and files (step <c>media</c>) from files beside the recipe (<c>SourcePath</c>) or from the recipe itself
/// (<c>Base64</c>). Files of other sites (<c>SourceUrl</c>) are not fetched: they are reported.
/// </summary>
sealed class MediaStep(MediaStore media) : IRecipeStep
{
    public string Name => "media";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        foreach (var node in (context.Data["Files"] ?? context.Data["files"]) as JsonArray ?? [])
        {
            if (node is not JsonObject file || Text(file, "TargetPath") is not { Length: > 0 } target)
                throw new RecipeException("A file of the media step has no TargetPath.");
            if (Text(file, "SourcePath") is { Length: > 0 } source)
            {
                if (RecipeFiles.Locate(context.Folder, source) is not { } path)
                {
                    context.Report($"The media file “{target}” was skipped: there is no file “{source}” beside the recipe.");
                    continue;
                }
                await using var content = File.OpenRead(path);
                await media.SaveAsync(target, content, cancellationToken);
            }
            else if (Text(file, "Base64") is { Length: > 0 } encoded)
            {
                using var content = new MemoryStream(Convert.FromBase64String(encoded));
                await media.SaveAsync(target, content, cancellationToken);
            }
            else
            {
                context.Report($"The media file “{target}” was skipped: it stands on another site ({Text(file, "SourceUrl")}), and a recipe fetches nothing.");
            }
        }
    }

    static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
