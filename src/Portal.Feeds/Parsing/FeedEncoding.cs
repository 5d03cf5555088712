using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Turns bytes into text: byte order mark, then strict UTF-8 (whatever is declared: text of another encoding is never valid UTF-8 by chance),
/// then what HTTP or the XML declaration says, then detection with a preference for the encodings of the region.
/// </summary>
static partial class FeedEncoding
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string Text, string Name) Decode(ReadOnlySpan<byte> bytes, string? charset, List<string> repairs)
    {
        if (ByMark(bytes) is var (marked, length))
            return (TwiceEncoded.Undo(marked.GetString(bytes[length..]), repairs), marked.WebName);
        if (Wide(bytes) is { } wide)
            return (wide.GetString(bytes), wide.WebName);
        if (bytes is [0x4C, 0x6F, 0xA7, 0x94, 0x93, ..])
        {
            // “<?xml” in EBCDIC, whose pages agree on the letters of the declaration.
            var mainframe = CharsetNames.Find(Declaration().Match(CodePage(37).GetString(bytes[..Math.Min(bytes.Length, 1024)])) is { Success: true } named ? named.Groups[1].Value : null) ?? CodePage(37);
            return (mainframe.GetString(bytes), mainframe.WebName);
        }

        var inDocument = CharsetNames.Find(Declared(bytes));
        var inHeader = CharsetNames.Find(charset);
        // A document whose declaration can be read byte by byte has no wide letters, whatever it says.
        inDocument = IsWide(inDocument) ? null : inDocument;
        inHeader = IsWide(inHeader) ? null : inHeader;
        // Servers say Latin-1 for want of knowledge; the document knows better.
        var declared = inHeader is null || (inDocument is not null && IsDefault(inHeader)) ? inDocument : inHeader;
        if (declared?.WebName.StartsWith("iso-2022", StringComparison.Ordinal) == true)
            return (declared.GetString(bytes), declared.WebName);
        try
        {
            var text = StrictUtf8.GetString(bytes);
            if (text.Length == bytes.Length && declared?.WebName is not ("hz-gb-2312" or "utf-7"))
                return (text, declared?.WebName ?? "utf-8");
            // Two short words of Chinese can be valid UTF-8 by chance.
            if (declared is { IsSingleByte: false } && declared.CodePage != Encoding.UTF8.CodePage && bytes.Length - text.Length < 8)
                return (declared.GetString(bytes), declared.WebName);
            if (declared is not null && declared.CodePage != Encoding.UTF8.CodePage)
                repairs.Add($"declared as {declared.WebName}, read as utf-8");
            return (TwiceEncoded.Undo(text, repairs), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            // Another encoding, or damaged UTF-8: below.
        }
        if (declared is not null && declared.CodePage != Encoding.UTF8.CodePage && declared.CodePage != Encoding.ASCII.CodePage)
            return (Superset(declared).GetString(bytes), declared.WebName);
        if (MostlyUtf8(bytes))
        {
            repairs.Add("bytes that are not UTF-8 were replaced");
            return (Encoding.UTF8.GetString(bytes), "utf-8");
        }
        var detected = Detect(bytes);
        repairs.Add(declared is null ? $"no encoding declared, read as {detected.WebName}" : $"declared as {declared.WebName}, read as {detected.WebName}");
        return (detected.GetString(bytes), detected.WebName);
    }

    static (Encoding Encoding, int Length)? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    static Encoding? Wide(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'<', 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, (byte)'<', ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        [(byte)'<', 0, ..] => Encoding.Unicode,
        [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    static string? Declared(ReadOnlySpan<byte> bytes) =>
        Declaration().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1024)])) is { Success: true } match ? match.Groups[1].Value : null;

    static bool IsWide(Encoding? encoding) => encoding?.CodePage is 1200 or 1201 or 12000 or 12001;

    static bool IsDefault(Encoding encoding) => encoding.WebName is "iso-8859-1" or "us-ascii";

    // Pages declared as ISO-8859-1 use the letters that Windows put where Latin-1 has control characters.
    static Encoding Superset(Encoding encoding) => encoding.WebName == "iso-8859-1" ? CodePage(1252) : encoding;

    static bool MostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (good, bad) = (0, 0);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status != System.Buffers.OperationStatus.Done)
                bad++;
            else if (length > 1)
                good++;
            bytes = bytes[Math.Max(length, 1)..];
        }
        return good > bad * 4;
    }

    static Encoding Detect(ReadOnlySpan<byte> bytes)
    {
        // In Cyrillic nearly every letter is a high byte, in Latin writing one in ten: long runs decide.
        var (high, runs, serbian, inRun) = (0, 0, 0, false);
        foreach (var one in bytes)
        {
            if (one < 0x80)
            {
                inRun = false;
                continue;
            }
            high++;
            if (!inRun)
                runs++;
            inRun = true;
            // č ć š ž đ and their capitals in windows-1250.
            if (one is 0xE8 or 0xE6 or 0x9A or 0x9E or 0xF0 or 0xC8 or 0xC6 or 0x8A or 0x8E or 0xD0)
                serbian++;
        }
        var guess = CharsetDetector.DetectFromBytes(bytes.ToArray()).Detected;
        if (runs > 0 && (double)high / runs >= 2.5)
            return guess?.EncodingName?.ToLowerInvariant() is { } name && (name.StartsWith("koi8", StringComparison.Ordinal) || name is "iso-8859-5" or "x-mac-cyrillic" or "ibm866")
                && guess.Confidence > 0.6f ? CharsetNames.Find(name) ?? CodePage(1251) : CodePage(1251);
        if (serbian * 10 >= high * 8)
            return CodePage(1250);
        return guess is { Confidence: > 0.6f } ? Superset(CharsetNames.Find(guess.EncodingName) ?? CodePage(1252)) : CodePage(1252);
    }

    static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    [GeneratedRegex(@"<\?xml[^>]*?encoding\s*=\s*[""']([A-Za-z0-9._:-]+)[""']", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
