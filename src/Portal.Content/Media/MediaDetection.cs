using System.IO.Compression;
using System.Text;

namespace Portal.Content.Media;

/// <summary>Tells what a file is by its content; names and declared types say what their sender likes.</summary>
static class MediaDetection
{
    const int HeadLength = 4096;

    /// <summary>The kind, or null where the content is none that the site keeps.</summary>
    /// <param name="file">The file, which can be read from any place.</param>
    /// <param name="fileName">Tells kinds of plain text apart, which look alike.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<MediaType?> DetectAsync(Stream file, string fileName, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadLength];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(buffer, HeadLength, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        var extension = Extension(buffer.AsSpan(0, length));
        if (extension == ".zip")
            extension = OfficeDocument(file);
        else if (extension is null && await IsTextAsync(file, cancellationToken))
            extension = Path.GetExtension(fileName).ToLowerInvariant() is ".txt" or ".csv" ? Path.GetExtension(fileName).ToLowerInvariant() : null;
        file.Position = 0;
        return extension is null ? null : MediaTypes.Of(extension);
    }

    static string? Extension(ReadOnlySpan<byte> head) => PictureFormat.Extension(head) ?? head switch
    {
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when head.Length >= 16 => Iso(head[8..12]),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => ".pdf",
        [(byte)'I', (byte)'D', (byte)'3', ..] => ".mp3",
        // MPEG-1 or 2 layer III, with a bit rate and a sampling rate that exist.
        [0xFF, 0xFA or 0xFB or 0xF2 or 0xF3, var rates, ..] when rates >> 4 is not 0 and not 15 && ((rates >> 2) & 3) != 3 => ".mp3",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => head.IndexOf("OpusHead"u8) is > 0 and < 64 ? ".opus" : head.IndexOf("theora"u8) is > 0 and < 64 ? null : ".ogg",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => ".flac",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => ".wav",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => head.IndexOf("webm"u8) is > 0 and < 64 ? ".webm" : null,
        [(byte)'P', (byte)'K', 3, 4, ..] => ".zip",
        _ when head.StartsWith("WEBVTT"u8) || head.StartsWith("\uFEFFWEBVTT"u8) => ".vtt",
        _ when IsSvg(head) => ".svg",
        _ => null,
    };

    static string? Iso(ReadOnlySpan<byte> brand) => Encoding.Latin1.GetString(brand) switch
    {
        "avif" or "avis" => ".avif",
        "M4A " or "M4B " => ".m4a",
        "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "dash" or "MSNV" => ".mp4",
        _ => null,
    };

    static bool IsSvg(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF').TrimStart();
        if (!text.StartsWith('<'))
            return false;
        // Before the root may stand a declaration, a document type and comments.
        while (text.StartsWith("<?", StringComparison.Ordinal) || text.StartsWith("<!", StringComparison.Ordinal))
        {
            var comment = text.StartsWith("<!--", StringComparison.Ordinal);
            var declares = text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) && text.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket && bracket < text.IndexOf('>', StringComparison.Ordinal);
            var end = comment ? "-->" : declares ? "]>" : ">";
            var at = text.IndexOf(end, StringComparison.Ordinal);
            if (at < 0)
                return text.Contains("svg", StringComparison.OrdinalIgnoreCase);
            text = text[(at + end.Length)..].TrimStart();
        }
        return text.StartsWith("<svg", StringComparison.Ordinal) && text.Length > 4 && (char.IsWhiteSpace(text[4]) || text[4] is '>' or '/');
    }

    // Only the list of what is inside is read; nothing is unpacked but OpenDocument's own short name.
    static string? OfficeDocument(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > 10_000 || zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return null;
            if (zip.GetEntry("mimetype") is { Length: < 100 } name)
            {
                using var reader = new StreamReader(name.Open());
                return reader.ReadToEnd() switch
                {
                    "application/vnd.oasis.opendocument.text" => ".odt",
                    "application/vnd.oasis.opendocument.spreadsheet" => ".ods",
                    "application/vnd.oasis.opendocument.presentation" => ".odp",
                    _ => null,
                };
            }
            return zip.GetEntry("[Content_Types].xml") is null ? null
                : zip.GetEntry("word/document.xml") is not null ? ".docx"
                : zip.GetEntry("xl/workbook.xml") is not null ? ".xlsx"
                : zip.GetEntry("ppt/presentation.xml") is not null ? ".pptx"
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    static async Task<bool> IsTextAsync(Stream file, CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[81920];
        var letters = new char[81920];
        file.Position = 0;
        try
        {
            int read;
            while ((read = await file.ReadAsync(bytes, cancellationToken)) > 0)
            {
                decoder.Convert(bytes.AsSpan(0, read), letters, flush: false, out _, out var made, out _);
                if (letters.AsSpan(0, made).ContainsAnyInRange('\0', '\b'))
                    return false;
            }
            decoder.Convert([], letters, flush: true, out _, out _, out _);
            return file.Length > 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
