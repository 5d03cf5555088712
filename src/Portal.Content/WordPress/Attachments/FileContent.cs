using System.Text;
using Portal.Content.Media;

namespace Portal.Content.WordPress.Attachments;

/// <summary>Tells by a file's first bytes whether it is what its name says, and whether the site takes such files.</summary>
static class FileContent
{
    /// <summary>Bytes that are needed to tell.</summary>
    public const int HeadLength = 512;

    /// <summary>The extension with its dot that the file shall have; null where it is not taken.</summary>
    public static string? Extension(string name, ReadOnlySpan<byte> head)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (PictureFormat.Extension(head) is { } picture)
            return extension == ".jpeg" && picture == ".jpg" ? extension : picture;
        return Fits(extension, head) ? extension : null;
    }

    static bool Fits(string extension, ReadOnlySpan<byte> head) => extension switch
    {
        ".pdf" => head.StartsWith("%PDF-"u8),
        ".mp3" => head.StartsWith("ID3"u8) || head is [0xFF, >= 0xE0, ..],
        ".mp4" or ".m4a" or ".m4v" or ".mov" or ".avif" or ".heic" => head.Length > 12 && head[4..].StartsWith("ftyp"u8),
        ".ogg" or ".oga" or ".ogv" or ".opus" => head.StartsWith("OggS"u8),
        ".webm" or ".mkv" => head is [0x1A, 0x45, 0xDF, 0xA3, ..],
        ".wav" => head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WAVE"u8),
        ".docx" or ".xlsx" or ".pptx" or ".odt" or ".ods" or ".odp" or ".epub" or ".zip" => head.StartsWith("PK\u0003\u0004"u8),
        ".doc" or ".xls" or ".ppt" or ".pps" => head is [0xD0, 0xCF, 0x11, 0xE0, ..],
        ".rtf" => head.StartsWith("{\\rtf"u8),
        ".txt" or ".csv" or ".vtt" or ".srt" => IsText(head),
        _ => false,
    };

    static bool IsText(ReadOnlySpan<byte> head) =>
        !head.Contains((byte)0) && !Encoding.Latin1.GetString(head).TrimStart().StartsWith('<');
}
