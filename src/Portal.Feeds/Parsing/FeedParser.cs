using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads feed documents of any dialect. A sound document is read strictly and pays for nothing else; what fails is mended step by step
/// and the steps are told. Never resolves a DTD or an external entity. Thread-safe.
/// </summary>
public static partial class FeedParser
{
    /// <summary>Largest document that is read, in bytes and after decompression.</summary>
    public const int MaxBytes = 15 * 1024 * 1024;

    /// <summary>Deepest nesting of elements; <see cref="XDocument"/> takes quadratic time in the depth.</summary>
    public const int MaxDepth = 256;

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The document as it came.</param>
    /// <param name="charset">What the HTTP header says of its encoding, or null.</param>
    /// <param name="url">Where it came from, for relative addresses; empty where that is not known.</param>
    /// <exception cref="FeedFormatException">It is no feed that can be read.</exception>
    public static ParsedFeed Parse(ReadOnlyMemory<byte> bytes, string? charset = null, string url = "")
    {
        var repairs = new List<string>();
        if (bytes.Span is [0x1F, 0x8B, ..])
        {
            bytes = Unzip(bytes);
            repairs.Add("the document was compressed and did not say so");
        }
        if (bytes.Length > MaxBytes)
            throw new FeedFormatException($"The document is larger than {MaxBytes / 1024 / 1024} MB.");
        var (text, encoding) = FeedEncoding.Decode(bytes.Span, charset, repairs);
        var start = text.AsSpan().TrimStart('\uFEFF');
        var trimmed = start.TrimStart();
        if (trimmed.Length == 0)
            throw new FeedFormatException("The document is empty.");
        if (trimmed.Length < start.Length && trimmed.StartsWith("<?xml", StringComparison.Ordinal))
            repairs.Add("space before the XML declaration");
        trimmed = trimmed.TrimStart('\uFEFF');
        text = trimmed.Length == text.Length ? text : trimmed.ToString();
        if (text[0] == '{')
            return JsonFeedReading.Read(text, encoding, repairs, url);
        if (IsHtml().IsMatch(text) && !FeedRoot().IsMatch(text))
            throw new FeedFormatException("The address leads to a web page, not to a feed.", html: true);
        return Read(Load(text, repairs), encoding, repairs, url);
    }

    static XElement Load(string text, List<string> repairs)
    {
        try
        {
            return StrictXml.Load(text);
        }
        catch (XmlException strict)
        {
            if (FeedRoot().Match(text) is not { Success: true } root)
                throw new FeedFormatException(IsHtml().IsMatch(text) || text.Contains("<html", StringComparison.OrdinalIgnoreCase)
                    ? "The address leads to a web page, not to a feed."
                    : "The document is neither XML nor JSON, or holds no feed.", text.Contains("<html", StringComparison.OrdinalIgnoreCase), strict);
            try
            {
                return StrictXml.Load(new XmlMender(text, root.Index, repairs).Mend());
            }
            catch (XmlException mended)
            {
                throw new FeedFormatException($"The document is damaged and could not be mended: {mended.Message}", inner: mended);
            }
        }
    }

    static ParsedFeed Read(XElement root, string encoding, List<string> repairs, string url) => root.Name.LocalName.ToLowerInvariant() switch
    {
        "html" => throw new FeedFormatException("The address leads to a web page, not to a feed.", html: true),
        "opml" => throw new FeedFormatException("The document is a list of feeds (OPML), not a feed. Import it as OPML."),
        "urlset" or "sitemapindex" => throw new FeedFormatException("The document is a site map, not a feed."),
        _ when XmlFeedReading.IsFeed(root) => XmlFeedReading.Read(root, encoding, repairs, url),
        var name => throw new FeedFormatException($"The document is XML, but no feed: its outermost element is “{name}”."),
    };

    static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zipped = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            var plain = new MemoryStream();
            var buffer = new byte[81920];
            for (var read = zipped.Read(buffer); read > 0; read = zipped.Read(buffer))
            {
                plain.Write(buffer, 0, read);
                if (plain.Length > MaxBytes)
                    throw new FeedFormatException($"The document is larger than {MaxBytes / 1024 / 1024} MB once it is decompressed.");
            }
            return plain.ToArray();
        }
        catch (InvalidDataException damaged)
        {
            throw new FeedFormatException("The document is compressed and damaged.", damaged);
        }
    }

    [GeneratedRegex(@"\A(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex IsHtml();

    [GeneratedRegex(@"<(?:[a-z][\w.-]*:)?(?:rss|feed|rdf|channel|entry|item|redirect)(?=[\s>/])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex FeedRoot();
}
