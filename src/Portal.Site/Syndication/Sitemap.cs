using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Syndication;

/// <summary>Tells search engines what there is: <c>/sitemap.xml</c> and <c>/robots.txt</c>.</summary>
sealed class Sitemap(ContentReader reader, SiteDocuments documents, SiteLinks links, DocumentWriter writer)
{
    const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>Newest items of each type; the protocol allows 50,000 addresses in all.</summary>
    const int MaxItems = 5000;

    public Task WriteSitemapAsync(HttpContext http) => writer.TryWriteAsync(http, "application/xml; charset=utf-8", MakeAsync);

    public Task WriteRobotsAsync(HttpContext http) => writer.TryWriteAsync(http, "text/plain; charset=utf-8", (_, _) =>
        Task.FromResult<byte[]?>(Encoding.UTF8.GetBytes($"User-agent: *\nDisallow: /Admin\nDisallow: /search\nDisallow: /api/\n\nSitemap: {links.Absolute("/sitemap.xml")}\n")));

    async Task<byte[]?> MakeAsync(PageUse use, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("urlset", Namespace);
            Write(xml, links.Absolute("/"), null);
            Write(xml, links.Absolute("/news"), null);
            // Other people's news stand here for readers; search engines should find them where they were written.
            foreach (var type in definitions.ContentTypes.Where(type => type is { Stereotype: "", Name: not "NewsItem" } && type.Parts.Any(part => part.PartName == AutoroutePart.PartName)))
                await WriteTypeAsync(xml, type.Name, settings, use, cancellationToken);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    async Task WriteTypeAsync(XmlWriter xml, string type, SiteSettings settings, PageUse use, CancellationToken cancellationToken)
    {
        var query = new ContentListQuery { Types = [type], Count = ContentListQuery.MaxCount };
        use.Query(query);
        for (var written = 0; written < MaxItems;)
        {
            var list = await reader.ListPublishedAsync(query, cancellationToken);
            foreach (var item in list.Items)
            {
                if (await links.PathOfAsync(item, settings, InterfaceLanguage.Default, cancellationToken) is { } path)
                    Write(xml, links.Absolute(path), item.ModifiedUtc);
                foreach (var route in ItemRoutes.Of(item).Where(route => route.Contained is not null))
                    Write(xml, links.Absolute("/" + route.Path), item.ModifiedUtc);
            }
            written += list.Items.Count;
            if (list.Next is null)
                return;
            query = query with { After = list.Next };
        }
    }

    static void Write(XmlWriter xml, string address, DateTime? changed)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, address);
        if (changed is { } date)
            xml.WriteElementString("lastmod", Namespace, date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
