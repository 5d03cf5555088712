using Microsoft.AspNetCore.Components.Forms;

namespace Portal.Desk.Transfer;

/// <summary>A file that was sent to be imported, in a temporary folder that goes with it.</summary>
sealed class ImportUpload : IDisposable
{
    /// <summary>Largest file, in bytes. Larger ones are taken in by the command line.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    readonly string _folder;

    ImportUpload(string folder) => (_folder, Path) = (folder, System.IO.Path.Combine(folder, "upload"));

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>Takes the file from the browser.</summary>
    /// <exception cref="IOException">It is larger than <see cref="MaxBytes"/>, or the connection broke.</exception>
    public static async Task<ImportUpload> TakeAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        var upload = new ImportUpload(Directory.CreateTempSubdirectory("portal-upload-").FullName);
        try
        {
            await using var source = file.OpenReadStream(MaxBytes, cancellationToken);
            await using var target = File.Create(upload.Path);
            await source.CopyToAsync(target, cancellationToken);
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
