using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>Changes the media library: files move together with what is known of them, and older paths go on to lead to them.</summary>
public sealed class MediaWriter(MediaStore store, UnitOfWork work)
{
    /// <summary>Renames or moves a file or folder.</summary>
    /// <exception cref="MediaRefusedException">The new place is taken or not allowed, or there is nothing at the old one.</exception>
    public async Task MoveAsync(string from, string to, ContentActor actor, CancellationToken cancellationToken)
    {
        var isFolder = store.HasFolder(from) && from.Length > 0;
        if (!isFolder && store.Find(from) is null)
            throw new MediaRefusedException("“{0}” is no longer there.", from);
        if (store.Locate(to) is not { } target)
            throw new MediaRefusedException("“{0}” can’t be a path of the library.", to);
        if (isFolder && MediaPath.IsWithin(to, from))
            throw new MediaRefusedException("A folder can’t be moved into itself.");
        // A name may be changed in nothing but its capital letters.
        if (store.IsTaken(to) && !to.Equals(from, StringComparison.OrdinalIgnoreCase))
            throw new MediaRefusedException("“{0}” is taken. Choose another name.", to);
        var source = store.Locate(from)!;
        var moved = false;
        try
        {
            await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
            {
                await MoveDetailsAsync(scope.Db.Set<MediaDetailRecord>(), from, to, isFolder, ct);
                await scope.UpdateDocumentAsync<MediaMoves>(moves => isFolder ? moves.With(from + "/", to + "/") : moves.With(from, to), ct);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                Directory.Move(source, target);
                moved = true;
            }, cancellationToken);
        }
        catch
        {
            if (moved)
                Directory.Move(target, source);
            throw;
        }
    }

    /// <summary>Makes an empty folder.</summary>
    /// <exception cref="MediaRefusedException">The name is taken or not allowed.</exception>
    public void CreateFolder(string path)
    {
        if (store.Locate(path) is not { } place)
            throw new MediaRefusedException("“{0}” can’t be the name of a folder.", path);
        if (store.IsTaken(path))
            throw new MediaRefusedException("“{0}” is taken. Choose another name.", path);
        Directory.CreateDirectory(place);
    }

    /// <summary>Notes who brought a file; what was said of an older one at that path is forgotten.</summary>
    public Task AddedAsync(string path, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            await scope.Db.Set<MediaDetailRecord>().Where(row => row.Path == path).ExecuteDeleteAsync(ct);
            scope.Db.Add(new MediaDetailRecord { Path = path, Owner = actor.UserId, AddedUtc = scope.NowUtc });
        }, cancellationToken);

    /// <summary>Keeps what a person says about a file.</summary>
    public Task DescribeAsync(string path, string? altText, string? caption, (double X, double Y)? focus, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var row = await scope.Db.Set<MediaDetailRecord>().FirstOrDefaultAsync(one => one.Path == path, ct);
            if (row is null)
                scope.Db.Add(row = new MediaDetailRecord { Path = path, AddedUtc = scope.NowUtc });
            row.AltText = Text(altText);
            row.Caption = Text(caption);
            row.FocalX = focus is { } at ? Math.Clamp(at.X, 0, 1) : null;
            row.FocalY = focus is { } point ? Math.Clamp(point.Y, 0, 1) : null;
        }, cancellationToken);

    static async Task MoveDetailsAsync(DbSet<MediaDetailRecord> details, string from, string to, bool isFolder, CancellationToken cancellationToken)
    {
        var (old, now) = (from + "/", to + "/");
        var moving = isFolder ? details.Where(row => row.Path.StartsWith(old)) : details.Where(row => row.Path == from);
        var stale = isFolder ? details.Where(row => row.Path.StartsWith(now)) : details.Where(row => row.Path == to);
        var rows = await moving.AsNoTracking().ToListAsync(cancellationToken);
        await stale.ExecuteDeleteAsync(cancellationToken);
        await moving.ExecuteDeleteAsync(cancellationToken);
        foreach (var row in rows)
        {
            row.Path = to + row.Path[from.Length..];
            details.Add(row);
        }
    }

    static string? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > MediaLibrary.MaxTextLength } longer ? longer[..MediaLibrary.MaxTextLength] : text.Trim();
}
