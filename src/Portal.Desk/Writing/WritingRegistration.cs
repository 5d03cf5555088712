using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Desk.Writing;

/// <summary>Registers what helps to write and keeps what is being written.</summary>
static class WritingRegistration
{
    public static void AddWriting(this IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, RecoveryModel>();
        services.AddSingleton<RecoveryCopies>();
        services.AddHostedService<RecoveryRetention>();
        services.AddSingleton<CopyPreview>();
        services.AddSingleton<SiteLinkCheck>();
        services.AddSingleton<WritingAdvice>();
        services.AddSingleton<OwnPages>();
    }

    /// <summary>Maps the preview of what is being written.</summary>
    public static void MapWriting(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(CopyPreview.Path("{id}"), (HttpContext http, string id, CopyPreview preview) => preview.WriteAsync(http, id))
            .WithMetadata(new RequirePermissionAttribute(Permissions.AccessAdminPanel));
}
