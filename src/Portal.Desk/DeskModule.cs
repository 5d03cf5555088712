using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Desk.Shell;

namespace Portal.Desk;

/// <summary>Registers the editors' desk.</summary>
public static class DeskModule
{
    /// <summary>Adds sign-in, the shell and the editors of content.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(DeskModule).Assembly);
        return services;
    }

    /// <summary>Adds a module's pages (Razor components with <c>@page "/Admin/…"</c>) and their entries in the navigation.</summary>
    public static IServiceCollection AddDeskPages(this IServiceCollection services, Assembly assembly, params ReadOnlySpan<DeskPage> pages)
    {
        services.AddSingleton(new DeskAssembly(assembly));
        foreach (var page in pages)
            services.AddSingleton(page);
        return services;
    }

    /// <summary>Maps <c>/Admin</c> and <c>/Login</c>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
    }
}
