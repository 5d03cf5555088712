using System.IO.Compression;
using Portal.Content.Recipes;

namespace Portal.Content.Transfer;

/// <summary>
/// A recipe with its files: a folder, a zip file, a recipe file, or a file of content items. A zip file is unpacked to a temporary
/// folder, which goes with the package.
/// </summary>
public sealed class RecipePackage : IDisposable
{
    const int MaxEntries = 200_000;

    /// <summary>How many times larger than the zip file its content may be. Text is packed to a tenth; what is far beyond is made to fill disks.</summary>
    const int MaxRatio = 200;

    const long AlwaysAllowed = 64L * 1024 * 1024;

    readonly string? _temporary;

    RecipePackage(Recipe recipe, string? temporary) => (Recipe, _temporary) = (recipe, temporary);

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>Opens a folder or file.</summary>
    /// <exception cref="RecipeException">There is none, or it is no recipe, or the zip file is made to do harm; the message says where.</exception>
    public static async Task<RecipePackage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return new(await Recipe.ReadAsync(FindIn(path), cancellationToken), null);
        if (!File.Exists(path))
            throw new RecipeException($"There is no file or folder {path}.");
        if (!await IsZipAsync(path, cancellationToken))
            return new(await Recipe.ReadContentAsync(path, cancellationToken), null);
        var temporary = Directory.CreateTempSubdirectory("portal-import-").FullName;
        try
        {
            await UnpackAsync(path, temporary, cancellationToken);
            return new(await Recipe.ReadAsync(FindIn(temporary), cancellationToken), temporary);
        }
        catch (Exception exception)
        {
            Directory.Delete(temporary, recursive: true);
            if (exception is InvalidDataException)
                throw new RecipeException($"The zip file {path} is broken: {exception.Message}", exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary is not null && Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }

    static string FindIn(string folder)
    {
        var files = Directory.GetFiles(folder, "*.json");
        return Array.Find(files, file => Path.GetFileName(file).Equals(SiteExport.RecipeFile, StringComparison.OrdinalIgnoreCase))
            ?? (files.Where(file => file.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null)
            ?? throw new RecipeException($"There is no {SiteExport.RecipeFile} in {folder}, so it holds no recipe.");
    }

    static async Task<bool> IsZipAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        await using var file = File.OpenRead(path);
        return await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length && head is [(byte)'P', (byte)'K', 3 or 5, 4 or 6];
    }

    static async Task UnpackAsync(string path, string folder, CancellationToken cancellationToken)
    {
        var allowed = Math.Max(AlwaysAllowed, new FileInfo(path).Length * MaxRatio);
        await using var zip = await ZipFile.OpenReadAsync(path, cancellationToken);
        if (zip.Entries.Count > MaxEntries)
            throw new RecipeException($"The zip file {path} has more than {MaxEntries} entries.");
        var buffer = new byte[81920];
        foreach (var entry in zip.Entries)
        {
            var target = Place(folder, entry);
            if (entry.FullName.EndsWith('/'))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (File.Exists(target))
                throw new RecipeException($"The zip file holds “{entry.FullName}” twice.");
            await using var source = await entry.OpenAsync(cancellationToken);
            await using var file = File.Create(target);
            // What an entry says of its length is not to be trusted: what comes out is counted.
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((allowed -= read) < 0)
                    throw new RecipeException($"The zip file {path} unpacks to more than {MaxRatio} times its size (at “{entry.FullName}”), as if it were made to fill the disk.");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }

    static string Place(string folder, ZipArchiveEntry entry)
    {
        const int SymbolicLink = 0xA000;
        var segments = entry.FullName.TrimEnd('/').Split('/');
        if (segments.Any(segment => segment is "" or "." or ".." || segment.Any(letter => char.IsControl(letter) || letter is '\\' or ':'))
            || ((entry.ExternalAttributes >> 16) & 0xF000) == SymbolicLink)
            throw new RecipeException($"The zip file holds “{entry.FullName}”, which is no allowed name of a file.");
        return Path.Combine(folder, Path.Combine(segments));
    }
}
