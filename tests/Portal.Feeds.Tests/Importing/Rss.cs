namespace Portal.Feeds.Tests.Importing;

/// <summary>Small feeds for tests.</summary>
static class Rss
{
    public static string Channel(params ReadOnlySpan<string> items) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Дипломатски преглед</title><link>https://primer.example/</link><description>Проба</description>{string.Concat(items)}</channel></rss>""";

    public static string Item(string guid, string title, string link, string text = "Састанак је одржан у Београду.", string date = "Tue, 24 Nov 2015 10:00:00 +0100") =>
        $"""<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{guid}</guid><pubDate>{date}</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>""";
}
