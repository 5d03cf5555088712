using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>A file of the library.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Type">What it is; null where the site knows no such kind.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ChangedUtc">When it was stored.</param>
public sealed record MediaFile(string Path, MediaType? Type, long Length, DateTime ChangedUtc)
{
    /// <summary>The last name of the path.</summary>
    public string Name => MediaPath.Name(Path);
}

/// <summary>What a folder holds.</summary>
/// <param name="Folders">Paths of the folders directly in it.</param>
/// <param name="Files">The files directly in it.</param>
public sealed record MediaFolder(IReadOnlyList<string> Folders, IReadOnlyList<MediaFile> Files);

/// <summary>An item that names a file.</summary>
/// <param name="ContentItemId">Its identifier.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Title">What lists show for it.</param>
/// <param name="Published">Whether visitors see the file there.</param>
public sealed record MediaUse(string ContentItemId, string ContentType, string Title, bool Published);

/// <summary>Looks at the media library: folders, files, what people said about them, and where they are used.</summary>
public sealed class MediaLibrary(MediaStore store, SiteDocuments documents, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>Longest text about a file, in characters.</summary>
    public const int MaxTextLength = 1000;

    /// <summary>Most files that a search finds.</summary>
    public const int MaxFound = 200;

    /// <summary>What is in a folder; null where there is none.</summary>
    public MediaFolder? List(string folder)
    {
        if (!store.HasFolder(folder))
            return null;
        var (folders, files) = store.List(folder);
        return new([.. folders.Select(name => MediaPath.Join(folder, name))], [.. files.Select(File)]);
    }

    /// <summary>Every folder, those of a folder after it.</summary>
    public IReadOnlyList<string> Folders()
    {
        var all = new List<string>();
        var open = new Stack<string>([""]);
        while (open.TryPop(out var folder) && all.Count < 5000)
        {
            if (folder.Length > 0)
                all.Add(folder);
            foreach (var name in store.List(folder).Folders.Reverse())
                open.Push(MediaPath.Join(folder, name));
        }
        return all;
    }

    /// <summary>Files whose name or folder holds the words, in a folder and below; at most <see cref="MaxFound"/>.</summary>
    public IReadOnlyList<MediaFile> Search(string folder, string words)
    {
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var place = folder.Length == 0 ? store.Root : store.Locate(folder);
        if (wanted.Length == 0 || place is null || !Directory.Exists(place))
            return [];
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. new DirectoryInfo(place).EnumerateFiles("*", all)
            .Select(file => (File: file, Path: store.PathOf(file)))
            .Where(one => MediaPath.IsAllowed(one.Path) && Array.TrueForAll(wanted, word => one.Path.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Take(MaxFound).Select(one => File(one.File)).OrderByDescending(file => file.ChangedUtc)];
    }

    /// <summary>The file at a path, or at the place where it moved; null where there is none.</summary>
    public async ValueTask<MediaFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (store.Find(path) is { } file)
            return File(file);
        var now = (await documents.GetAsync<MediaMoves>(cancellationToken)).Resolve(path);
        return now != path && store.Find(now) is { } moved ? File(moved) : null;
    }

    /// <summary>What people said about a file; null for nothing.</summary>
    public async Task<MediaDetailRecord?> DetailsAsync(string path, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<MediaDetailRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, cancellationToken);
    }

    /// <summary>What people said about the files directly in a folder, by path.</summary>
    public async Task<IReadOnlyDictionary<string, MediaDetailRecord>> DetailsAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, MediaDetailRecord>(StringComparer.Ordinal);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var chunk in paths.Chunk(500))
        {
            await foreach (var row in db.Set<MediaDetailRecord>().AsNoTracking().Where(row => chunk.Contains(row.Path)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                found[row.Path] = row;
        }
        return found;
    }

    /// <summary>The items that name a file, or anything in a folder, by its path of today or an older one; at most <paramref name="count"/>.</summary>
    /// <param name="path">Path of a file; a folder's ends with a slash.</param>
    /// <param name="count">Most items.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<MediaUse>> UsesAsync(string path, int count, CancellationToken cancellationToken)
    {
        var names = (await documents.GetAsync<MediaMoves>(cancellationToken)).OlderPaths(path).Append(path).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = new List<MediaUse>();
        foreach (var name in names)
        {
            var uses = db.Set<MediaUseRecord>().AsNoTracking();
            uses = name.EndsWith('/') ? uses.Where(row => row.Path.StartsWith(name)) : uses.Where(row => row.Path == name);
            found.AddRange(await (
                from use in uses
                join item in db.ContentItems.AsNoTracking() on use.ContentItemId equals item.ContentItemId
                where item.Latest || (item.Published && use.Published)
                orderby item.Id descending
                select new MediaUse(item.ContentItemId, item.ContentType, item.DisplayText ?? item.ContentItemId, use.Published)).Take(count * 3).ToListAsync(cancellationToken));
        }
        return [.. found.GroupBy(use => use.ContentItemId, StringComparer.Ordinal).Select(group => group.First() with { Published = group.Any(use => use.Published) }).Take(count)];
    }

    MediaFile File(FileInfo file) => new(store.PathOf(file), MediaTypes.Of(file.Name), file.Length, file.LastWriteTimeUtc);
}
