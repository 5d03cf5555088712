using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Portal.Content;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Site.Api;
using Portal.Site.Caching;
using Portal.Site.Choices;
using Portal.Site.Layers;
using Portal.Site.Liquid;
using Portal.Site.Media;
using Portal.Site.Offline;
using Portal.Site.Pages;
using Portal.Site.Reading;
using Portal.Site.Routing;
using Portal.Site.Shapes;
using Portal.Site.Sharing;
using Portal.Site.Syndication;
using Portal.Site.Themes;

namespace Portal.Site;

/// <summary>Registers the public face.</summary>
public static class SiteModule
{
    /// <summary>Adds themes, pages, widgets and the page cache.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Read: <c>Portal:ThemesDirectory</c>, <c>Portal:PageCache:Enabled</c>, <c>Portal:PageCache:MaxMegabytes</c>.</param>
    public static IServiceCollection AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<SiteFolders>();
        services.AddTexts(typeof(SiteModule).Assembly);
        // What recipes bring (menus, topics, titles of boxes) is translated beside them.
        services.AddSingleton(provider => TextSource.File(Path.Combine(provider.GetRequiredService<SiteFolders>().Recipes, "Localization", "sr.po")));
        AddTemplates(services);
        AddPages(services, configuration);
        AddMedia(services);
        AddLayers(services);
        AddReading(services);
        services.AddSingleton<SubmittedItem>();
        ApiDescription.Add(services);
        return services;
    }

    /// <summary>Adds the driver of a content type or widget.</summary>
    public static IServiceCollection AddContentDriver<TDriver>(this IServiceCollection services) where TDriver : class, IContentDriver =>
        services.AddSingleton<IContentDriver, TDriver>();

    /// <summary>Maps the public pages; content items stand at whatever address is not another endpoint's.</summary>
    public static void MapSite(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/news", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, Rivers rivers) => rivers.HandleAsync(http, River.News));
        endpoints.MapMethods("/articles", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, Rivers rivers) => rivers.HandleAsync(http, River.Articles));
        Archive.Map(endpoints);
        endpoints.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, string? path, MediaFiles media, SitePages pages) => media.WriteAsync(http, path ?? "", pages));
        endpoints.MapMethods("/Contents/ContentItems/{id}/Preview", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, string id, ItemPreview preview) => preview.WriteAsync(http, id, null))
            .RequireAuthorization(new RequirePermissionAttribute(Permissions.AccessAdminPanel));
        endpoints.MapMethods("/Contents/ContentItems/{id}/Version/{version}/Preview", [HttpMethods.Get, HttpMethods.Head],
                (HttpContext http, string id, string version, ItemPreview preview) => preview.WriteAsync(http, id, version))
            .RequireAuthorization(new RequirePermissionAttribute(Permissions.AccessAdminPanel));
        endpoints.MapMethods("/sitemap.xml", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, Sitemap sitemap) => sitemap.WriteSitemapAsync(http));
        endpoints.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, Sitemap sitemap) => sitemap.WriteRobotsAsync(http));
        endpoints.MapMethods("/reading", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, ReadingPages reading) => reading.ShowAsync(http));
        endpoints.MapPost("/reading", (HttpContext http, ReadingPages reading) => reading.KeepAsync(http)).WithMetadata(new RequestSizeLimitAttribute(ReadingPages.MaxFormBytes));
        endpoints.MapMethods("/saved", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, ReadingPages reading) => reading.ShowSavedAsync(http));
        endpoints.MapMethods("/offline", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, WebApp app) => app.ShowOfflineAsync(http));
        endpoints.MapMethods("/sw.js", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, WebApp app, SitePages pages) => app.WriteServiceWorkerAsync(http, pages));
        endpoints.MapMethods("/site.webmanifest", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, WebApp app) => app.WriteManifestAsync(http));
        endpoints.MapMethods("/share/{id}.png", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, string id, ShareCards cards, SitePages pages) => cards.WriteAsync(http, id, pages));
        endpoints.MapMethods("/oembed", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, OEmbed embed) => embed.WriteAsync(http));
        endpoints.MapMethods("/news-sitemap.xml", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, NewsSitemap sitemap) => sitemap.WriteAsync(http));
        ContentApi.Map(endpoints);
        QueryApi.Map(endpoints);
        ApiDescription.Map(endpoints);
        endpoints.MapFallback("{**path}", (HttpContext http, ContentPages pages) => pages.HandleAsync(http));
    }

    static void AddTemplates(IServiceCollection services)
    {
        services.AddSingleton<ThemeCatalog>();
        services.AddSingleton<ThemeAssets>();
        services.AddSingleton<ThemeTemplates>();
        services.AddSingleton<IWarmUp, ThemeWarmUp>();
        services.AddSingleton<LiquidParsing>();
        services.AddSingleton<LiquidObjects>();
        services.AddSingleton<LiquidOptions>();
        services.AddSingleton<BodyHtml>();
        services.AddSingleton<ILiquidFilters, TextFilters>();
        services.AddSingleton<ILiquidFilters, UrlFilters>();
        services.AddSingleton<ILiquidFilters, TimeFilters>();
        services.AddSingleton<ILiquidFilters, ContentFilters>();
        services.AddSingleton<ILiquidFilters, QueryFilter>();
        services.AddSingleton<ILiquidFilters, ShapeFilters>();
        services.AddSingleton<ILiquidFilters, LocalizationFilters>();
        services.AddSingleton<ShapeRenderer>();
        services.AddSingleton<ContentShapes>();
        services.AddSingleton<MenuShapes>();
        services.AddSingleton(provider => new ThemeShapes(provider.GetRequiredService<PageComposer>()));
        services.AddSingleton(provider => new SiteTemplates(provider.GetRequiredService<ThemeTemplates>(), provider.GetRequiredService<LiquidParsing>(), provider.GetRequiredService<SiteDocuments>()));
        services.AddSingleton(provider => new TemplatePreview(provider.GetRequiredService<ContentPages>(), provider.GetRequiredService<PageComposer>()));
        services.AddSingleton<IRecipeStep, ThemesStep>();
        services.AddSingleton<IRecipeStep, TemplatesStep>();
        services.AddSingleton<IRecipeExport, TemplatesExport>();
        services.AddSingleton<IRecipeExport, ThemesExport>();
    }

    static void AddPages(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublishedItems>();
        services.AddSingleton<TermCatalog>();
        services.AddSingleton<SiteLinks>();
        services.AddSingleton<ItemCultures>();
        services.AddSingleton<NearbyPages>();
        services.AddSingleton<ErrorPage>();
        services.AddSingleton<PageComposer>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<DocumentWriter>();
        services.AddSingleton(provider => new SitePages(provider.GetRequiredService<PageComposer>(), provider.GetRequiredService<PageWriter>()));
        services.AddSingleton<ContentPages>();
        services.AddSingleton<MovedPages>();
        services.AddSingleton(provider => new ItemPreview(provider.GetRequiredService<ContentReader>(), provider.GetRequiredService<SiteDocuments>(),
            provider.GetRequiredService<ItemPatterns>(), provider.GetRequiredService<PageComposer>(), provider.GetRequiredService<SitePages>()));
        services.AddSingleton<RiverFilters>();
        services.AddSingleton<Rivers>();
        services.AddSingleton<ReadingPages>();
        services.AddSingleton<WebApp>();
        services.AddSingleton<ShareCards>();
        services.AddSingleton<SocialHead>();
        services.AddSingleton<StructuredData>();
        services.AddSingleton<OEmbed>();
        services.AddSingleton<NewsSitemap>();
        services.AddSingleton<Archive>();
        services.AddSingleton<ArchiveAddresses>();
        services.TryAddSingleton(FeedHub.Read(configuration));
        services.AddSingleton<FeedSelection>();
        services.AddSingleton(provider => new SiteFeeds(provider.GetRequiredService<FeedSelection>(), provider.GetRequiredService<DocumentWriter>()));
        services.AddSingleton<RiverFeeds>();
        services.AddSingleton<FeedEndpoints>();
        services.AddSingleton<Sitemap>();
        services.AddSingleton(provider => PageCacheOptions.Read(configuration, provider.GetService<IHostEnvironment>()));
        services.AddSingleton<PageCache>();
        services.AddSingleton<WidgetData>();
        services.AddSingleton<DrawnWidgets>();
        services.AddSingleton<PageRefresh>();
        services.AddSingleton<ServerTiming>();
        services.ConfigureDbContext<SqlitePortalDbContext>(CountQueries);
        services.ConfigureDbContext<PostgresPortalDbContext>(CountQueries);
        services.AddSingleton<IStartupFilter, SitePipeline>();
        // What is held in memory must go before the pages that were made of it: a page made in between would be kept.
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<PublishedItems>());
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<PageCache>());
    }

    static void AddReading(IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, ReadCountModel>();
        services.AddSingleton<ReadCounter>();
        services.AddSingleton<MostRead>();
        services.AddHostedService<ReadingService>();
        services.AddContentDriver<MostReadDriver>();
    }

    static void CountQueries(IServiceProvider provider, DbContextOptionsBuilder options)
    {
        if (provider.GetService<IHostEnvironment>()?.IsDevelopment() == true)
            options.AddInterceptors(provider.GetRequiredService<ServerTiming>());
    }

    static void AddMedia(IServiceCollection services)
    {
        services.AddSingleton<MediaFacts>();
        services.AddSingleton<RenditionMaker>();
        services.AddSingleton<RenditionStore>();
        services.AddSingleton<RenditionTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<RenditionTokens>());
        services.AddSingleton<MediaFiles>();
        services.AddSingleton<MediaAddresses>();
        services.AddSingleton<ResponsivePicture>();
        services.AddSingleton(provider => new PictureLinks(provider.GetRequiredService<MediaFacts>(), provider.GetRequiredService<RenditionTokens>(), provider.GetRequiredService<SiteDocuments>()));
        services.AddSingleton<ILiquidFilters, MediaFilters>();
    }

    static void AddLayers(IServiceCollection services)
    {
        services.AddSingleton<LayerWidgets>();
        services.AddSingleton<IRecipeStep, LayersStep>();
        services.AddSingleton<IRecipeExport, LayersExport>();
        services.AddSingleton<ISiteCheck, LayersCheck>();
        services.AddContentDriver<ArticleListDriver>();
        services.AddContentDriver<TopicListDriver>();
        services.AddContentDriver<TermDriver>();
        services.AddSingleton<NewsMap>();
        services.AddContentDriver<RegionDriver>();
        services.AddContentDriver<RegionsDriver>();
        services.AddContentDriver<AuthorDriver>();
    }
}
