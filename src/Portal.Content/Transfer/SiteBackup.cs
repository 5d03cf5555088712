using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>
/// Copies the site into one zip file while it runs: the database as of one moment, the media and the mails. The search index is
/// derived and built anew. To restore, unpack the file into an empty data directory.
/// </summary>
public sealed class SiteBackup(IDbContextFactory<PortalDbContext> databases, StorageOptions storage)
{
    static readonly string[] Folders = ["media", "mail"];

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="InvalidOperationException">The database is a PostgreSQL server, which has its own tools for that.</exception>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        if (storage.Provider != DatabaseProvider.Sqlite)
            throw new InvalidOperationException("The database is a PostgreSQL server: back it up with pg_dump, and the folders media and mail of the data directory with any copying tool.");
        var copy = Path.Combine(storage.DataDirectory, $"backup-{Guid.NewGuid():N}.db");
        var temporary = path + ".part";
        try
        {
            await using (var db = await databases.CreateDbContextAsync(cancellationToken))
                await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancellationToken);
            await using (var zip = await ZipFile.OpenAsync(temporary, ZipArchiveMode.Create, cancellationToken))
            {
                await zip.CreateEntryFromFileAsync(copy, "portal.db", cancellationToken);
                foreach (var file in Folders.Select(folder => Path.Combine(storage.DataDirectory, folder)).Where(Directory.Exists)
                             .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(file => !file.EndsWith(".part", StringComparison.Ordinal)))
                    await zip.CreateEntryFromFileAsync(file, Path.GetRelativePath(storage.DataDirectory, file).Replace('\\', '/'), cancellationToken);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(temporary);
        }
    }
}
