using Portal.Content.Documents;
using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>A file that was taken in.</summary>
/// <param name="Path">Where it stands in the library.</param>
/// <param name="Type">What it is, by its content.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record StoredMedia(string Path, MediaType Type, long Length);

/// <summary>
/// Takes in files from people and other sites: what they are is told by their content, pictures lose what they carry beside their
/// pixels, drawings what could run. A file is stored whole and clean, or not at all.
/// </summary>
public sealed class MediaIntake(MediaStore store, MediaOptions options, Pictures pictures, SiteDocuments documents, StorageOptions storage)
{
    // Names that differ in capital letters alone are one name to people, and two to the file system.
    readonly Lock _naming = new();

    /// <summary>Stores a file under a free name made of the given one.</summary>
    /// <param name="folder">Folder in the library; made where it is missing. Empty for the root.</param>
    /// <param name="fileName">What the sender calls it; only its words are used.</param>
    /// <param name="content">The bytes; read to the end, or to the limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MediaRefusedException">The file is of no allowed kind, too large or broken.</exception>
    public Task<StoredMedia> TakeAsync(string folder, string fileName, Stream content, CancellationToken cancellationToken)
    {
        if (folder.Length > 0 && !MediaPath.IsAllowed(folder))
            throw new MediaRefusedException("“{0}” can’t be the name of a folder.", folder);
        return TakeAsync(fileName, content, (file, type) => PlaceAsync(folder, MediaPath.FitName(fileName, type.Extension), file, cancellationToken), cancellationToken);
    }

    /// <summary>Stores a file at a path that the sender chooses, in place of what stands there.</summary>
    /// <param name="choose">Says the path, once it is known what the file is. Its ending must be one of files of that kind.</param>
    /// <param name="fileName">What the sender calls it.</param>
    /// <param name="content">The bytes; read to the end, or to the limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MediaRefusedException">The file is of no allowed kind, too large, broken, or not what its name says.</exception>
    public Task<StoredMedia> TakeAtAsync(Func<MediaType, string> choose, string fileName, Stream content, CancellationToken cancellationToken) =>
        TakeAsync(fileName, content, async (file, type) =>
        {
            var path = choose(type);
            // A picture in another format than its name says is shown all the same, and items go on to find it.
            if (MediaTypes.Of(path) is not { } named || named.Kind != type.Kind || (type.Kind == MediaKind.Document && named != type))
                throw new MediaRefusedException("“{0}” is not what its name says: its content is that of a file {1}.", MediaPath.Name(path), type.Extension);
            await using var clean = File.OpenRead(file);
            await store.SaveAsync(path, clean, cancellationToken);
            return path;
        }, cancellationToken);

    async Task<StoredMedia> TakeAsync(string fileName, Stream content, Func<string, MediaType, Task<string>> place, CancellationToken cancellationToken)
    {
        var room = Directory.CreateDirectory(Path.Combine(storage.DataDirectory, "cache", "uploads")).FullName;
        var file = Path.Combine(room, Guid.NewGuid().ToString("N"));
        try
        {
            var length = await ReceiveAsync(content, file, cancellationToken);
            var type = await DetectAsync(file, fileName, length, cancellationToken);
            await CleanAsync(file, type, cancellationToken);
            var path = await place(file, type);
            return new(path, type, new FileInfo(store.Locate(path)!).Length);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".clean");
        }
    }

    async Task<long> ReceiveAsync(Stream content, string file, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, useAsync: true);
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (target.Length + read > options.MaxBytes)
                throw new MediaRefusedException("The file is larger than {0} MB. Make it smaller and try again.", options.MaxBytes / 1024 / 1024);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return target.Length;
    }

    async Task<MediaType> DetectAsync(string file, string fileName, long length, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true);
        var type = await MediaDetection.DetectAsync(stream, fileName, cancellationToken);
        if (type is null || !options.AllowedExtensions.Contains(type.Extension))
            throw new MediaRefusedException("“{0}” is no file of a kind that the site keeps, whatever its name says. It keeps: {1}.",
                MediaPath.Name(fileName.Replace('\\', '/')), string.Join(", ", options.AllowedExtensions.Select(one => one.TrimStart('.')).Where(one => one != "jpeg").Order(StringComparer.Ordinal)));
        if (type.IsImage && length > options.MaxPictureBytes)
            throw new MediaRefusedException("The picture is larger than {0} MB. Make it smaller and try again.", options.MaxPictureBytes / 1024 / 1024);
        return type;
    }

    async Task CleanAsync(string file, MediaType type, CancellationToken cancellationToken)
    {
        var clean = file + ".clean";
        if (type.Kind == MediaKind.Picture && await pictures.CleanAsync(file, clean, type, cancellationToken))
            File.Move(clean, file, overwrite: true);
        if (type.Kind == MediaKind.Drawing)
        {
            byte[] drawing;
            await using (var source = File.OpenRead(file))
                drawing = SvgCleaner.Clean(source);
            await File.WriteAllBytesAsync(file, drawing, cancellationToken);
        }
    }

    async Task<string> PlaceAsync(string folder, string name, string file, CancellationToken cancellationToken)
    {
        var moves = await documents.GetAsync<MediaMoves>(cancellationToken);
        if (folder.Length > 0 && store.CaseCollision(folder) is { } other)
            throw new MediaRefusedException("There is a folder “{0}” already, which differs only in capital letters.", other);
        lock (_naming)
            return Place(folder, name, file, moves);
    }

    string Place(string folder, string name, string file, MediaMoves moves)
    {
        var extension = Path.GetExtension(name);
        for (var number = 1; ; number++)
        {
            var path = MediaPath.Join(folder, number == 1 ? name : $"{name[..^extension.Length]}-{number}{extension}");
            if (store.Locate(path) is not { } place)
                throw new MediaRefusedException("The names of the folder and the file are too long together.");
            // An address that leads to a file with a new name stays that file's.
            if (store.IsTaken(path) || (moves.Resolve(path) is var now && now != path && store.Find(now) is not null))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            try
            {
                // To move without overwriting is no single step on Unix; to create a new file is, also among processes.
                new FileStream(place, FileMode.CreateNew).Dispose();
                File.Move(file, place, overwrite: true);
                return path;
            }
            catch (IOException) when (File.Exists(place))
            {
                // Another process took the name at the same moment.
            }
        }
    }
}
