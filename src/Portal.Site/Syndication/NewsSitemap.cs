using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Site.Liquid;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Syndication;

/// <summary>Tells search engines for news what the institute itself published in the last two days: <c>/news-sitemap.xml</c>.</summary>
sealed class NewsSitemap(PublicContent content, SiteDocuments documents, SiteLinks links, DocumentWriter writer, Texts texts, TimeProvider time)
{
    const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    const string News = "http://www.google.com/schemas/sitemap-news/0.9";

    /// <summary>The protocol takes no older ones.</summary>
    static readonly TimeSpan Newest = TimeSpan.FromDays(2);

    public Task WriteAsync(HttpContext http) => writer.TryWriteAsync(http, "application/xml; charset=utf-8", MakeAsync);

    async Task<byte[]?> MakeAsync(PageUse use, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        use.Add(CacheTag.Document(SiteSettings.DocumentName));
        var query = new ContentListQuery { Types = ["Article"], Count = ContentListQuery.MaxCount };
        use.Query(query);
        var since = time.GetUtcNow().UtcDateTime - Newest;
        var articles = (await content.ListAsync(query, cancellationToken)).Items.Where(item => item.PublishedUtc >= since);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "news", null, News);
            foreach (var item in articles)
                await WriteAsync(xml, item, settings, cancellationToken);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    async Task WriteAsync(XmlWriter xml, ContentItem item, SiteSettings settings, CancellationToken cancellationToken)
    {
        var language = item.As<LocalizationPart>()?.Culture is { Length: > 0 } culture ? LocalizationSettings.LanguageOf(culture) : InterfaceLanguage.Default;
        if (await links.PathOfAsync(item, settings, language, cancellationToken) is not { } path)
            return;
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, links.Absolute(path));
        xml.WriteStartElement("news", News);
        xml.WriteStartElement("publication", News);
        xml.WriteElementString("name", News, texts.In(language.Culture, settings.SiteName));
        xml.WriteElementString("language", News, ItemLanguage.Of(item).Split('-')[0]);
        xml.WriteEndElement();
        xml.WriteElementString("publication_date", News, item.PublishedUtc!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteElementString("title", News, string.Concat((item.DisplayText ?? "").Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
