using System.Data;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Media;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>
/// Writes a site, or a part of it, as a recipe with the media files that belong to it: <c>Recipe.json</c> and the files below
/// <c>media/</c>, as Orchard Core's deployment writes and imports them. The same content gives the same files, byte for byte.
/// </summary>
public sealed class SiteExport(IDbContextFactory<PortalDbContext> databases, IEnumerable<IRecipeExport> exports, MediaStore media)
{
    /// <summary>Name of the recipe in the export.</summary>
    public const string RecipeFile = "Recipe.json";

    const string MediaFolder = "media";

    // What the plan's steps of these types hold is written beside the others, not by an IRecipeExport.
    static readonly string[] Own = ["AllContent", "Content", "ContentType", "ContentItem", "AllMedia", "Media", "CustomFile", "JsonRecipe", ExportRequest.OfModules];

    /// <summary>Writes what is asked for.</summary>
    public async Task<ExportReport> WriteAsync(IExportTarget target, ExportRequest request, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var state = await OneStateAsync(db, cancellationToken);
        var (items, files) = (0, new SortedSet<string>(StringComparer.Ordinal));
        await using (var file = await target.OpenAsync(RecipeFile, cancellationToken))
        await using (var recipe = new RecipeWriter(file))
        {
            foreach (var step in await StepsAsync(db, request, notes, cancellationToken))
                recipe.Write(step);
            if (request.Content() is { } selection)
            {
                var shown = new ShownMedia();
                items = await recipe.WriteContentAsync(db, selection, request.Has("AllMedia") ? null : shown.Look, progress, cancellationToken);
                files.UnionWith(shown.Paths);
            }
            files.UnionWith(AskedFor(request));
            var moves = await SiteDocuments.ReadAsync<MediaMoves>(db, cancellationToken);
            var used = Missing(files, moves, notes);
            if (MediaMovesStep.Write(request.Has("AllMedia") ? moves.Paths : used) is { } moved)
                recipe.Write(moved);
            if (files.Count > 0)
                recipe.Write(await MediaDetails.StepAsync(db, files, MediaFolder, cancellationToken));
            await recipe.EndAsync(cancellationToken);
        }
        foreach (var path in files)
            await CopyAsync(target, path, cancellationToken);
        foreach (var custom in request.Steps.Where(step => step["Type"]?.ToString() == "CustomFile"))
            await WriteCustomAsync(target, custom, notes, cancellationToken);
        return new(items, files.Count, notes);
    }

    async Task<List<JsonObject>> StepsAsync(PortalDbContext db, ExportRequest request, List<string> notes, CancellationToken cancellationToken)
    {
        var steps = new List<JsonObject>();
        var known = exports.OrderBy(export => export.Order).ToList();
        foreach (var export in known)
        {
            foreach (var asked in request.Steps.Where(step => export.PlanSteps.Contains(step["Type"]?.ToString() ?? "", StringComparer.OrdinalIgnoreCase)))
                steps.AddRange(await export.WriteAsync(new(db, asked), cancellationToken));
            if (export.BelongsToSite && request.Has(ExportRequest.OfModules))
                steps.AddRange(await export.WriteAsync(new(db, []), cancellationToken));
        }
        foreach (var step in request.Steps)
        {
            var type = step["Type"]?.ToString() ?? "";
            if (type == "JsonRecipe" && Parse(step["Json"]?.ToString()) is { } json)
                steps.Add(json);
            else if (!Own.Contains(type) && !known.Exists(export => export.PlanSteps.Contains(type, StringComparer.OrdinalIgnoreCase)))
                notes.Add($"The step “{type}” of the plan was skipped: this site has nothing of the kind to export.");
        }
        return steps;
    }

    IEnumerable<string> AskedFor(ExportRequest request)
    {
        foreach (var step in request.Steps)
        {
            var all = step["Type"]?.ToString() == "AllMedia" || (step["Type"]?.ToString() == "Media" && step["IncludeAll"]?.ToString() == "true");
            var folders = step["Type"]?.ToString() == "Media" ? ExportRequest.Names(step["DirectoryPaths"]).Select(folder => folder.Trim('/') + "/").ToList() : [];
            if (all || folders.Count > 0)
            {
                foreach (var path in Stored().Where(path => all || folders.Exists(folder => path.StartsWith(folder, StringComparison.Ordinal))))
                    yield return path;
            }
            if (step["Type"]?.ToString() == "Media")
            {
                foreach (var path in ExportRequest.Names(step["FilePaths"]))
                    yield return path.Trim('/');
            }
        }
    }

    IEnumerable<string> Stored() => !Directory.Exists(media.Root) ? [] : Directory.EnumerateFiles(media.Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(media.Root, file).Replace(Path.DirectorySeparatorChar, '/')).Where(path => media.Find(path) is not null);

    // Takes out what does not exist; what items name by an older path is exported where it stands now, with the move.
    Dictionary<string, string> Missing(SortedSet<string> files, MediaMoves moves, List<string> notes)
    {
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in files.Where(path => media.Find(path) is null).ToList())
        {
            files.Remove(path);
            if (moves.Resolve(path) is var now && now != path && media.Find(now) is not null)
                moved[path] = now;
            else
                notes.Add($"The media file “{path}”, which an item shows, does not exist.");
        }
        files.UnionWith(moved.Values);
        return moved;
    }

    async Task CopyAsync(IExportTarget target, string path, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(media.Locate(path)!);
        await using var copy = await target.OpenAsync($"{MediaFolder}/{path}", cancellationToken);
        await source.CopyToAsync(copy, cancellationToken);
    }

    async Task WriteCustomAsync(IExportTarget target, JsonObject step, List<string> notes, CancellationToken cancellationToken)
    {
        var name = step["FileName"]?.ToString() ?? "";
        if (media.Locate(name) is null || name.Equals(RecipeFile, StringComparison.OrdinalIgnoreCase))
        {
            notes.Add($"The file “{name}” of the plan was skipped: its name is not allowed.");
            return;
        }
        await using var file = await target.OpenAsync(name, cancellationToken);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(step["FileContent"]?.ToString() ?? ""), cancellationToken);
    }

    static JsonObject? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    // The pages of a long export must all show the same state. On SQLite a deferred transaction reads and keeps nobody from writing.
    static async Task<IAsyncDisposable> OneStateAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (db.Provider == DatabaseProvider.Postgres)
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }
}
