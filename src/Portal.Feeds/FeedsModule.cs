using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Hosting;

namespace Portal.Feeds;

/// <summary>Registers the module.</summary>
public static class FeedsModule
{
    /// <summary>Adds the module's services.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(FeedsModule).Assembly);
        return services;
    }

    /// <summary>Maps the module's public endpoints.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder endpoints)
    {
    }

    /// <summary>The verbs <c>portal feeds …</c>.</summary>
    public static Command Commands(SiteAccess site) => new("feeds");
}
