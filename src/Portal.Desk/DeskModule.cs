using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Audit;
using Portal.Content.Html;
using Portal.Content.Media;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Desk.Definitions;
using Portal.Desk.Editors;
using Portal.Desk.Items;
using Portal.Desk.Localization;
using Portal.Desk.Media;
using Portal.Desk.People;
using Portal.Desk.Settings;
using Portal.Desk.Shell;
using Portal.Desk.SignIn;
using Portal.Desk.Structure;
using Portal.Desk.Today;
using Portal.Desk.Tour;
using Portal.Desk.Transfer;
using Portal.Desk.Writing;
using Radzen;

namespace Portal.Desk;

/// <summary>Registers the editors' desk.</summary>
public static class DeskModule
{
    /// <summary>What an editor's browser may send in one message: a body of the longest HTML that is kept, with room around it.</summary>
    const long MaxMessageBytes = 4 * HtmlCleaner.MaxLength;

    /// <summary>Adds sign-in, the shell and the editors of content.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(DeskModule).Assembly);
        services.AddSignIn(configuration);
        services.AddPermissions(DeskPermissions.All);

        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10))
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddRadzenComponents();
        services.AddSingleton<DeskNavigation>();

        services.AddWriting();
        services.AddSingleton<WrittenContent>();
        services.AddSingleton<ItemActions>();
        services.AddSingleton<ItemLists>();
        services.AddSingleton<ItemLife>();
        services.AddSingleton<ItemComparison>();
        services.AddSingleton(new PartEditor(PublishLaterPart.PartName, typeof(PublishLaterPartEditor)));
        services.AddSingleton(new PartEditor(ArchiveLaterPart.PartName, typeof(ArchiveLaterPartEditor)));
        services.AddSingleton(new PartEditor(AuditTrailPart.PartName, typeof(AuditTrailPartEditor)));
        services.AddSingleton<PeopleActions>();
        services.AddSingleton<RoleActions>();
        services.AddSingleton<DefinitionActions>();
        services.AddSingleton<TaxonomyActions>();
        services.AddSingleton<MenuActions>();
        services.AddSingleton<LayerActions>();
        services.AddSingleton<TemplateActions>();
        services.AddSingleton<TranslationActions>();
        services.AddSingleton<SettingsActions>();
        services.AddSingleton<MediaActions>();
        services.AddSingleton<MediaUploads>();
        services.AddEditors();
        services.AddTour();
        services.AddTodayCard<UnwellCard>(25, Permissions.AccessAdminPanel);
        services.AddTodayCard<ScheduledCard>(40, Permissions.EditContent);
        services.AddTodayCard<DraftsCard>(90, Permissions.AccessAdminPanel);
        return services.AddDeskPages(typeof(DeskModule).Assembly,
            new DeskPage("/Admin", "Today", "today", DeskSection.Content, 0, Permissions.AccessAdminPanel),
            new DeskPage("/Admin/Contents/ContentItems", "Content", "article", DeskSection.Content, 10, Permissions.AccessAdminPanel),
            new DeskPage("/Admin/ContentTypes/List", "Types and fields", "schema", DeskSection.Structure, 50, DeskPermissions.ViewContentTypes) { Others = ["/Admin/ContentTypes", "/Admin/ContentParts"] },
            new DeskPage("/Admin/Trash", "Trash", "delete", DeskSection.Content, 80, Permissions.AccessAdminPanel),
            new DeskPage("/Admin/AuditTrail", "History", "history", DeskSection.Content, 90, AuditPermissions.ViewAuditTrail),
            new DeskPage("/Admin/Taxonomies", "Taxonomies", "account_tree", DeskSection.Structure, 10, DeskPermissions.ManageTaxonomy),
            new DeskPage("/Admin/Menus", "Menus", "menu_open", DeskSection.Structure, 20, DeskPermissions.ManageMenu),
            new DeskPage("/Admin/Layers", "Layers", "layers", DeskSection.Structure, 30, Permissions.ManageLayers),
            new DeskPage("/Admin/Templates", "Templates", "code", DeskSection.Structure, 40, Permissions.ManageTemplates),
            new DeskPage("/Admin/Media", "Media", "photo_library", DeskSection.Content, 20, MediaRights.ManageOwnMediaContent),
            new DeskPage("/Admin/Health", "Health", "monitor_heart", DeskSection.System, 10, Permissions.AccessAdminPanel),
            new DeskPage("/Admin/People", "People", "group", DeskSection.System, 20, Permissions.ManageUsers),
            new DeskPage("/Admin/Roles", "Roles", "key", DeskSection.System, 25, Permissions.ManageRoles),
            new DeskPage("/Admin/Transfer", "Import and export", "import_export", DeskSection.System, 40, TransferPermissions.Export),
            new DeskPage("/Admin/Settings", "Settings", "settings", DeskSection.System, 30, Permissions.ManageSettings));
    }

    /// <summary>Adds a module's pages (Razor components with <c>@page "/Admin/…"</c>) and their entries in the navigation.</summary>
    public static IServiceCollection AddDeskPages(this IServiceCollection services, Assembly assembly, params ReadOnlySpan<DeskPage> pages)
    {
        services.AddSingleton(new DeskAssembly(assembly));
        foreach (var page in pages)
            services.AddSingleton(page);
        return services;
    }

    /// <summary>
    /// Adds the desk's language and security headers, and signs people in. Stands after routing and before the endpoints; the host
    /// needs no further authentication, authorization or antiforgery middleware.
    /// </summary>
    public static void UseDesk(this IApplicationBuilder app)
    {
        app.UseMiddleware<DeskResponses>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>Maps <c>/Admin</c> and <c>/Login</c>. The host maps the static assets and calls <see cref="UseDesk"/>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
        var others = endpoints.ServiceProvider.GetServices<DeskAssembly>().Select(one => one.Assembly).Distinct().Where(one => one != typeof(App).Assembly);
        // The policy against framing is ours already (DeskResponses); Blazor would add a second, weaker header.
        endpoints.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies([.. others])
            .Add(KeepCircuitsForPeople);
        endpoints.MapSignIn();
        MediaUploads.Map(endpoints);
        endpoints.MapWriting();
        endpoints.MapTransfer();
    }

    // Circuits take large messages and hold memory; only pages behind the sign-in open them.
    static void KeepCircuitsForPeople(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AuthorizeAttribute());
    }
}
