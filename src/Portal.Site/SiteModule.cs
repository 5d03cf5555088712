using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Site.Pages;
using Portal.Site.Shapes;

namespace Portal.Site;

/// <summary>Registers the public face.</summary>
public static class SiteModule
{
    /// <summary>Adds themes, pages, widgets and the page cache.</summary>
    public static IServiceCollection AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SitePages>();
        services.AddSingleton<ThemeShapes>();
        services.AddTexts(typeof(SiteModule).Assembly);
        return services;
    }

    /// <summary>Adds the driver of a content type or widget.</summary>
    public static IServiceCollection AddContentDriver<TDriver>(this IServiceCollection services) where TDriver : class, IContentDriver =>
        services.AddSingleton<IContentDriver, TDriver>();

    /// <summary>Maps the public pages; content items stand at whatever address is not another endpoint's.</summary>
    public static void MapSite(this IEndpointRouteBuilder endpoints)
    {
    }
}
