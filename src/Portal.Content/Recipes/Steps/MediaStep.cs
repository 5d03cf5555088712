using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Hosting;
using Portal.Content.Media;
using Portal.Content.Transfer;

namespace Portal.Content.Recipes.Steps;

/// <summary>
/// Stores pictures and files (step <c>media</c>) from files beside the recipe (<c>SourcePath</c>) or from the recipe itself
/// (<c>Base64</c>). Files of other sites (<c>SourceUrl</c>) are not fetched: they are reported. When the recipe fails later, the
/// files are taken away again.
/// </summary>
sealed class MediaStep(MediaStore media, MediaIntake intake, MediaOptions options, SiteFolders folders) : IRecipeStep
{
    public string Name => "media";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        foreach (var (node, number) in ((context.Data["Files"] ?? context.Data["files"]) as JsonArray ?? []).Select((node, index) => (node, index + 1)))
        {
            if (node is not JsonObject file || file.TextOrNull("TargetPath") is not { Length: > 0 } target)
                throw new RecipeException($"File {number} has no TargetPath.");
            var path = target.TrimStart('/');
            if (media.Locate(path) is not { } place)
                throw new RecipeException($"File {number}: “{target}” is no allowed path of a media file.");
            if (!options.AllowedExtensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
            {
                context.Report($"The media file “{target}” was skipped: the site keeps no files of this kind.");
                continue;
            }
            if (file.TextOrNull("SourcePath") is { Length: > 0 } source)
            {
                if (RecipeFiles.Locate(context.Folder, source) is not { } found)
                {
                    context.Report($"The media file “{target}” was skipped: there is no file “{source}” beside the recipe.");
                    continue;
                }
                await using var content = File.OpenRead(found);
                await SaveAsync(path, place, content, context, number, cancellationToken);
            }
            else if (file.TextOrNull("Base64") is { Length: > 0 } encoded)
            {
                using var content = new MemoryStream(Decode(encoded, number));
                await SaveAsync(path, place, content, context, number, cancellationToken);
            }
            else
            {
                context.Report($"The media file “{target}” was skipped: it stands on another site ({file.TextOrNull("SourceUrl")}), and a recipe fetches nothing.");
                continue;
            }
            await MediaDetails.StoreAsync(context.Scope, path, file, cancellationToken);
        }
    }

    async Task SaveAsync(string path, string place, Stream content, RecipeStepContext context, int number, CancellationToken cancellationToken)
    {
        if (!File.Exists(place))
        {
            context.Scope.OnFailure(() =>
            {
                if (File.Exists(place))
                    File.Delete(place);
            });
        }
        else
        {
            // Named like a file that is still being written, so that nobody serves it.
            var before = $"{place}.{Guid.NewGuid():N}.part";
            File.Copy(place, before);
            context.Scope.OnFailure(() => File.Move(before, place, overwrite: true));
            context.Scope.OnCommitted(() => File.Delete(before));
        }
        try
        {
            // What was cleaned once stays the same, byte for byte, however often it moves. What came with the program needs no cleaning,
            // and the first visitor of a new site waits for it.
            if (context.Folder is { } folder && Path.GetFullPath(folder) == Path.GetFullPath(folders.Recipes))
                await media.SaveAsync(path, content, cancellationToken);
            else
                await intake.TakeAtAsync(_ => path, path, content, cancellationToken);
        }
        catch (Exception exception) when (exception is MediaRefusedException or InvalidDataException)
        {
            throw new RecipeException($"File {number}: “{path}”: {exception.Message}", exception);
        }
    }

    static byte[] Decode(string text, int number)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException exception)
        {
            throw new RecipeException($"File {number} has a Base64 that is none.", exception);
        }
    }
}
