using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Site.Pages;
using Portal.Site.Shapes;
using Portal.Site.Widgets;

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

    /// <summary>Adds the driver of a widget.</summary>
    public static IServiceCollection AddWidget<TDriver>(this IServiceCollection services) where TDriver : class, IWidgetDriver =>
        services.AddSingleton<IWidgetDriver, TDriver>();

    /// <summary>Maps the public pages; content items stand at whatever address is not another endpoint's.</summary>
    public static void MapSite(this IEndpointRouteBuilder endpoints)
    {
    }
}
