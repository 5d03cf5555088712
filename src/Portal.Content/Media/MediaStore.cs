using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>
/// Pictures and files of the site, in the folder <c>media</c> of the data directory. Paths are relative, separated by slashes,
/// without a leading one, as in Orchard Core's media fields; the public address is <c>/media/{path}</c>. What comes from people or
/// from other sites enters by the <see cref="MediaIntake"/>.
/// </summary>
public sealed class MediaStore(StorageOptions storage)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = Path.Combine(storage.DataDirectory, "media");

    /// <summary>Stores a file whole or not at all, replacing one of the same path. Nothing is looked at or changed in it.</summary>
    /// <exception cref="InvalidDataException">The path leads out of the folder, has a name that is not allowed, or differs from an existing one only in case.</exception>
    public async Task SaveAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var target = Locate(path) ?? throw new InvalidDataException($"“{path}” is no allowed path of a media file.");
        if (CaseCollision(path) is { } other)
            throw new InvalidDataException($"“{path}” and “{other}” differ only in capital letters; some systems can’t keep both.");
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
    public string? Locate(string path) => MediaPath.IsAllowed(path) ? Path.Combine(Root, Path.Combine(path.Split('/'))) : null;

    /// <summary>The existing file at a path, or null. A link is no file: it could lead anywhere.</summary>
    public FileInfo? Find(string path)
    {
        if (Locate(path) is not { } place || new FileInfo(place) is not { Exists: true } file || file.LinkTarget is not null)
            return null;
        for (var folder = file.Directory; folder is not null && folder.FullName.Length > Root.Length; folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
                return null;
        }
        return file;
    }

    /// <summary>Whether there is a folder at the path; the empty path is the root, which always is.</summary>
    public bool HasFolder(string path) => path.Length == 0 || (Locate(path) is { } place && new DirectoryInfo(place) is { Exists: true, LinkTarget: null });

    /// <summary>Whether a file or folder stands at the path, letters compared without case.</summary>
    public bool IsTaken(string path) => Sibling(path, StringComparison.OrdinalIgnoreCase) is not null;

    /// <summary>Folders and files directly in a folder, by name. Empty where there is no such folder.</summary>
    public (IReadOnlyList<string> Folders, IReadOnlyList<FileInfo> Files) List(string folder)
    {
        if (!HasFolder(folder) || new DirectoryInfo(folder.Length == 0 ? Root : Locate(folder)!) is not { Exists: true } place)
            return ([], []);
        return (
            [.. place.EnumerateDirectories().Where(one => one.LinkTarget is null && MediaPath.IsAllowed(MediaPath.Join(folder, one.Name))).Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase)],
            [.. place.EnumerateFiles().Where(one => one.LinkTarget is null && MediaPath.IsAllowed(MediaPath.Join(folder, one.Name))).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>The path of a file that <see cref="List"/> or a walk through the folder found.</summary>
    public string PathOf(FileSystemInfo file) => Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The existing path that differs from this one, or one of its folders, only in case; null where there is none.</summary>
    public string? CaseCollision(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); ; at = path.IndexOf('/', at + 1))
        {
            var one = at < 0 ? path : path[..at];
            // It may have come to be between the two looks.
            if (!Path.Exists(Locate(one)) && Sibling(one, StringComparison.OrdinalIgnoreCase) is { } other && other != one)
                return other;
            if (at < 0)
                return null;
        }
    }

    string? Sibling(string path, StringComparison comparison)
    {
        var folder = MediaPath.Folder(path);
        var name = MediaPath.Name(path);
        var place = new DirectoryInfo(folder.Length == 0 ? Root : Locate(folder) ?? Root);
        return place.Exists && place.EnumerateFileSystemInfos().FirstOrDefault(one => one.Name.Equals(name, comparison)) is { } found ? MediaPath.Join(folder, found.Name) : null;
    }
}
