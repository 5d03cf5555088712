using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Site.Syndication;

/// <summary>An address of the sitemap (sitemaps.org, protocol 0.9).</summary>
/// <param name="Address">The whole address.</param>
/// <param name="ChangedUtc">Last change, or null where it is not known.</param>
/// <param name="Set">The culture set of what stands there, or null.</param>
/// <param name="Culture">Its culture in that set, or null.</param>
sealed record SitemapEntry(string Address, DateTime? ChangedUtc = null, string? Set = null, string? Culture = null)
{
    const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    const string Html = "http://www.w3.org/1999/xhtml";

    /// <summary>The document. Each version in a set names all of them, itself included, as search engines ask for.</summary>
    public static byte[] Write(IReadOnlyList<SitemapEntry> entries)
    {
        var sets = entries.Where(entry => entry.Set is not null).ToLookup(entry => entry.Set!, StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Html);
            foreach (var entry in entries)
                entry.Write(xml, entry.Set is { } set ? [.. sets[set].DistinctBy(one => one.Culture, StringComparer.OrdinalIgnoreCase)] : []);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    void Write(XmlWriter xml, IReadOnlyList<SitemapEntry> versions)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, Address);
        if (ChangedUtc is { } date)
            xml.WriteElementString("lastmod", Namespace, date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var version in versions.Count > 1 ? versions : [])
        {
            xml.WriteStartElement("link", Html);
            xml.WriteAttributeString("rel", "alternate");
            xml.WriteAttributeString("hreflang", version.Culture);
            xml.WriteAttributeString("href", version.Address);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
