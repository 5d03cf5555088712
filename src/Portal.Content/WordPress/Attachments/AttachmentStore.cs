using Portal.Content.Media;

namespace Portal.Content.WordPress.Attachments;

/// <summary>What became of a file.</summary>
/// <param name="MediaPath">Its path in the media library, or null where it is not there.</param>
/// <param name="IsNew">Whether it was stored now.</param>
/// <param name="Problem">Why it could not be stored, or null.</param>
sealed record StoredAttachment(string? MediaPath, bool IsNew, string? Problem);

/// <summary>Brings files of the old site into the media library, each site into a folder of its own: what is there already stays.</summary>
sealed class AttachmentStore(MediaStore media, MediaIntake intake, IReadOnlyList<IUploads> uploads, string folder, bool dryRun)
{
    /// <summary>Stores a file.</summary>
    /// <param name="path">Its path below the old folder of uploads.</param>
    /// <param name="name">The name under which it is stored; no other file of its folder has it.</param>
    /// <param name="url">Its old address; empty where it is not known.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<StoredAttachment> StoreAsync(string path, string name, string url, CancellationToken cancellationToken)
    {
        var target = TargetFolder(path);
        if (Known(target, name) is { } known)
            return new(known, false, null);
        foreach (var one in uploads)
        {
            try
            {
                await using var stream = await one.OpenAsync(path, url, cancellationToken);
                if (stream is null)
                    continue;
                if (dryRun)
                    return new(MediaPath.Join(target, MediaPath.FitName(name, Path.GetExtension(name).ToLowerInvariant())), true, null);
                return new((await intake.TakeAsync(target, name, stream, cancellationToken)).Path, true, null);
            }
            catch (MediaRefusedException refused)
            {
                return new(null, false, refused.ToString());
            }
            catch (Exception failed) when (failed is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                return new(null, false, failed.Message);
            }
        }
        return new(null, false, null);
    }

    string TargetFolder(string path) =>
        string.Join('/', path.Split('/')[..^1].Select(segment => MediaPath.FitName(segment, "")).Prepend(folder));

    // What a file is, and so the end of its name, was told by its content when it came.
    string? Known(string target, string name) => MediaTypes.Extensions
        .OrderBy(extension => extension.Equals(Path.GetExtension(name), StringComparison.OrdinalIgnoreCase) ? 0 : 1)
        .Select(extension => MediaPath.Join(target, MediaPath.FitName(name, extension))).FirstOrDefault(known => media.Find(known) is not null);
}
