using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Choices;
using Portal.Site.Layers;
using Portal.Site.Liquid;
using Portal.Site.Routing;
using Portal.Site.Shapes;
using Portal.Site.Sharing;
using Portal.Site.Themes;

namespace Portal.Site.Pages;

/// <summary>Makes a page's HTML: the body by its shape, then the layout around it with the widgets of the layers.</summary>
sealed class PageComposer(
    SiteDocuments documents, ThemeTemplates templates, ShapeRenderer renderer, ContentShapes contents, MenuShapes menus, LayerWidgets layers, SiteLinks links, ItemCultures cultures, NearbyPages nearby,
    SocialHead social, StructuredData structured, Texts texts, IHostEnvironment environment)
{
    /// <summary>The page as HTML; <see cref="SitePage.Use"/> has taken in what it was made of.</summary>
    public async Task<string> ComposeAsync(HttpContext http, SitePage page, CancellationToken cancellationToken)
    {
        var language = LanguagePrefix.Of(http);
        var script = ReadingChoices.ScriptOf(http);
        var path = http.Request.Path.Value is { Length: > 0 } given ? given : "/";
        var canonical = page.Canonical ?? SiteLinks.Localized(path, language);
        var head = new PageHead
        {
            Title = page.Title,
            // What a recipe says of the site is translated beside it.
            Description = page.IsHome ? texts.In(language.Culture, page.Description) : page.Description,
            Indexed = page.Indexed && page.StatusCode == StatusCodes.Status200OK,
            FeedUrl = page.FeedUrl,
            Address = links.Absolute(canonical),
            Canonical = page.Item is not null && Imported.CanonicalOf(page.Item, await documents.GetAsync<SiteSettings>(cancellationToken)) is { } original ? original : links.Absolute(canonical),
            Image = page.Image,
            Item = page.Item,
            IsHome = page.IsHome,
            Alternates = page.Item is null ? [] : await AlternatesAsync(page.Item, page.Use, cancellationToken),
        };
        var render = await StartAsync(language.Culture, page.Use, cancellationToken, http, path, InScript(page.Seo is { } seo ? SeoHead.With(head, seo, links) : head, script));
        await structured.AddAsync(render, await social.AddAsync(render));
        await layers.PlaceAsync(render);
        var shape = page.Build is { } build ? await build(render) : new Shape(page.Shape) { Properties = new(page.Properties, StringComparer.Ordinal) };
        shape.Properties.TryAdd("Title", page.Title);
        shape.Properties.TryAdd("Zones", render.Zones.Keys.ToList());
        render.Body = await renderer.RenderAsync(shape, render);
        var html = await renderer.RenderAsync(LayoutOf(render), render);
        return script is { } wanted ? SerbianPage.Convert(html, wanted) : html;
    }

    // The head is in the language of the page, though it tells what an item says.
    static PageHead InScript(PageHead head, SerbianAlphabet? script) =>
        script is not { } wanted || head.Item is null || SerbianCultures.Alphabet(ItemLanguage.Of(head.Item)) is not { } written || written == wanted ? head : head with
        {
            Title = SerbianText.Convert(head.Title, wanted),
            FixedTitle = SerbianText.Convert(head.FixedTitle, wanted),
            Description = SerbianText.Convert(head.Description, wanted),
            SocialTitle = SerbianText.Convert(head.SocialTitle, wanted),
            SocialDescription = SerbianText.Convert(head.SocialDescription, wanted),
        };

    // Each version stands below the prefix of the language that reads it.
    async Task<IReadOnlyList<(string Culture, string Url)>> AlternatesAsync(ContentItem item, PageUse use, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var alternates = new List<(string, string)>();
        foreach (var version in await cultures.VersionsAsync(item, use, cancellationToken))
        {
            if (await links.PathOfAsync(version.Item, settings, LocalizationSettings.LanguageOf(version.Culture), cancellationToken) is { } url)
                alternates.Add((version.Culture, url));
        }
        return alternates;
    }

    /// <summary>A single shape outside of any page.</summary>
    public async Task<string> RenderAsync(Shape shape, CultureInfo culture, bool plainText, CancellationToken cancellationToken)
    {
        var render = await StartAsync(culture, new PageUse(), cancellationToken, plainText: plainText);
        return await renderer.RenderAsync(shape, render);
    }

    /// <summary>The page for an address where nothing stands.</summary>
    public SitePage NotFound(HttpContext http) => new()
    {
        Shape = "NotFound",
        Title = texts.In(LanguagePrefix.Of(http).Culture, "This page does not exist"),
        StatusCode = StatusCodes.Status404NotFound,
        Indexed = false,
        Build = render => nearby.BuildAsync(http, render),
    };

    async Task<PageRender> StartAsync(CultureInfo culture, PageUse use, CancellationToken cancellationToken, HttpContext? http = null, string path = "/", PageHead? head = null, bool plainText = false)
    {
        use.Drawing();
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        return new()
        {
            Culture = culture,
            Settings = settings,
            Definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken),
            Templates = await templates.GetAsync(settings.Theme, cancellationToken, http?.Features.Get<TemplateTrial>()),
            Renderer = renderer,
            Contents = contents,
            Menus = menus,
            Use = use,
            Cancellation = cancellationToken,
            Http = http,
            Path = path,
            Head = head ?? new(),
            PlainText = plainText,
            ShowsErrors = http is not null && (environment.IsDevelopment() || http.Features.Get<TemplateTrial>() is not null),
            Strict = http is null,
        };
    }

    Shape LayoutOf(PageRender render)
    {
        var head = render.Head;
        var layout = new Shape("Layout")
            .With("Title", head.Title)
            .With("Description", head.Description)
            .With("Indexed", head.Indexed)
            .With("Robots", head.Robots.Length > 0 ? head.Robots : head.Indexed ? "" : "noindex")
            .With("SocialTitle", head.SocialTitle.Length > 0 ? head.SocialTitle : head.Title)
            .With("SocialDescription", head.SocialDescription.Length > 0 ? head.SocialDescription : head.Description)
            .With("SocialType", head.SocialType)
            .With("FeedUrl", head.FeedUrl)
            .With("Canonical", head.Canonical)
            .With("Address", head.Address)
            .With("Image", head.Image)
            .With("ContentItem", head.Item)
            .With("IsHome", head.IsHome)
            .With("Zones", render.Zones.Where(zone => zone.Value.Count > 0).Select(zone => zone.Key).ToList())
            .With("Alternates", head.Alternates.Select(one => (object?)new Dictionary<string, object?> { ["Culture"] = one.Culture, ["AbsoluteUrl"] = links.Absolute(one.Url) }).ToList())
            .With("Languages", render.Settings.Languages().Select(language => (object?)new Dictionary<string, object?>
            {
                ["Name"] = language.Name,
                ["Culture"] = language.Culture.Name,
                ["Url"] = head.UrlIn(language) ?? SiteLinks.Localized(render.Path, language),
                ["AbsoluteUrl"] = links.Absolute(head.UrlIn(language) ?? SiteLinks.Localized(SiteLinks.Encode(render.Path), language)),
                ["IsCurrent"] = language == render.Language,
            }).ToList());
        if (render.Layout != "Layout")
            layout.Alternates.Add(render.Layout);
        return layout;
    }
}
