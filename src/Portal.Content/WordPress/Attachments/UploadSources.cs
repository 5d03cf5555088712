using Portal.Content.Media;

namespace Portal.Content.WordPress.Attachments;

/// <summary>The places from which an import takes files, in the order in which they are asked.</summary>
sealed class UploadSources : IDisposable
{
    /// <summary>Opens them.</summary>
    /// <exception cref="InvalidDataException">There is nothing of that name, or it is no ZIP archive.</exception>
    public UploadSources(WxrImportOptions options, IEnumerable<IRemoteFiles> remote)
    {
        var all = new List<IUploads>();
        if (options.Media is { Length: > 0 } media)
            all.Add(Directory.Exists(media) ? new UploadsFolder(media) : File.Exists(media) ? new UploadsArchive(media) : throw new InvalidDataException($"There is no folder or ZIP archive {media}."));
        if (options.Fetch)
            all.Add(new UploadsOnline(remote.FirstOrDefault() ?? throw new InvalidDataException("Nothing in this program can fetch files.")));
        All = all;
        Fetches = options.Fetch;
    }

    public IReadOnlyList<IUploads> All { get; }

    /// <summary>Whether files may come over the network, several at a time.</summary>
    public bool Fetches { get; }

    public void Dispose()
    {
        foreach (var one in All)
            one.Dispose();
    }
}
