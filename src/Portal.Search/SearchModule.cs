using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Desk;
using Portal.Desk.Shell;
using Portal.Search.Analytics;
using Portal.Search.CommandLine;
using Portal.Search.Indexing;
using Portal.Search.Queries;
using Portal.Search.Querying;
using Portal.Search.Results;
using Portal.Search.Tuning;
using Portal.Site.Shapes;

namespace Portal.Search;

/// <summary>Registers the module.</summary>
public static class SearchModule
{
    /// <summary>To look after the search index.</summary>
    public const string ManageSearch = "ManageSearch";

    /// <summary>Adds the index with its indexer, the search, its health check (<c>search</c>, tagged <c>ready</c>) and its desk page.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(SearchModule).Assembly);
        services.AddPermissions([new Permission(ManageSearch, "Look after the search index.", "Editor") { Group = "Search" }]);

        services.AddSingleton<IndexFolders>();
        services.AddSingleton<LiveIndex>();
        services.AddSingleton<IndexStatus>();
        services.AddSingleton<RebuildRequests>();
        services.AddSingleton<IndexBuilder>();
        services.AddSingleton<JournalUpdate>();
        services.AddSingleton<IndexMaintenance>();
        services.AddHostedService<JournalIndexer>();
        services.AddSingleton<SiteSearch>();
        services.AddSingleton<IContentSearch, ContentSearch>();
        AddResults(services);

        AddTuning(services);
        AddAnalytics(services);
        AddQueries(services);
        services.AddSingleton<SearchHealth>();
        services.AddSingleton<ISiteCheck>(provider => provider.GetRequiredService<SearchHealth>());
        services.AddHealthChecks().AddCheck<SearchHealth>("search", tags: ["ready"]);
        services.AddDeskPages(typeof(SearchModule).Assembly, new DeskPage("/Admin/Search", "Search", "search", DeskSection.Structure, 50, ManageSearch));
        return services;
    }

    static void AddResults(IServiceCollection services)
    {
        services.AddSingleton<SearchNames>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<SearchNames>());
        services.AddSingleton<HitShapes>();
        services.AddSingleton<FacetShapes>();
        services.AddSingleton<TimeBars>();
        services.AddSingleton<Narrowings>();
        services.AddSingleton<NoHits>();
        services.AddSingleton<SearchPageShape>();
        services.AddSingleton<TitleSuggestions>();
        services.AddSingleton<OpenSearchDescription>();
        foreach (var type in ReadNextDriver.Types)
            services.AddSingleton<IContentDriver>(provider => ActivatorUtilities.CreateInstance<ReadNextDriver>(provider, type));
    }

    /// <summary>Maps the search page, suggestions, the API, the OpenSearch description and the desk's downloads.</summary>
    public static void MapSearch(this IEndpointRouteBuilder endpoints)
    {
        SearchEndpoints.Map(endpoints);
        ClickEndpoint.Map(endpoints);
        StatisticsDownload.Map(endpoints);
        LuceneApi.Map(endpoints);
    }

    /// <summary>The verbs <c>portal search …</c>.</summary>
    public static Command Commands(SiteAccess site) => SearchCommands.Create(site);

    static void AddTuning(IServiceCollection services)
    {
        services.AddSingleton<TuningActions>();
        services.AddSingleton<IRecipeStep, SearchTuningStep>();
        services.AddSingleton<IRecipeExport, SearchTuningExport>();
    }

    static void AddAnalytics(IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, SearchCountModel>();
        services.AddSingleton<SearchCounts>();
        services.AddSingleton<SearchAnalytics>();
        services.AddSingleton<ClickLimits>();
        services.AddSingleton<CountStore>();
        services.AddHostedService<CountingService>();
        services.AddSingleton<SearchStatistics>();
    }

    static void AddQueries(IServiceCollection services)
    {
        services.AddPermissions(LucenePermissions.All);
        services.AddSingleton<LuceneRun>();
        services.AddSingleton<IQuerySource, LuceneQuerySource>();
        services.AddSingleton<LuceneApi>();
        services.AddSingleton<IRecipeStep, LuceneIndexStep>();
        services.AddSingleton<IRecipeExport, LuceneIndexExport>();
    }
}
