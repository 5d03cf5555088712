using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Liquid;
using Portal.Site.Pages;
using Portal.Site.Routing;
using Portal.Site.Shapes;

namespace Portal.Site.Syndication;

/// <summary>Gathers what stands in the site's feeds: all articles, news or stories, the items of a term, the news of a source or of a story.</summary>
sealed class FeedSelection(ContentReader reader, PublicContent content, Visibility visibility, ItemCultures cultures, SiteDocuments documents, PublishedItems items, TermCatalog terms, SiteLinks links, Texts texts, BodyHtml bodies, FeedHub hub, TimeProvider time)
{
    const int Count = 30;
    const int SummaryWords = 55;

    static readonly Dictionary<string, (string Type, string Title)?> Rivers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["news"] = ("NewsItem", "News"),
        ["articles"] = ("Article", "Articles"),
        ["stories"] = ("Story", "Stories"),
    };

    /// <summary>The feed of what stands at a path; null where nothing stands that has a feed.</summary>
    /// <param name="path">Path without slashes around; empty for the site.</param>
    /// <param name="selfPath">Path of the feed itself.</param>
    /// <param name="language">Of items in several cultures, the version that this language reads is listed.</param>
    /// <param name="use">Takes what was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<OutgoingFeed?> FindAsync(string path, string selfPath, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        use.Add(CacheTag.Document(SiteSettings.DocumentName));
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        if (path.Length == 0)
            return await MakeAsync(settings.SiteName, "/", new ContentListQuery { Types = ["Article"], Count = Count }, selfPath, settings, language, use, cancellationToken);
        if (Rivers.GetValueOrDefault(path) is { } river)
            return await MakeAsync($"{settings.SiteName}: {texts.In(language.Culture, river.Title)}", "/" + path, new ContentListQuery { Types = [river.Type], Count = Count }, selfPath, settings, language, use, cancellationToken);
        if (await FindOwnerAsync(path, cancellationToken) is not { } found || !await visibility.MayViewAsync(null, found.Item, cancellationToken))
            return null;
        use.Item(found.Item);
        var title = $"{settings.SiteName}: {(found.Contained ?? found.Item).DisplayText}";
        if (found is { Contained: null, Item.ContentType: "Story" })
            return await MakeAsync(title, "/" + path, await ReportsAsync(found.Item, use, cancellationToken), selfPath, settings, language, use, cancellationToken);
        ContentListQuery? query = found switch
        {
            { Contained: { } term } => new() { Types = ["Article", "NewsItem"], Keys = [$"term:{term.ContentItemId}"], Count = Count },
            { Item.ContentType: AuthorDriver.Person } => AuthorDriver.ArticlesOf(found.Item, null, Count),
            { Item.ContentType: "FeedSource" } => new() { Types = ["NewsItem"], Keys = [$"item:{found.Item.ContentItemId}"], Count = Count },
            _ => (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(found.Item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == "ListPart") is { } list
                ? ListPage.Query(found.Item, list, Count, null)
                : null,
        };
        return query is null ? null : await MakeAsync(title, "/" + path, query, selfPath, settings, language, use, cancellationToken);
    }

    // Orchard Core's address of the feed of a list names the item by its identifier.
    async Task<RoutedItem?> FindOwnerAsync(string path, CancellationToken cancellationToken) => path.StartsWith(FeedEndpoints.Lists, StringComparison.OrdinalIgnoreCase)
        ? await reader.GetPublishedAsync(path[FeedEndpoints.Lists.Length..], cancellationToken) is { } item ? new(item, null) : null
        : await reader.FindByRouteAsync(path, cancellationToken);

    // The newest reports of a story first, as everywhere.
    async Task<IReadOnlyList<ContentItem>> ReportsAsync(ContentItem story, PageUse use, CancellationToken cancellationToken)
    {
        var reports = await content.GetAsync(story.Field<ContentPickerField>("Story", "Items")?.ContentItemIds ?? [], cancellationToken);
        use.Items(reports);
        return [.. reports.OrderByDescending(item => item.PublishedUtc).Take(Count)];
    }

    /// <summary>The feed of items that somebody else found.</summary>
    public async Task<OutgoingFeed> OfItemsAsync(string title, string link, string selfPath, IReadOnlyList<ContentItem> found, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        return await MakeAsync($"{settings.SiteName}: {title}", link, found, selfPath, settings, language, use, cancellationToken);
    }

    /// <summary>The feed of what is no content item.</summary>
    public async Task<OutgoingFeed> OfLinesAsync(string title, string link, string selfPath, IReadOnlyList<FeedLine> lines, InterfaceLanguage language, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var siteName = texts.In(language.Culture, settings.SiteName);
        return new($"{siteName}: {title}", title, links.Absolute(SiteLinks.Localized(link, language)), links.Absolute(SiteLinks.Localized(selfPath, language)), language.Culture.Name,
            lines.Count > 0 ? lines.Max(line => line.PublishedUtc) : time.GetUtcNow().UtcDateTime,
            [.. lines.Select(line => new OutgoingEntry(line.Id, line.Title, links.Absolute(SiteLinks.Localized(line.Path, language)), line.PublishedUtc, line.PublishedUtc, siteName, line.Summary, ""))]);
    }

    async Task<OutgoingFeed> MakeAsync(string title, string link, ContentListQuery query, string selfPath, SiteSettings settings, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        use.Query(query);
        return await MakeAsync(title, link, (await content.ListAsync(query, cancellationToken)).Items, selfPath, settings, language, use, cancellationToken);
    }

    async Task<OutgoingFeed> MakeAsync(string title, string link, IReadOnlyList<ContentItem> items, string selfPath, SiteSettings settings, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        use.Items(items);
        var entries = new List<OutgoingEntry>();
        foreach (var item in await cultures.ForReaderAsync(items, language, use, cancellationToken))
            entries.Add(await EntryAsync(item, settings, language, use, cancellationToken));
        var updated = entries.Count > 0 ? entries.Max(entry => entry.UpdatedUtc) : time.GetUtcNow().UtcDateTime;
        return new(title, settings.Text("Description") ?? title, links.Absolute(SiteLinks.Localized(link, language)), links.Absolute(SiteLinks.Localized(selfPath, language)),
            language == InterfaceLanguage.Default ? settings.Text("Language") ?? "en" : language.Culture.Name, updated, entries)
        { Hub = hub.Url };
    }

    async Task<OutgoingEntry> EntryAsync(ContentItem item, SiteSettings settings, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        var path = await links.PathOfAsync(item, settings, language, cancellationToken) ?? $"/Contents/ContentItems/{item.ContentItemId}";
        var html = bodies.Of(item);
        var excerpt = HtmlText.FromHtml(item.Text(item.ContentType, "Excerpt"));
        var published = item.PublishedUtc ?? item.CreatedUtc ?? default;
        var topics = await terms.FindAsync(item.Field<TaxonomyField>(item.ContentType, "Topics")?.TermContentItemIds ?? [], cancellationToken);
        use.Items(topics.Select(topic => topic.Taxonomy));
        var source = await SourceAsync(item, use, cancellationToken);
        return new(
            $"urn:portal:{item.ContentItemId}", item.DisplayText ?? "", links.Absolute(path), published, item.ModifiedUtc is { } changed && changed > published ? changed : published,
            item.Text(item.ContentType, "AuthorName"),
            excerpt.Length > 0 ? excerpt : HtmlText.Excerpt(HtmlText.FromHtml(html), SummaryWords),
            // Other people's text is quoted, not handed on whole.
            source is null ? html : "")
        {
            Source = source,
            Categories = [.. topics.Select(topic => topic.Term.DisplayText ?? "").Where(name => name.Length > 0)],
            Enclosure = Enclosure(item),
            Image = Image(item),
            Language = item.Text("NewsItem", "Language"),
        };
    }

    async Task<OutgoingSource?> SourceAsync(ContentItem item, PageUse use, CancellationToken cancellationToken)
    {
        if (item.Field<ContentPickerField>("NewsItem", "Source")?.ContentItemIds is not [var id, ..])
            return null;
        use.Add(CacheTag.Item(id));
        if (await items.GetAsync(id, cancellationToken) is not { } source)
            return null;
        var url = item.Field<LinkField>("NewsItem", "Link")?.Url;
        return new(source.DisplayText ?? "", Web(source.Text("FeedSource", "Url")), Web(url));
    }

    // The site's own samples have addresses that mean nothing elsewhere.
    static string Web(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address!.AbsoluteUri : "";

    (string, string)? Image(ContentItem item)
    {
        if (item.Field<MediaField>(item.ContentType, "Image")?.Paths is not [{ Length: > 0 } path, ..])
            return null;
        var type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jpg" or ".jpeg" => "image/jpeg",
            ".png" => "image/png",
            ".webp" => "image/webp",
            ".gif" => "image/gif",
            ".avif" => "image/avif",
            ".svg" => "image/svg+xml",
            _ => "",
        };
        return (links.Absolute(SiteLinks.Media(path)), type);
    }

    static (string, string, long)? Enclosure(ContentItem item)
    {
        if (item.Content["Enclosures"]?["Items"] is not JsonArray { Count: > 0 } list || list[0] is not JsonObject one
            || one["Url"]?.GetValue<string>() is not { Length: > 0 } url)
            return null;
        var length = one["Length"] is JsonValue value && value.TryGetValue<long>(out var bytes) ? bytes : 0;
        return (url, one["Type"]?.GetValue<string>() is { Length: > 0 } type ? type : "application/octet-stream", length);
    }
}
