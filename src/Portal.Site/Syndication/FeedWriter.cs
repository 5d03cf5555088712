using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace Portal.Site.Syndication;

/// <summary>Writes feeds as RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1.</summary>
static class FeedWriter
{
    const string AtomNamespace = "http://www.w3.org/2005/Atom";
    const string DublinCore = "http://purl.org/dc/elements/1.1/";
    const string ContentModule = "http://purl.org/rss/1.0/modules/content/";

    static readonly JsonSerializerOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static byte[] Rss(OutgoingFeed feed) => Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteAttributeString("xmlns", "content", null, ContentModule);
        xml.WriteStartElement("channel");
        Element(xml, "title", feed.Title);
        Element(xml, "link", feed.Link);
        Element(xml, "description", feed.Description);
        Element(xml, "language", feed.Language);
        Element(xml, "lastBuildDate", Rfc1123(feed.UpdatedUtc));
        xml.WriteStartElement("atom", "link", AtomNamespace);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteAttributeString("href", feed.SelfLink);
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
            RssItem(xml, entry);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public static byte[] Atom(OutgoingFeed feed) => Write(xml =>
    {
        xml.WriteStartElement("feed", AtomNamespace);
        Element(xml, "title", feed.Title);
        Element(xml, "id", feed.SelfLink);
        Element(xml, "updated", Rfc3339(feed.UpdatedUtc));
        AtomLink(xml, "self", feed.SelfLink, "application/atom+xml");
        AtomLink(xml, "alternate", feed.Link, "text/html");
        foreach (var entry in feed.Entries)
            AtomEntry(xml, entry, feed.Title);
        xml.WriteEndElement();
    });

    public static byte[] Json(OutgoingFeed feed)
    {
        var items = new JsonArray();
        foreach (var entry in feed.Entries)
        {
            var item = new JsonObject
            {
                ["id"] = entry.Id,
                ["url"] = entry.Link,
                ["title"] = entry.Title,
                ["summary"] = entry.Summary,
                [entry.Html.Length > 0 ? "content_html" : "content_text"] = entry.Html.Length > 0 ? entry.Html : entry.Summary,
                ["date_published"] = Rfc3339(entry.PublishedUtc),
                ["date_modified"] = Rfc3339(entry.UpdatedUtc),
            };
            if (Author(entry) is { Length: > 0 } author)
                item["authors"] = new JsonArray(new JsonObject { ["name"] = author });
            if (entry.Source is { } source)
                item["external_url"] = source.Url;
            if (entry.Categories.Count > 0)
                item["tags"] = new JsonArray([.. entry.Categories.Select(one => JsonValue.Create(one))]);
            if (entry.Enclosure is { } enclosure)
                item["attachments"] = new JsonArray(new JsonObject { ["url"] = enclosure.Url, ["mime_type"] = enclosure.Type, ["size_in_bytes"] = enclosure.Length });
            items.Add(item);
        }
        var json = new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title,
            ["home_page_url"] = feed.Link,
            ["feed_url"] = feed.SelfLink,
            ["language"] = feed.Language,
            ["items"] = items,
        };
        return Encoding.UTF8.GetBytes(json.ToJsonString(JsonOptions));
    }

    static void RssItem(XmlWriter xml, OutgoingEntry entry)
    {
        xml.WriteStartElement("item");
        Element(xml, "title", entry.Title);
        Element(xml, "link", entry.Link);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Id);
        xml.WriteEndElement();
        Element(xml, "pubDate", Rfc1123(entry.PublishedUtc));
        if (Author(entry) is { Length: > 0 } author)
            xml.WriteElementString("dc", "creator", DublinCore, Clean(author));
        foreach (var category in entry.Categories)
            Element(xml, "category", category);
        Element(xml, "description", entry.Summary);
        if (entry.Html.Length > 0)
            xml.WriteElementString("content", "encoded", ContentModule, Clean(entry.Html));
        if (entry.Source is { } source)
        {
            xml.WriteStartElement("source");
            xml.WriteAttributeString("url", Clean(source.Url));
            xml.WriteString(Clean(source.Title));
            xml.WriteEndElement();
        }
        if (entry.Enclosure is { } enclosure)
        {
            xml.WriteStartElement("enclosure");
            xml.WriteAttributeString("url", Clean(enclosure.Url));
            xml.WriteAttributeString("length", enclosure.Length.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("type", Clean(enclosure.Type));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void AtomEntry(XmlWriter xml, OutgoingEntry entry, string feedTitle)
    {
        xml.WriteStartElement("entry", AtomNamespace);
        Element(xml, "title", entry.Title);
        Element(xml, "id", entry.Id);
        AtomLink(xml, "alternate", entry.Link, "text/html");
        if (entry.Source is { } source)
            AtomLink(xml, "via", source.Url, "text/html");
        if (entry.Enclosure is { } enclosure)
            AtomLink(xml, "enclosure", enclosure.Url, enclosure.Type);
        Element(xml, "published", Rfc3339(entry.PublishedUtc));
        Element(xml, "updated", Rfc3339(entry.UpdatedUtc));
        xml.WriteStartElement("author", AtomNamespace);
        Element(xml, "name", Author(entry) is { Length: > 0 } author ? author : feedTitle);
        xml.WriteEndElement();
        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category", AtomNamespace);
            xml.WriteAttributeString("term", Clean(category));
            xml.WriteEndElement();
        }
        Element(xml, "summary", entry.Summary);
        if (entry.Html.Length > 0)
        {
            xml.WriteStartElement("content", AtomNamespace);
            xml.WriteAttributeString("type", "html");
            xml.WriteString(Clean(entry.Html));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void AtomLink(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", AtomNamespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", Clean(type));
        xml.WriteAttributeString("href", Clean(address));
        xml.WriteEndElement();
    }

    static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, xml.LookupPrefix(AtomNamespace) is "" ? AtomNamespace : null, Clean(text));

    static string Author(OutgoingEntry entry) => entry.Author.Length > 0 ? entry.Author : entry.Source?.Title ?? "";

    // Control characters are not allowed in XML, not even escaped.
    static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 0x20 || rune.Value is 9 or 10 or 13).Where(rune => rune.Value is not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));

    static string Rfc1123(DateTime date) => date.ToString("r", CultureInfo.InvariantCulture);

    static string Rfc3339(DateTime date) => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            write(xml);
        }
        return bytes.ToArray();
    }
}
