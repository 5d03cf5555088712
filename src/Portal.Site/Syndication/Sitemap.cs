using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Syndication;

/// <summary>Tells search engines what there is: <c>/sitemap.xml</c> and <c>/robots.txt</c>.</summary>
sealed class Sitemap(PublicContent content, ArchiveAddresses archive, SiteDocuments documents, SiteLinks links, DocumentWriter writer)
{
    /// <summary>Newest items of each type; the protocol allows 50,000 addresses in all.</summary>
    const int MaxItems = 5000;

    public Task WriteSitemapAsync(HttpContext http) => writer.TryWriteAsync(http, "application/xml; charset=utf-8", MakeAsync);

    public Task WriteRobotsAsync(HttpContext http) => writer.TryWriteAsync(http, "text/plain; charset=utf-8", (_, _) =>
        Task.FromResult<byte[]?>(Encoding.UTF8.GetBytes($"User-agent: *\nDisallow: /Admin\nDisallow: /search\nDisallow: /api/\n\nSitemap: {links.Absolute("/sitemap.xml")}\nSitemap: {links.Absolute("/news-sitemap.xml")}\n")));

    async Task<byte[]?> MakeAsync(PageUse use, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        use.Add(CacheTag.Document(SiteSettings.DocumentName));
        List<SitemapEntry> entries = [new(links.Absolute("/")), .. River.All.Select(river => new SitemapEntry(links.Absolute(river.Path)))];
        // A month in which only others wrote is found when the site's own next item is: news that come in must not drop this document.
        entries.AddRange((await archive.ListAsync(cancellationToken)).Select(path => new SitemapEntry(links.Absolute(path))));
        // Other people's news stand here for readers; search engines should find them where they were written.
        foreach (var type in definitions.ContentTypes.Where(type => type is { Stereotype: "", Name: not "NewsItem" } && type.Parts.Any(part => part.PartName == AutoroutePart.PartName)))
            await AddTypeAsync(entries, type.Name, settings, use, cancellationToken);
        return SitemapEntry.Write(entries);
    }

    async Task AddTypeAsync(List<SitemapEntry> entries, string type, SiteSettings settings, PageUse use, CancellationToken cancellationToken)
    {
        var query = new ContentListQuery { Types = [type], Count = ContentListQuery.MaxCount };
        use.Query(query);
        for (var read = 0; read < MaxItems;)
        {
            var list = await content.ListAsync(query, cancellationToken);
            foreach (var item in list.Items)
            {
                if (await EntryAsync(item, settings, cancellationToken) is { } entry)
                    entries.Add(entry);
                foreach (var route in ItemRoutes.Of(item).Where(route => route.Contained is not null))
                    entries.Add(new(links.Absolute("/" + route.Path), item.ModifiedUtc));
            }
            read += list.Items.Count;
            if (list.Next is null)
                return;
            query = query with { After = list.Next };
        }
    }

    // A version stands below the prefix of the language that reads it.
    async Task<SitemapEntry?> EntryAsync(ContentItem item, SiteSettings settings, CancellationToken cancellationToken)
    {
        var place = item.As<LocalizationPart>() is { LocalizationSet.Length: > 0, Culture.Length: > 0 } part ? part : null;
        var language = place is null ? InterfaceLanguage.Default : LocalizationSettings.LanguageOf(place.Culture!);
        return await links.PathOfAsync(item, settings, language, cancellationToken) is { } path
            ? new(links.Absolute(path), item.ModifiedUtc, place?.LocalizationSet, place?.Culture)
            : null;
    }
}
