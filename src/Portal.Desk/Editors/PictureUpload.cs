using System.Globalization;
using System.Security.Claims;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.People;

namespace Portal.Desk.Editors;

/// <summary>A picture was not taken; the message is for people, in English.</summary>
public sealed class PictureRefusedException(string message) : Exception(message);

/// <summary>Takes pictures into the media library, under <c>{year}/{month}/</c>.</summary>
public sealed class PictureUpload(MediaStore media, TimeProvider time)
{
    /// <summary>Largest picture, in bytes: 10 MB.</summary>
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>Stores a picture under a name made of the given one and returns its path.</summary>
    /// <param name="person">Who brings it; needs <see cref="Permissions.ManageMediaContent"/>.</param>
    /// <param name="fileName">The name on the person's device; only its words are used.</param>
    /// <param name="picture">The bytes; read to the end.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="PictureRefusedException">It is no picture of a known kind, too large, or the person may not.</exception>
    public async Task<string> SaveAsync(ClaimsPrincipal person, string fileName, Stream picture, CancellationToken cancellationToken)
    {
        if (!person.HasPermission(Permissions.ManageMediaContent))
            throw new PictureRefusedException("Your roles don’t allow you to add pictures.");
        // Held in memory, at most 10 MB: nothing is written before it is known to be a picture.
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await picture.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
                throw new PictureRefusedException("The picture is larger than 10 MB. Make it smaller and try again.");
            bytes.Write(buffer, 0, read);
        }
        var extension = PictureFormat.Extension(bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, PictureFormat.HeadLength)))
            ?? throw new PictureRefusedException("The file is no JPEG, PNG, GIF or WebP picture, whatever its name says. Save it as one of these and try again.");
        bytes.Position = 0;
        var path = FreePath(fileName, extension);
        await media.SaveAsync(path, bytes, cancellationToken);
        return path;
    }

    string FreePath(string fileName, string extension)
    {
        var slug = Slug.From(Path.GetFileNameWithoutExtension(fileName));
        var folder = time.GetUtcNow().ToString("yyyy/MM", CultureInfo.InvariantCulture);
        var path = $"{folder}/{(slug.Length == 0 ? "picture" : slug)}{extension}";
        return File.Exists(media.Locate(path)) ? $"{path[..^extension.Length]}-{ContentIdentity.New()[..6]}{extension}" : path;
    }
}
