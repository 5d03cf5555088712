using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Hosting;

namespace Portal.Search;

/// <summary>Registers the module.</summary>
public static class SearchModule
{
    /// <summary>Adds the module's services.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(SearchModule).Assembly);
        return services;
    }

    /// <summary>Maps the module's public endpoints.</summary>
    public static void MapSearch(this IEndpointRouteBuilder endpoints)
    {
    }

    /// <summary>The verbs <c>portal search …</c>.</summary>
    public static Command Commands(SiteAccess site) => new("search");
}
