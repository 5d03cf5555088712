using System.Text;

namespace Portal.Feeds.Tests.Fuzzing;

/// <summary>Damages documents in the ways in which transport, software and malice do; the same number gives the same damage.</summary>
sealed class FeedMutator(IReadOnlyList<byte[]> documents)
{
    static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<!DOCTYPE x [<!ENTITY a \"&a;&a;\">]>", "&a;", "&#0;", "&#xD800;", "&#99999999;",
            "<item>", "</item>", "</channel>", "<entry>", "<rss>", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", "xmlns=\"\"", "xmlns:x=\"\"", "<x:y>", "<a b='", " xml:base=\"//[\"", " xml:base=\"http://[::1\"",
            "<link href=\"http://[\"/>", "<enclosure url=\"http://a.example/\" length=\"99999999999999999999\"/>", "<pubDate>9999-99-99</pubDate>", "<pubDate>2026-W99-9</pubDate>", "<itunes:duration>::</itunes:duration>",
            "<content type=\"application/octet-stream\">!!!</content>", "<description>&lt;iframe src=&quot;//[&quot;&gt;</description>", "<description>&lt;img src=\"http://[\" alt='</description>",
            "<georss:point>NaN NaN</georss:point>", "<description>&lt;a href=\"https://www.youtube.com/embed/%\"&gt;</description>", "{\"version\":", "\\ud800", "\uFEFF", "\uFFFE", "\u0085", "\u2028", "\uD83D\uDE00",
            "<description>&lt;svg&gt;&lt;math&gt;&lt;table&gt;&lt;p&gt;</description>", "<psc:chapters><psc:chapter start=\"1e309\"/></psc:chapters>",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B, 8, 0], [0xC3], [0xED, 0xA0, 0x80], [0],
    ];

    /// <summary>The document of that number.</summary>
    public byte[] Make(int number)
    {
        var random = new Random(number);
        var bytes = new List<byte>(documents[random.Next(documents.Count)]);
        for (var times = random.Next(1, 6); times > 0; times--)
            Damage(bytes, random);
        return [.. bytes];
    }

    void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, 1 << random.Next(12)) + 1);
        switch (random.Next(12))
        {
            case 0 or 1:
                for (var flips = random.Next(1, 20); flips > 0 && bytes.Count > 0; flips--)
                    bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                var other = documents[random.Next(documents.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << random.Next(14))).ToArray());
                break;
            case 5 or 6 or 7:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
            case 8:
                bytes.InsertRange(at, Repeated(Tokens[random.Next(Tokens.Length)], 1 << random.Next(10)));
                break;
            case 9:
                bytes.InsertRange(at, Repeated(Encoding.ASCII.GetBytes(random.Next(3) switch { 0 => "<a>", 1 => "&lt;div&gt;", _ => "<b c=\"d\">" }), 1 << random.Next(14)));
                break;
            case 10:
                bytes.InsertRange(at, [.. Encoding.ASCII.GetBytes($" x{random.Next(9)}=\""), .. Repeated([(byte)random.Next(32, 127)], 1 << random.Next(18)), (byte)'"']);
                break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), Tokens[random.Next(Tokens.Length)]);
                break;
        }
        if (bytes.Count > 1_000_000)
            bytes.RemoveRange(1_000_000, bytes.Count - 1_000_000);
    }

    static byte[] Repeated(byte[] token, int times)
    {
        var bytes = new byte[Math.Min(times, 400_000 / token.Length) * token.Length];
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = token[at % token.Length];
        return bytes;
    }
}
