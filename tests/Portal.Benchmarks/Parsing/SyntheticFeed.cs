using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Parsing;

/// <summary>An RSS 2.0 document in Cyrillic, about 2.9 KB an item, the same in every run.</summary>
static class SyntheticFeed
{
    static readonly string[] Words =
        ("министарство спољних послова саопштило је да ће састанак представника бити одржан у Београду следеће недеље уз учешће амбасадора држава региона и "
            + "посланика Европске уније који разматрају споразум о дигиталној дипломатији као и сарадњу у области безбедности").Split(' ');

    public static (byte[] Bytes, int Items) Make(double megabytes)
    {
        var feed = new StringBuilder("""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
            <channel><title>Вести дипломатије</title><link>https://primer.example/</link><atom:link rel="self" href="https://primer.example/feed"/><description>Направљено за мерење.</description><language>sr</language>

            """);
        var bytes = 0;
        var items = 0;
        for (; bytes < megabytes * 1_000_000; items++)
        {
            var item = Item(items);
            bytes += Encoding.UTF8.GetByteCount(item);
            feed.Append(item);
        }
        return (Encoding.UTF8.GetBytes(feed.Append("</channel></rss>").ToString()), items);
    }

    static string Item(int number) => string.Create(CultureInfo.InvariantCulture, $"""
        <item><title>{Text(number, 8)} &amp; {number}</title><link>https://primer.example/vesti/{number}?utm_source=rss&amp;id={number}</link><guid isPermaLink="false">vest-{number}</guid>
        <pubDate>{new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number):R}</pubDate><dc:creator>Милица Петровић</dc:creator><category>Регион</category><category>Дипломатија</category>
        <description>&lt;p&gt;{Text(number + 3, 25)}.&lt;/p&gt;</description>
        <content:encoded><![CDATA[<p>{Text(number + 1, 40)}, <a href="https://primer.example/vesti/{number + 1}">{Text(number + 5, 4)}</a>.</p>
        <p><img src="https://primer.example/slike/{number}.jpg" alt="{Text(number, 3)}" width="640" height="360"></p>
        <ul><li>{Text(number + 9, 10)}</li><li>{Text(number + 2, 12)}</li></ul><p><strong>{Text(number + 4, 3)}</strong> &ndash; {Text(number + 7, 40)} &quot;{Text(number + 8, 5)}&quot;.</p>]]></content:encoded></item>

        """);

    static string Text(int seed, int length) => string.Join(' ', Enumerable.Range(0, length).Select(place => Words[(seed * 7 + place * 3 + place * place) % Words.Length]));
}
