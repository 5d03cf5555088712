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

/// <summary>Gathers what stands in the site's feeds: all articles, the items of a term, the news of a source.</summary>
sealed class FeedSelection(ContentReader reader, PublicContent content, Visibility visibility, ItemCultures cultures, SiteDocuments documents, PublishedItems items, TermCatalog terms, SiteLinks links, BodyHtml bodies, TimeProvider time)
{
    const int Count = 30;
    const int SummaryWords = 55;

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
            return await MakeAsync(settings.SiteName, "/", new() { Types = ["Article"], Count = Count }, selfPath, settings, language, use, cancellationToken);
        if (await FindOwnerAsync(path, cancellationToken) is not { } found || !await visibility.MayViewAsync(null, found.Item, cancellationToken))
            return null;
        use.Item(found.Item);
        ContentListQuery? query = found switch
        {
            { Contained: { } term } => new() { Types = ["Article", "NewsItem"], Keys = [$"term:{term.ContentItemId}"], Count = Count },
            { Item.ContentType: "FeedSource" } => new() { Types = ["NewsItem"], Keys = [$"item:{found.Item.ContentItemId}"], Count = Count },
            _ => (await documents.GetAsync<ContentDefinitions>(cancellationToken)).Type(found.Item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == "ListPart") is { } list
                ? ListPage.Query(found.Item, list, Count, null)
                : null,
        };
        return query is null ? null : await MakeAsync($"{settings.SiteName}: {(found.Contained ?? found.Item).DisplayText}", "/" + path, query, selfPath, settings, language, use, cancellationToken);
    }

    // Orchard Core's address of the feed of a list names the item by its identifier.
    async Task<RoutedItem?> FindOwnerAsync(string path, CancellationToken cancellationToken) => path.StartsWith(FeedEndpoints.Lists, StringComparison.OrdinalIgnoreCase)
        ? await reader.GetPublishedAsync(path[FeedEndpoints.Lists.Length..], cancellationToken) is { } item ? new(item, null) : null
        : await reader.FindByRouteAsync(path, cancellationToken);

    async Task<OutgoingFeed> MakeAsync(string title, string link, ContentListQuery query, string selfPath, SiteSettings settings, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        use.Items(list.Items);
        var entries = new List<OutgoingEntry>();
        foreach (var item in await cultures.ForReaderAsync(list.Items, language, use, cancellationToken))
            entries.Add(await EntryAsync(item, settings, language, use, cancellationToken));
        var updated = entries.Count > 0 ? entries.Max(entry => entry.UpdatedUtc) : time.GetUtcNow().UtcDateTime;
        return new(title, settings.Text("Description") ?? title, links.Absolute(SiteLinks.Localized(link, language)), links.Absolute(SiteLinks.Localized(selfPath, language)),
            language == InterfaceLanguage.Default ? settings.Text("Language") ?? "en" : language.Culture.Name, updated, entries);
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
        };
    }

    async Task<(string, string)?> SourceAsync(ContentItem item, PageUse use, CancellationToken cancellationToken)
    {
        if (item.Field<ContentPickerField>("NewsItem", "Source")?.ContentItemIds is not [var id, ..])
            return null;
        use.Add(CacheTag.Item(id));
        if (await items.GetAsync(id, cancellationToken) is not { } source)
            return null;
        var url = item.Field<LinkField>("NewsItem", "Link")?.Url;
        return (source.DisplayText ?? "", string.IsNullOrEmpty(url) ? source.Text("FeedSource", "Url") : url);
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
