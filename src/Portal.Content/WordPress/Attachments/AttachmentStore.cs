using Portal.Content.Media;

namespace Portal.Content.WordPress.Attachments;

/// <summary>What became of a file.</summary>
/// <param name="MediaPath">Its path in the media library, or null where it is not there.</param>
/// <param name="IsNew">Whether it was stored now.</param>
/// <param name="Problem">Why it could not be stored, or null.</param>
sealed record StoredAttachment(string? MediaPath, bool IsNew, string? Problem);

/// <summary>Brings files of the old site into the media library: what is there already stays, what is not what its name says is refused.</summary>
sealed class AttachmentStore(MediaStore media, IReadOnlyList<IUploads> uploads, bool dryRun)
{
    const long MaxBytes = 512L * 1024 * 1024;

    static readonly string[] PictureExtensions = [".jpg", ".png", ".gif", ".webp"];

    public async Task<StoredAttachment> StoreAsync(string path, string url, CancellationToken cancellationToken)
    {
        var target = $"{UploadPath.MediaFolder}/{path}";
        if (media.Locate(target) is null)
            return new(null, false, "Its name is not allowed.");
        // A picture whose name said something else was stored under its right one.
        foreach (var known in PictureExtensions.Select(extension => Path.ChangeExtension(target, extension)).Prepend(target))
        {
            if (File.Exists(media.Locate(known)))
                return new(known, false, null);
        }
        foreach (var one in uploads)
        {
            try
            {
                await using var stream = await one.OpenAsync(path, url, cancellationToken);
                if (stream is not null)
                    return await StoreAsync(target, stream, cancellationToken);
            }
            catch (Exception failed) when (failed is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                return new(null, false, failed.Message);
            }
        }
        return new(null, false, null);
    }

    async Task<StoredAttachment> StoreAsync(string target, Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[FileContent.HeadLength];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (FileContent.Extension(target, head.AsSpan(0, length)) is not { } extension)
            return new(null, false, $"It is no file of the kind {Path.GetExtension(target)}, or the site takes none of that kind.");
        if (!extension.Equals(Path.GetExtension(target), StringComparison.OrdinalIgnoreCase))
            target = Path.ChangeExtension(target, extension);
        if (!dryRun)
        {
            await using var whole = new CheckedStream(head.AsMemory(0, length), stream, MaxBytes);
            await media.SaveAsync(target, whole, cancellationToken);
        }
        return new(target, true, null);
    }
}
