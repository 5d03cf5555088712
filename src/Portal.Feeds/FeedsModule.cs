using System.CommandLine;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Content;
using Portal.Content.Checking;
using Portal.Content.Documents;
using Portal.Content.Handlers;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Desk;
using Portal.Desk.Editors;
using Portal.Desk.Shell;
using Portal.Desk.Today;
using Portal.Desk.Tour;
using Portal.Feeds.Articles;
using Portal.Feeds.CommandLine;
using Portal.Feeds.Desk;
using Portal.Feeds.Discovery;
using Portal.Feeds.Fetching;
using Portal.Feeds.Gazetteer;
using Portal.Feeds.Health;
using Portal.Feeds.Importing;
using Portal.Feeds.Jobs;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Opml;
using Portal.Feeds.Outgoing;
using Portal.Feeds.Retention;
using Portal.Feeds.Review;
using Portal.Feeds.Rules;
using Portal.Feeds.Samples;
using Portal.Feeds.Sources;
using Portal.Feeds.Stories;
using Portal.Feeds.WebSub;
using Portal.Feeds.Widgets;
using Portal.Site;
using Portal.Site.Syndication;

namespace Portal.Feeds;

/// <summary>Registers the module.</summary>
public static class FeedsModule
{
    /// <summary>Adds the module's services.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Read: <c>Portal:Feeds:*</c> (<see cref="FeedsOptions"/>), <c>Portal:Proxy:*</c> (<see cref="ProxyOptions"/>), <c>Portal:RecipesDirectory</c>.</param>
    public static IServiceCollection AddFeeds(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new FeedsOptions();
        configuration.GetSection("Portal:Feeds").Bind(options);
        services.AddSingleton(options);
        var proxy = new ProxyOptions();
        configuration.GetSection("Portal:Proxy").Bind(proxy);
        services.AddSingleton(proxy);
        services.AddTexts(typeof(FeedsModule).Assembly);
        services.AddPermissions(FeedPermissions.All);
        services.AddSingleton<IEntityModel, FeedsModel>();
        services.AddSingleton<IEntityModel, FetchRecordModel>();
        services.AddSingleton<IEntityModel, HubSubscriptionModel>();
        services.AddSingleton<IEntityModel, ItemTaskModel>();
        services.AddSingleton<IContentHandler, FeedSourceHandler>();
        services.AddSingleton<ISiteCheck, SourceHealth>();

        services.AddDataProtection();
        services.AddSingleton<FindServer>(OutwardNames.FindAsync);
        services.AddSingleton<OutwardGuard>();
        services.AddSingleton(provider => new GuardedHttp(options, provider.GetRequiredService<SiteAddress>(), provider.GetRequiredService<OutwardGuard>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SourcePasswords>();
        services.AddSingleton<Portal.Content.Media.IRemoteFiles, GuardedFiles>();
        services.AddSingleton<FeedFetcher>();
        services.AddSingleton<FeedDiscovery>();
        services.AddSingleton<FeedSources>();
        services.AddSingleton<SourceList>();
        services.AddSingleton<SourceHistory>();
        services.AddSingleton<EntryHtml>();
        services.AddSingleton<EntryNormalizer>();
        AddImport(services);
        AddSense(services);
        services.TryAddSingleton(FeedHub.Read(configuration));

        services.AddSingleton<SampleFeeds>();
        services.AddSingleton<IWarmUp, ReaderWarmUp>();
        services.AddSingleton<NewsLines>();
        services.AddContentDriver<FeedWidgetDriver>();
        services.AddContentDriver<PodcastWidgetDriver>();
        services.AddContentDriver<FeedSourceDriver>();
        services.AddTourStep(new TourStep("sources", "The first sources", typeof(SourcesStep), 40, FeedPermissions.ManageFeeds), FeedSource.ContentType);
        services.AddDeskPages(typeof(FeedsModule).Assembly,
            new DeskPage("/Admin/Feeds", "Feeds", "rss_feed", DeskSection.Channels, 10, FeedPermissions.ManageFeeds),
            new DeskPage("/Admin/News", "News desk", "rate_review", DeskSection.Content, 5, FeedPermissions.ManageFeeds),
            new DeskPage("/Admin/Stories", "Stories", "hub", DeskSection.Content, 40, FeedPermissions.ManageFeeds),
            new DeskPage("/Admin/FeedRules", "Rules for news", "rule", DeskSection.Channels, 15, FeedPermissions.ManageFeeds),
            new DeskPage("/Admin/Gazetteer", "Places and names", "public", DeskSection.Channels, 18, FeedPermissions.ManageFeeds));
        return services;
    }

    /// <summary>Maps the module's public endpoints.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSampleFeeds();
        StoryPages.Map(endpoints);
        endpoints.MapOpml();
        HubCallback.Map(endpoints);
    }

    /// <summary>The verbs <c>portal feeds …</c>.</summary>
    public static Command Commands(SiteAccess site) => new("feeds", "Feed sources: add, list, import, and look into feed documents.")
    {
        ParseCommand.Create(),
        SourceCommands.Add(site),
        SourceCommands.List(site),
        SourceCommands.Refresh(site),
        OpmlCommands.Create(site),
    };

    static void AddSense(IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, FeedJobModel>();
        services.AddSingleton<IEntityModel, HeldNewsModel>();
        services.AddSingleton<IEntityModel, StoriesModel>();
        services.AddSingleton<FeedJobs>();

        services.AddSingleton<GazetteerReader>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<GazetteerReader>());
        services.AddSingleton<EntrySense>();
        services.AddSingleton<RuleTrial>();
        services.AddSingleton<RuleActions>();
        services.AddSingleton(provider => new GazetteerActions(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<ContentReader>(), provider.GetRequiredService<GazetteerReader>()));
        services.AddSingleton<IRecipeStep, FeedRulesStep>();
        services.AddSingleton<IRecipeExport, FeedRulesExport>();
        services.AddSingleton<IContentHandler, HeldNewsHandler>();
        services.AddSingleton<IContentHandler, NewerTextHandler>();
        AddNewsDesk(services);
        services.AddSingleton<NewerTexts>();
        services.AddSingleton(new PartEditor(NewsItems.ContentType, typeof(NewsItemPartEditor)));

        services.AddSingleton<StoryPlanner>();
        services.AddSingleton<StoryWriter>();
        services.AddSingleton<StoryLines>();
        services.AddSingleton<StoryPages>();
        services.AddSingleton<StoryActions>();
        services.AddSingleton<IContentHandler, StoryHandler>();
        services.AddSingleton<StoryService>();
        services.AddHostedService(provider => provider.GetRequiredService<StoryService>());
        services.AddContentDriver<StoryDriver>();
        services.AddContentDriver<NewsItemDriver>();
        services.AddContentDriver<ArticleStoryDriver>();

        services.AddSingleton<IKeptItems, CitedNews>();
        services.AddSingleton<NewsRetention>();
        services.AddSingleton<RetentionService>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionService>());
        services.AddSingleton<ISiteCheck, RetentionHealth>();
        services.AddSingleton<HubPing>();
        services.AddHostedService(provider => provider.GetRequiredService<HubPing>());
    }

    static void AddNewsDesk(IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, NewsViewModel>();
        services.AddSingleton<NewsQueue>();
        services.AddSingleton<NewsUndo>();
        services.AddSingleton(provider => new NewsActions(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<SiteDocuments>(), provider.GetRequiredService<ContentCheck>(), provider.GetRequiredService<NewsUndo>()));
        services.AddSingleton<NewsViews>();
        services.AddSingleton<NewsPresence>();
        services.AddSingleton<NewsSignal>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<NewsSignal>());
        services.AddSingleton<NewsTerms>();
        services.AddSingleton(provider => new NewsReadings(provider.GetRequiredService<ContentReader>(), provider.GetRequiredService<IDbContextFactory<PortalDbContext>>(), provider.GetRequiredService<NewerTexts>(), provider.GetRequiredService<EntryHtml>()));
        services.AddSingleton<NearStories>();
        services.AddSingleton<NewsCounts>();
        services.AddTodayCard<WaitingCard>(10, FeedPermissions.ManageFeeds);
        services.AddTodayCard<CameInCard>(20, FeedPermissions.ManageFeeds);
        services.AddSingleton<QuotedArticles>();
    }

    static void AddImport(IServiceCollection services)
    {
        services.AddSingleton<FetchSchedule>();
        services.AddSingleton<FeedClaims>();
        services.AddSingleton<ImportWriter>();
        services.AddSingleton<FeedImporter>();
        services.AddSingleton<RemotePictures>();
        services.AddSingleton<LeadImages>();
        services.AddSingleton<FeedWake>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<FeedWake>());
        services.AddHostedService<ImportService>();
        services.AddHostedService<LeadImageService>();
        services.AddSingleton<RobotsRules>();
        services.AddSingleton<FullTextReader>();
        services.AddSingleton<BodyPictures>();
        services.AddSingleton<ItemTasks>();
        services.AddHostedService<ItemTaskService>();
        services.AddSingleton<HubSubscriptions>();
        services.AddSingleton<HubCallback>();
        services.AddHostedService<HubService>();
    }
}
