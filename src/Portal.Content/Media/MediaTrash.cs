using System.Globalization;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>Something that was taken out of the library.</summary>
/// <param name="Id">Names it for bringing it back.</param>
/// <param name="Path">Where it stood.</param>
/// <param name="RemovedUtc">When it was taken out.</param>
/// <param name="IsFolder">Whether it is a folder with all that was in it.</param>
public sealed record TrashedMedia(string Id, string Path, DateTime RemovedUtc, bool IsFolder);

/// <summary>
/// Keeps for thirty days what is taken out of the library, in the folder <c>media-trash</c> of the data directory: a folder for each
/// removal, named by its time, which holds the file at the path that it had.
/// </summary>
public sealed class MediaTrash(MediaStore store, StorageOptions storage, TimeProvider time)
{
    /// <summary>How long it can be brought back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    const string Stamp = "yyyyMMdd'T'HHmmssfff";

    readonly string _root = Path.Combine(storage.DataDirectory, "media-trash");

    /// <summary>Takes a file or folder out of the library, and forgets what has been kept long enough.</summary>
    public TrashedMedia Take(string path)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var source = store.Locate(path) ?? throw new MediaRefusedException("“{0}” is no longer there.", path);
        var id = $"{now.ToString(Stamp, CultureInfo.InvariantCulture)}-{ContentIdentity.New()[^8..]}";
        var target = Path.Combine(_root, id, Path.Combine(path.Split('/')));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            Directory.Move(source, target);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            Directory.Delete(Path.Combine(_root, id), recursive: true);
            throw new MediaRefusedException("“{0}” is no longer there.", path);
        }
        foreach (var old in List().Where(one => one.RemovedUtc < now - Kept))
            Directory.Delete(Path.Combine(_root, old.Id), recursive: true);
        return new(id, path, now, Directory.Exists(target));
    }

    /// <summary>What can be brought back, newest first.</summary>
    public IReadOnlyList<TrashedMedia> List()
    {
        if (!Directory.Exists(_root))
            return [];
        var all = new List<TrashedMedia>();
        foreach (var folder in new DirectoryInfo(_root).EnumerateDirectories().OrderByDescending(one => one.Name, StringComparer.Ordinal))
        {
            if (DateTime.TryParseExact(folder.Name.Split('-')[0], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var removed)
                && Content(folder) is { } kept)
                all.Add(new(folder.Name, Path.GetRelativePath(folder.FullName, kept.FullName).Replace(Path.DirectorySeparatorChar, '/'), removed, kept is DirectoryInfo));
        }
        return all;
    }

    /// <summary>Brings something back to where it stood.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="MediaRefusedException">It is no longer kept, or something else stands there now.</exception>
    public string Restore(string id)
    {
        var one = List().FirstOrDefault(kept => kept.Id == id) ?? throw new MediaRefusedException("It is no longer kept and can’t be brought back.");
        if (store.IsTaken(one.Path))
            throw new MediaRefusedException("“{0}” can’t be brought back: something else of that name stands there now. Rename that first.", one.Path);
        var target = store.Locate(one.Path)!;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Directory.Move(Path.Combine(_root, id, Path.Combine(one.Path.Split('/'))), target);
        Directory.Delete(Path.Combine(_root, id), recursive: true);
        return one.Path;
    }

    // The way down to what was taken holds nothing else: where it branches or ends is what must be brought back.
    static FileSystemInfo? Content(DirectoryInfo folder)
    {
        for (var at = folder; ;)
        {
            var inside = at.EnumerateFileSystemInfos().Take(2).ToList();
            if (inside is [DirectoryInfo next])
                at = next;
            else if (inside is [FileInfo file])
                return file;
            else
                return at.FullName == folder.FullName ? null : at;
        }
    }
}
