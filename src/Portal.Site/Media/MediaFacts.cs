using System.Collections.Concurrent;
using System.Security.Cryptography;
using Portal.Content.Documents;
using Portal.Content.Media;

namespace Portal.Site.Media;

/// <summary>What pages and addresses need to know of a media file.</summary>
/// <param name="Path">Where it stands now.</param>
/// <param name="File">The file.</param>
/// <param name="Type">What it is; null where the site knows no such kind.</param>
/// <param name="Size">Its size, where it is a picture or a drawing that says one.</param>
/// <param name="Version">Fingerprint of its content.</param>
sealed record MediaFact(string Path, FileInfo File, MediaType? Type, PictureSize? Size, string Version);

/// <summary>Looks at media files, once for as long as they stay as they are.</summary>
sealed class MediaFacts(MediaStore store, SiteDocuments documents, Pictures pictures)
{
    const int MaxHeld = 20_000;

    readonly ConcurrentDictionary<string, MediaFact> _held = new(StringComparer.Ordinal);

    /// <summary>The file at a path, or at the place where it moved; null where there is none.</summary>
    public async ValueTask<MediaFact?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var file = store.Find(path);
        if (file is null)
        {
            path = (await documents.GetAsync<MediaMoves>(cancellationToken)).Resolve(path);
            file = store.Find(path);
        }
        if (file is null)
            return null;
        if (_held.TryGetValue(path, out var held) && held.File.LastWriteTimeUtc == file.LastWriteTimeUtc && held.File.Length == file.Length)
            return held;
        var type = MediaTypes.Of(path);
        MediaFact fact;
        try
        {
            fact = new(path, file, type, Measure(file, type), await FingerprintAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // It was moved or taken out in this very moment.
            return null;
        }
        if (_held.Count >= MaxHeld)
            _held.Clear();
        return _held[path] = fact;
    }

    PictureSize? Measure(FileInfo file, MediaType? type) => type?.Kind switch
    {
        MediaKind.Picture => pictures.Measure(file.FullName),
        MediaKind.Drawing => DrawingSize.Read(file.FullName),
        _ => null,
    };

    static async Task<string> FingerprintAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..20];
    }
}
