using System.Xml;
using static Portal.Site.Syndication.FeedXml;

namespace Portal.Site.Syndication;

/// <summary>Writes feeds as Atom 1.0 (RFC 4287).</summary>
static class AtomWriter
{
    public static byte[] Write(OutgoingFeed feed) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("feed", AtomNamespace);
        xml.WriteAttributeString("xmlns", "media", null, MediaNamespace);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        Element(xml, "title", feed.Title);
        if (feed.Description.Length > 0 && feed.Description != feed.Title)
            Element(xml, "subtitle", feed.Description);
        Element(xml, "id", feed.SelfLink);
        Element(xml, "updated", Rfc3339(feed.UpdatedUtc));
        AtomLink(xml, "self", feed.SelfLink, "application/atom+xml");
        AtomLink(xml, "alternate", feed.Link, "text/html");
        if (feed.Hub is { } hub)
            AtomLink(xml, "hub", hub, "");
        foreach (var entry in feed.Entries)
            Entry(xml, entry, feed);
        xml.WriteEndElement();
    });

    static void Entry(XmlWriter xml, OutgoingEntry entry, OutgoingFeed feed)
    {
        xml.WriteStartElement("entry", AtomNamespace);
        if (entry.Language.Length > 0 && entry.Language != feed.Language)
            xml.WriteAttributeString("xml", "lang", null, Clean(entry.Language));
        Element(xml, "title", entry.Title);
        Element(xml, "id", entry.Id);
        AtomLink(xml, "alternate", entry.Link, "text/html");
        if (entry.Source is { Original.Length: > 0 } original)
            AtomLink(xml, "via", original.Original, "text/html");
        if (entry.Enclosure is { } enclosure)
            AtomLink(xml, "enclosure", enclosure.Url, enclosure.Type, enclosure.Length);
        Element(xml, "published", Rfc3339(entry.PublishedUtc));
        Element(xml, "updated", Rfc3339(entry.UpdatedUtc));
        xml.WriteStartElement("author", AtomNamespace);
        Element(xml, "name", Author(entry) is { Length: > 0 } author ? author : feed.Title);
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
        if (entry.Source is { } source)
            Source(xml, source, entry.UpdatedUtc);
        if (entry.Image is { } image)
            Picture(xml, image);
        xml.WriteEndElement();
    }

    // RFC 4287, 4.2.11: the metadata of the feed from which the entry was taken.
    static void Source(XmlWriter xml, OutgoingSource source, DateTime updated)
    {
        xml.WriteStartElement("source", AtomNamespace);
        Element(xml, "title", source.Title);
        if (source.Feed.Length > 0)
        {
            Element(xml, "id", source.Feed);
            AtomLink(xml, "self", source.Feed, "");
        }
        Element(xml, "updated", Rfc3339(updated));
        xml.WriteEndElement();
    }
}
