namespace Portal.Content.Media;

/// <summary>Tells what a picture is by its first bytes; names and declared types say what their sender likes.</summary>
public static class PictureFormat
{
    /// <summary>Bytes that are needed to tell.</summary>
    public const int HeadLength = 12;

    /// <summary>The file extension with its dot, or null where the bytes begin no JPEG, PNG, GIF or WebP picture.</summary>
    public static string? Extension(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ".jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ".png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ".gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ".webp",
        _ => null,
    };
}
