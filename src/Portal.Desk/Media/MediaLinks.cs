using System.Globalization;
using Portal.Content.Media;

namespace Portal.Desk.Media;

/// <summary>Addresses and short descriptions of media files for the desk.</summary>
static class MediaLinks
{
    /// <summary>The address of a file; imported news point to pictures where they stand.</summary>
    public static string Of(string path) => path.Contains("://", StringComparison.Ordinal) ? path : "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The address of a small square picture of it; null where there is nothing to look at.</summary>
    public static string? Thumbnail(string path) => MediaTypes.Of(path)?.Kind switch
    {
        _ when path.Contains("://", StringComparison.Ordinal) => path,
        MediaKind.Picture => Of(path) + "?width=160&height=160&rmode=crop&format=auto",
        MediaKind.Drawing => Of(path),
        _ => null,
    };

    /// <summary>The address of a picture as large as a form shows it.</summary>
    public static string Preview(string path) => MediaTypes.Of(path)?.Kind == MediaKind.Picture ? Of(path) + "?width=600&format=auto" : Of(path);

    /// <summary>The Material symbol for a kind of file.</summary>
    public static string Icon(MediaType? type) => type?.Kind switch
    {
        MediaKind.Picture or MediaKind.Drawing => "image",
        MediaKind.Audio => "audio_file",
        MediaKind.Video => "video_file",
        _ => "description",
    };

    /// <summary>A size as people read it: <c>340 KB</c>.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.CurrentCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0 / 1024:0.#} MB");
}
