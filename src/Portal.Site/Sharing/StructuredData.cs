using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Liquid;
using Portal.Site.Pages;
using Portal.Site.Routing;
using Portal.Site.Themes;

namespace Portal.Site.Sharing;

/// <summary>Tells search engines in their own words (schema.org, as JSON-LD) what a page is about, who publishes it and where it stands.</summary>
sealed class StructuredData(PublishedItems items, TermCatalog terms, SiteLinks links, ThemeAssets assets, Texts texts)
{
    const int MaxHeadline = 110;

    // Letters stay letters; what could end the element that holds the text ("<", ">", "&", quotes) does not.
    static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Adds the data to the head of the page.</summary>
    public async ValueTask AddAsync(PageRender render, SocialImage image)
    {
        var head = render.Head;
        if (!head.Indexed)
            return;
        var graph = new JsonArray(Organization(render));
        if (head.IsHome)
            graph.Add(WebSite(render));
        if (head.Item is { } item && !head.IsHome)
        {
            if (item.ContentType is "Article" or "NewsItem")
                graph.Add(await ArticleAsync(item, render, image));
            graph.Add(await PlaceAsync(item, render));
        }
        var data = new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = graph };
        head.Resources.Add(("Meta", $"<script type=\"application/ld+json\">{data.ToJsonString(Written)}</script>"));
    }

    JsonObject Organization(PageRender render)
    {
        var organization = new JsonObject
        {
            ["@type"] = "Organization",
            ["@id"] = OrganizationId,
            ["name"] = Name(render),
            ["url"] = links.Absolute("/"),
        };
        if (LogoOf(render.Settings) is { } logo)
            organization["logo"] = logo;
        return organization;
    }

    JsonObject WebSite(PageRender render) => new()
    {
        ["@type"] = "WebSite",
        ["@id"] = links.Absolute("/#site"),
        ["name"] = Name(render),
        ["url"] = links.Absolute(SiteLinks.Localized("/", render.Language)),
        ["inLanguage"] = render.Culture.Name,
        ["publisher"] = Reference(OrganizationId),
        ["potentialAction"] = new JsonObject
        {
            ["@type"] = "SearchAction",
            ["target"] = new JsonObject { ["@type"] = "EntryPoint", ["urlTemplate"] = links.Absolute(SiteLinks.Localized("/search", render.Language)) + "?q={search_term_string}" },
            ["query-input"] = "required name=search_term_string",
        },
    };

    async ValueTask<JsonObject> ArticleAsync(ContentItem item, PageRender render, SocialImage image)
    {
        var head = render.Head;
        var article = new JsonObject
        {
            ["@type"] = "NewsArticle",
            ["@id"] = head.Address + "#article",
            ["headline"] = Cut(head.Title),
            ["inLanguage"] = ItemLanguage.Of(item),
            ["mainEntityOfPage"] = head.Address,
            ["image"] = new JsonArray(image.Address),
        };
        Add(article, "description", head.Description);
        Add(article, "datePublished", SocialHead.Moment(item.PublishedUtc));
        Add(article, "dateModified", SocialHead.Moment(item.ModifiedUtc));
        var source = ShareCards.SourceIdOf(item) is { Length: > 0 } id ? await items.GetAsync(id, render.Cancellation) : null;
        if (source is not null)
            render.Use.Item(source);
        var publisher = source?.DisplayText is { Length: > 0 } name ? new JsonObject { ["@type"] = "Organization", ["name"] = name } : Reference(OrganizationId);
        article["author"] = await AuthorsAsync(item, render) switch { [] => publisher.DeepClone(), [var author] => author, var several => new JsonArray([.. several]) };
        article["publisher"] = publisher;
        // What others wrote first is said to be theirs.
        var original = item.ContentType == "NewsItem" ? Imported.OriginalOf(item) : Imported.Link(item, "AppearedIn");
        Add(article, "isBasedOn", original ?? "");
        return article;
    }

    // As in the byline: the name as it was printed, and the pages of those who have one.
    async ValueTask<IReadOnlyList<JsonObject>> AuthorsAsync(ContentItem item, PageRender render)
    {
        var printed = item.Text(item.ContentType, "AuthorName");
        var authors = new List<JsonObject>();
        var named = item.Field<ContentPickerField>(item.ContentType, "Authors")?.ContentItemIds ?? [];
        foreach (var id in named)
        {
            render.Use.Add(CacheTag.Item(id));
            if (await items.GetAsync(id, render.Cancellation) is not { } author)
                continue;
            var person = Person(named.Count == 1 && printed.Length > 0 ? printed : author.DisplayText ?? "");
            if (await links.PathOfAsync(author, render.Settings, render.Language, render.Cancellation) is { } path)
                person["url"] = links.Absolute(path);
            authors.Add(person);
        }
        return authors.Count > 0 ? authors : printed.Length > 0 ? [Person(printed)] : [];

        static JsonObject Person(string name) => new() { ["@type"] = "Person", ["name"] = name };
    }

    async ValueTask<JsonObject> PlaceAsync(ContentItem item, PageRender render)
    {
        var head = render.Head;
        List<(string Name, string Url)> places = [(Name(render), SiteLinks.Localized("/", render.Language))];
        if (item.ContentType switch { "Article" => ("Articles", "/articles"), "NewsItem" => ("News", "/news"), "Story" => ("Stories", "/stories"), _ => default } is { Item1: { } river } above)
            places.Add((texts.In(render.Culture, river), SiteLinks.Localized(above.Item2, render.Language)));
        else if (await terms.FindAsync(item.ContentItemId, render.Cancellation) is { Taxonomy: var taxonomy } && await links.PathOfAsync(taxonomy, render.Settings, render.Language, render.Cancellation) is { } path)
            places.Add((texts.In(render.Culture, taxonomy.DisplayText ?? ""), path));
        places.Add((head.Title, head.Address));
        return new()
        {
            ["@type"] = "BreadcrumbList",
            ["itemListElement"] = new JsonArray([.. places.Select((place, index) => new JsonObject
            {
                ["@type"] = "ListItem",
                ["position"] = index + 1,
                ["name"] = place.Name,
                ["item"] = links.Absolute(place.Url),
            })]),
        };
    }

    string OrganizationId => links.Absolute("/#organization");

    string Name(PageRender render) => texts.In(render.Culture, render.Settings.SiteName);

    JsonObject? LogoOf(SiteSettings settings)
    {
        if (settings.Text(SiteSettings.LogoSetting) is { Length: > 0 } own)
            return new() { ["@type"] = "ImageObject", ["url"] = links.Absolute("/media/" + string.Join('/', own.Split('/').Select(Uri.EscapeDataString))) };
        var path = $"/{settings.Theme}/icons/icon-512.png";
        return assets.Find(path) is null ? null : new() { ["@type"] = "ImageObject", ["url"] = links.Absolute(path), ["width"] = 512, ["height"] = 512 };
    }

    static JsonObject Reference(string id) => new() { ["@id"] = id };

    static void Add(JsonObject json, string name, string text)
    {
        if (text.Length > 0)
            json[name] = text;
    }

    static string Cut(string title) => title.Length <= MaxHeadline ? title : title[..(title.LastIndexOf(' ', MaxHeadline - 1) is > 60 and var space ? space : MaxHeadline - 2)] + "…";
}
