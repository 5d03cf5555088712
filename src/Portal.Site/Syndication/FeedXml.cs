using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Site.Syndication;

/// <summary>What the XML forms of feeds have in common.</summary>
static class FeedXml
{
    public const string AtomNamespace = "http://www.w3.org/2005/Atom";
    public const string MediaNamespace = "http://search.yahoo.com/mrss/";

    public static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Clean(text));

    public static void AtomLink(XmlWriter xml, string relation, string address, string type, long length = 0)
    {
        xml.WriteStartElement(xml.LookupPrefix(AtomNamespace), "link", AtomNamespace);
        xml.WriteAttributeString("rel", relation);
        if (type.Length > 0)
            xml.WriteAttributeString("type", Clean(type));
        xml.WriteAttributeString("href", Clean(address));
        if (length > 0)
            xml.WriteAttributeString("length", length.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    /// <summary>A picture by Media RSS, which readers know in both forms.</summary>
    public static void Picture(XmlWriter xml, (string Url, string Type) image)
    {
        xml.WriteStartElement("media", "content", MediaNamespace);
        xml.WriteAttributeString("url", Clean(image.Url));
        xml.WriteAttributeString("medium", "image");
        if (image.Type.Length > 0)
            xml.WriteAttributeString("type", image.Type);
        xml.WriteEndElement();
    }

    // Control characters are not allowed in XML, not even escaped.
    public static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 0x20 || rune.Value is 9 or 10 or 13).Where(rune => rune.Value is not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));

    public static string Rfc1123(DateTime date) => date.ToString("r", CultureInfo.InvariantCulture);

    public static string Rfc3339(DateTime date) => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Author(OutgoingEntry entry) => entry.Author.Length > 0 ? entry.Author : entry.Source?.Title ?? "";

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            write(xml);
        }
        return bytes.ToArray();
    }
}
