using System.IO.Compression;

namespace Portal.Content.Transfer;

/// <summary>Where an export is written to. Files are written one after the other.</summary>
public interface IExportTarget : IAsyncDisposable
{
    /// <summary>Begins a file; the one before must be closed.</summary>
    /// <param name="path">Relative, with slashes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<Stream> OpenAsync(string path, CancellationToken cancellationToken);
}

/// <summary>An export as a folder.</summary>
public sealed class ExportFolder(string folder) : IExportTarget
{
    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, Path.Combine(path.Split('/')));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return Task.FromResult<Stream>(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 81920, useAsync: true));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>An export as a zip file. Its entries bear no time of their own, so that the same content makes the same file.</summary>
public sealed class ExportZip(Stream target) : IExportTarget
{
    // The earliest time that a zip file can tell.
    static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        return await entry.OpenAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
