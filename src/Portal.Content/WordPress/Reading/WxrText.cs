using System.Globalization;
using System.Text;

namespace Portal.Content.WordPress.Reading;

/// <summary>Opens the file in its encoding, and reads the dates that stand in it.</summary>
static class WxrText
{
    /// <summary>The text of the file, by its byte order mark, else by the given encoding, else by the one that the file declares, else UTF-8.</summary>
    /// <exception cref="InvalidDataException">The encoding is not known, or the file is packed.</exception>
    public static StreamReader Open(string path, string? encoding)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            Span<byte> head = stackalloc byte[256];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            if (head is [0x1F, 0x8B, ..] or [(byte)'P', (byte)'K', 3, 4, ..])
                throw new InvalidDataException($"{path} is a packed file. Unpack it and give the XML file in it.");
            return new StreamReader(stream, Find(encoding ?? Declared(head) ?? "utf-8"), detectEncodingFromByteOrderMarks: true, 32 * 1024);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A date as WordPress writes it (<c>2019-03-05 08:00:00</c>); null for <c>0000-00-00 00:00:00</c>, which drafts have.</summary>
    public static DateTime? Date(string text) =>
        DateTime.TryParseExact(text.Trim(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) && date.Year > 1
            ? date
            : null;

    /// <summary>The date of a feed (RFC 822).</summary>
    public static DateTime? FeedDate(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date.Year > 1 ? date.UtcDateTime : null;

    static string? Declared(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head);
        var end = text.IndexOf("?>", StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.IndexOf("encoding=", 0, end, StringComparison.OrdinalIgnoreCase);
        if (start < 0 || start + 10 >= end)
            return null;
        var quote = text[start + 9];
        var close = text.IndexOf(quote, start + 10);
        return close < 0 || close > end ? null : text[(start + 10)..close];
    }

    static Encoding Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidDataException($"The encoding “{name}” is not known. Name another by --encoding, such as utf-8 or windows-1251.", unknown);
        }
    }
}
