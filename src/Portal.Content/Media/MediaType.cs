using System.Collections.Frozen;

namespace Portal.Content.Media;

/// <summary>What a media file is for a person.</summary>
public enum MediaKind
{
    /// <summary>A picture of pixels.</summary>
    Picture,

    /// <summary>A drawing in SVG.</summary>
    Drawing,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Moving pictures.</summary>
    Video,

    /// <summary>Text to read or to fill in.</summary>
    Document,
}

/// <summary>A kind of file that the site keeps.</summary>
/// <param name="Extension">Its ending, with the dot, in lower case.</param>
/// <param name="ContentType">Its media type, as sent to browsers.</param>
/// <param name="Kind">What it is for a person.</param>
/// <param name="IsShown">Whether browsers may show it in place; others are handed over as files to keep.</param>
public sealed record MediaType(string Extension, string ContentType, MediaKind Kind, bool IsShown)
{
    /// <summary>Whether it is something to look at.</summary>
    public bool IsImage => Kind is MediaKind.Picture or MediaKind.Drawing;
}

/// <summary>The kinds of files that the site knows.</summary>
public static class MediaTypes
{
    static readonly FrozenDictionary<string, MediaType> ByExtension = new MediaType[]
    {
        new(".jpg", "image/jpeg", MediaKind.Picture, true),
        new(".jpeg", "image/jpeg", MediaKind.Picture, true),
        new(".png", "image/png", MediaKind.Picture, true),
        new(".gif", "image/gif", MediaKind.Picture, true),
        new(".webp", "image/webp", MediaKind.Picture, true),
        new(".avif", "image/avif", MediaKind.Picture, true),
        new(".svg", "image/svg+xml", MediaKind.Drawing, true),
        new(".mp3", "audio/mpeg", MediaKind.Audio, true),
        new(".m4a", "audio/mp4", MediaKind.Audio, true),
        new(".ogg", "audio/ogg", MediaKind.Audio, true),
        new(".opus", "audio/ogg", MediaKind.Audio, true),
        new(".flac", "audio/flac", MediaKind.Audio, true),
        new(".wav", "audio/wav", MediaKind.Audio, true),
        new(".mp4", "video/mp4", MediaKind.Video, true),
        new(".webm", "video/webm", MediaKind.Video, true),
        new(".pdf", "application/pdf", MediaKind.Document, true),
        new(".vtt", "text/vtt; charset=utf-8", MediaKind.Document, true),
        new(".txt", "text/plain; charset=utf-8", MediaKind.Document, true),
        new(".csv", "text/csv; charset=utf-8", MediaKind.Document, false),
        new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", MediaKind.Document, false),
        new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", MediaKind.Document, false),
        new(".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", MediaKind.Document, false),
        new(".odt", "application/vnd.oasis.opendocument.text", MediaKind.Document, false),
        new(".ods", "application/vnd.oasis.opendocument.spreadsheet", MediaKind.Document, false),
        new(".odp", "application/vnd.oasis.opendocument.presentation", MediaKind.Document, false),
    }.ToFrozenDictionary(type => type.Extension, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every ending that is known, with its dot.</summary>
    public static IReadOnlySet<string> Extensions { get; } = ByExtension.Keys.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind of that ending, or null where the site knows none. What a stored file is was told by its content when it came.</summary>
    public static MediaType? Of(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path));
}
