using System.Globalization;
using System.Xml;
using static Portal.Site.Syndication.FeedXml;

namespace Portal.Site.Syndication;

/// <summary>Writes feeds as RSS 2.0 (rssboard.org/rss-specification), with Atom, Dublin Core, content and Media RSS modules.</summary>
static class RssWriter
{
    const string DublinCore = "http://purl.org/dc/elements/1.1/";
    const string ContentModule = "http://purl.org/rss/1.0/modules/content/";

    public static byte[] Write(OutgoingFeed feed) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteAttributeString("xmlns", "content", null, ContentModule);
        xml.WriteAttributeString("xmlns", "media", null, MediaNamespace);
        xml.WriteStartElement("channel");
        Element(xml, "title", feed.Title);
        Element(xml, "link", feed.Link);
        Element(xml, "description", feed.Description);
        Element(xml, "language", feed.Language);
        Element(xml, "lastBuildDate", Rfc1123(feed.UpdatedUtc));
        AtomLink(xml, "self", feed.SelfLink, "application/rss+xml");
        if (feed.Hub is { } hub)
            AtomLink(xml, "hub", hub, "");
        foreach (var entry in feed.Entries)
            Item(xml, entry);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    static void Item(XmlWriter xml, OutgoingEntry entry)
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
        // The element wants the address of the source's feed; without one it would be no valid RSS.
        if (entry.Source is { Feed.Length: > 0 } source)
        {
            xml.WriteStartElement("source");
            xml.WriteAttributeString("url", Clean(source.Feed));
            xml.WriteString(Clean(source.Title));
            xml.WriteEndElement();
        }
        if (entry.Source is { Original.Length: > 0 } original)
            AtomLink(xml, "via", original.Original, "text/html");
        if (entry.Enclosure is { } enclosure)
        {
            xml.WriteStartElement("enclosure");
            xml.WriteAttributeString("url", Clean(enclosure.Url));
            xml.WriteAttributeString("length", enclosure.Length.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("type", Clean(enclosure.Type));
            xml.WriteEndElement();
        }
        if (entry.Image is { } image)
            Picture(xml, image);
        xml.WriteEndElement();
    }
}
