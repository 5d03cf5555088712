using System.IO.Compression;
using Portal.Content.Media;

namespace Portal.Content.WordPress.Attachments;

/// <summary>Where the files of the old site are taken from.</summary>
interface IUploads : IDisposable
{
    /// <summary>The file; null where it is not there.</summary>
    /// <param name="path">Path below the folder of uploads (<see cref="UploadPath"/>).</param>
    /// <param name="url">Its old address; empty where it is not known.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="IOException">The file is there and cannot be had; the message says why.</exception>
    /// <exception cref="InvalidDataException">The file is packed to do harm.</exception>
    Task<Stream?> OpenAsync(string path, string url, CancellationToken cancellationToken);
}

/// <summary>A copy of WordPress's folder of uploads.</summary>
sealed class UploadsFolder : IUploads
{
    readonly string _root;

    public UploadsFolder(string folder)
    {
        _root = Path.GetFullPath(folder);
        // The whole site may be given, too.
        foreach (var below in new[] { "wp-content/uploads", "uploads" })
        {
            if (Directory.Exists(Path.Combine(_root, below)))
            {
                _root = Path.Combine(_root, below);
                break;
            }
        }
    }

    public Task<Stream?> OpenAsync(string path, string url, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(_root, path));
        if (!file.Exists)
            return Task.FromResult<Stream?>(null);
        // A link in the folder could name any file of this machine.
        for (var place = path; place.Length > 0; place = Path.GetDirectoryName(place) ?? "")
        {
            if (new FileInfo(Path.Combine(_root, place)).LinkTarget is not null)
                throw new IOException("It is a link to another file, which is not followed.");
        }
        return Task.FromResult<Stream?>(new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, useAsync: true));
    }

    public void Dispose()
    {
        // Nothing is held open.
    }
}

/// <summary>A ZIP archive of the folder of uploads, under whatever name it was packed.</summary>
sealed class UploadsArchive : IUploads
{
    const int MaxEntries = 1_000_000;

    /// <summary>Pictures and films hardly shrink; what shrinks to less than this was made to fill the disk.</summary>
    const int MaxRatio = 200;

    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    public UploadsArchive(string file)
    {
        _archive = ZipFile.OpenRead(file);
        foreach (var entry in _archive.Entries.Take(MaxEntries))
        {
            var name = entry.FullName.Replace('\\', '/');
            var path = UploadPath.OfUrl("/" + name) ?? UploadPath.Normalize(name);
            if (path is not null && !name.EndsWith('/'))
                _entries.TryAdd(path, entry);
        }
    }

    public async Task<Stream?> OpenAsync(string path, string url, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(path, out var entry))
            return null;
        if (entry.Length > 1024 * 1024 && entry.Length / Math.Max(1, entry.CompressedLength) > MaxRatio)
            throw new InvalidDataException($"It is packed to less than a {MaxRatio}th of its size, as only files are that shall do harm.");
        return await entry.OpenAsync(cancellationToken);
    }

    public void Dispose() => _archive.Dispose();
}

/// <summary>The old site itself.</summary>
sealed class UploadsOnline(IRemoteFiles files) : IUploads
{
    const long MaxBytes = 64 * 1024 * 1024;

    public async Task<Stream?> OpenAsync(string path, string url, CancellationToken cancellationToken) =>
        url.Length == 0 ? null : new MemoryStream((await files.GetAsync(url, MaxBytes, cancellationToken)).ToArray(), writable: false);

    public void Dispose()
    {
        // The client belongs to the site.
    }
}
