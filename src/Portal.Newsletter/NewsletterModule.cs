using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Hosting;

namespace Portal.Newsletter;

/// <summary>Registers the module.</summary>
public static class NewsletterModule
{
    /// <summary>Adds the module's services.</summary>
    public static IServiceCollection AddNewsletter(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(NewsletterModule).Assembly);
        return services;
    }

    /// <summary>Maps the module's public endpoints.</summary>
    public static void MapNewsletter(this IEndpointRouteBuilder endpoints)
    {
    }

    /// <summary>The verbs <c>portal newsletter …</c>.</summary>
    public static Command Commands(SiteAccess site) => new("newsletter");
}
