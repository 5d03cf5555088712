using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>
/// Pictures and files of the site, in the folder <c>media</c> of the data directory. Paths are relative, separated by slashes,
/// without a leading one, as in Orchard Core's media fields; the public address is <c>/media/{path}</c>.
/// </summary>
public sealed class MediaStore(StorageOptions storage)
{
    /// <summary>Longest path, in characters.</summary>
    public const int MaxPathLength = 400;

    /// <summary>The folder.</summary>
    public string Root { get; } = Path.Combine(storage.DataDirectory, "media");

    /// <summary>Stores a file whole or not at all, replacing one of the same path.</summary>
    /// <exception cref="InvalidDataException">The path leads out of the folder or has a name that is not allowed.</exception>
    public async Task SaveAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var target = Locate(path) ?? throw new InvalidDataException($"“{path}” is no allowed path of a media file.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, useAsync: true))
                await content.CopyToAsync(file, cancellationToken);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The file's place on disk, or null where the path is not allowed. The file need not exist.</summary>
    public string? Locate(string path)
    {
        if (path.Length is 0 or > MaxPathLength || path.Split('/').Any(segment =>
                segment.Length == 0 || segment[0] == '.' || segment.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
                || segment.Any(letter => char.IsControl(letter) || letter is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')))
            return null;
        return Path.Combine(Root, Path.Combine(path.Split('/')));
    }
}
