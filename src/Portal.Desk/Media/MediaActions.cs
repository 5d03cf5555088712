using System.Globalization;
using System.Security.Claims;
using Portal.Content.Media;
using Portal.Desk.Shell;

namespace Portal.Desk.Media;

/// <summary>Files are still used; whoever takes them out must say that they know.</summary>
sealed class MediaInUseException(IReadOnlyList<MediaUse> uses) : Exception("The files are still used.")
{
    public IReadOnlyList<MediaUse> Uses { get; } = uses;
}

/// <summary>What people do in the media library; each action checks the person's rights.</summary>
sealed class MediaActions(MediaLibrary library, MediaStore store, MediaIntake intake, MediaWriter writer, MediaTrash trash, TimeProvider time)
{
    const string NotYours = "Your roles don’t allow you to change “{0}”.";
    const string NoFolders = "Your roles don’t allow you to change folders.";

    /// <summary>The folder that files go to where nobody names one.</summary>
    public string FolderOfTheMonth => time.GetUtcNow().ToString("yyyy/MM", CultureInfo.InvariantCulture);

    /// <summary>Takes in a file.</summary>
    /// <exception cref="MediaRefusedException">The person may not, or the file is refused.</exception>
    public async Task<StoredMedia> TakeAsync(ClaimsPrincipal person, string? folder, string fileName, Stream content, CancellationToken cancellationToken)
    {
        if (!person.MayAddMedia())
            throw new MediaRefusedException("Your roles don’t allow you to add pictures and files.");
        folder ??= FolderOfTheMonth;
        if (!store.HasFolder(folder) && folder != FolderOfTheMonth && !person.MayManageFolders())
            throw new MediaRefusedException("There is no folder “{0}”.", folder);
        var stored = await intake.TakeAsync(folder, fileName, content, cancellationToken);
        await writer.AddedAsync(stored.Path, person.Actor(), cancellationToken);
        return stored;
    }

    /// <summary>Makes a folder under a fitting name, which is returned with its path.</summary>
    public string CreateFolder(ClaimsPrincipal person, string folder, string name)
    {
        if (!person.MayManageFolders())
            throw new MediaRefusedException(NoFolders);
        var path = MediaPath.Join(folder, MediaPath.FitName(name, ""));
        writer.CreateFolder(path);
        return path;
    }

    /// <summary>Gives a file or folder another name; a file keeps its ending.</summary>
    /// <returns>The new path.</returns>
    public async Task<string> RenameAsync(ClaimsPrincipal person, string path, string name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new MediaRefusedException("The new name is missing.");
        var extension = store.HasFolder(path) ? "" : Path.GetExtension(path);
        var target = MediaPath.Join(MediaPath.Folder(path), MediaPath.FitName(extension.Length > 0 && !name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name + extension : name, extension));
        if (target != path)
            await MoveToAsync(person, path, target, cancellationToken);
        return target;
    }

    /// <summary>Moves a file or folder into a folder.</summary>
    /// <returns>The new path.</returns>
    public async Task<string> MoveAsync(ClaimsPrincipal person, string path, string folder, CancellationToken cancellationToken)
    {
        if (!store.HasFolder(folder))
            throw new MediaRefusedException("There is no folder “{0}”.", folder);
        var target = MediaPath.Join(folder, MediaPath.Name(path));
        if (target != path)
            await MoveToAsync(person, path, target, cancellationToken);
        return target;
    }

    /// <summary>Keeps what the person says about a file.</summary>
    public async Task DescribeAsync(ClaimsPrincipal person, string path, string? altText, string? caption, (double X, double Y)? focus, CancellationToken cancellationToken)
    {
        await AllowAsync(person, path, cancellationToken);
        await writer.DescribeAsync(path, altText, caption, focus, person.Actor(), cancellationToken);
    }

    /// <summary>Takes a file or folder out of the library; it can be brought back for thirty days.</summary>
    /// <exception cref="MediaInUseException">Something still shows it, and the person did not say that they know.</exception>
    public async Task<TrashedMedia> RemoveAsync(ClaimsPrincipal person, string path, bool evenIfUsed, CancellationToken cancellationToken)
    {
        await AllowAsync(person, path, cancellationToken);
        if (!evenIfUsed && await library.UsesAsync(store.HasFolder(path) ? path + "/" : path, 20, cancellationToken) is { Count: > 0 } uses)
            throw new MediaInUseException(uses);
        return trash.Take(path);
    }

    /// <summary>Brings something back.</summary>
    public async Task<string> RestoreAsync(ClaimsPrincipal person, string id, CancellationToken cancellationToken)
    {
        var one = trash.List().FirstOrDefault(kept => kept.Id == id) ?? throw new MediaRefusedException("It is no longer kept and can’t be brought back.");
        if (one.IsFolder && !person.MayManageFolders())
            throw new MediaRefusedException(NoFolders);
        if (!one.IsFolder && !person.MayManageMedia((await library.DetailsAsync(one.Path, cancellationToken))?.Owner))
            throw new MediaRefusedException(NotYours, one.Path);
        return trash.Restore(id);
    }

    async Task MoveToAsync(ClaimsPrincipal person, string path, string target, CancellationToken cancellationToken)
    {
        await AllowAsync(person, path, cancellationToken);
        await writer.MoveAsync(path, target, person.Actor(), cancellationToken);
    }

    async Task AllowAsync(ClaimsPrincipal person, string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0 || store.HasFolder(path))
        {
            if (path.Length == 0 || !person.MayManageFolders())
                throw new MediaRefusedException(NoFolders);
            return;
        }
        if (!person.MayManageMedia((await library.DetailsAsync(path, cancellationToken))?.Owner))
            throw new MediaRefusedException(NotYours, path);
    }
}
