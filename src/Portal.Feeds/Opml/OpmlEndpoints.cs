using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Opml;

/// <summary>The list of feeds as a download.</summary>
static class OpmlEndpoints
{
    public static void MapOpml(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Feeds/Opml/Export", ExportAsync).WithMetadata(new RequirePermissionAttribute(FeedPermissions.ManageFeeds));

    static async Task<IResult> ExportAsync(FeedSources sources, SiteDocuments documents, TimeProvider time, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await OpmlWriting.WriteAsync(file, (await documents.GetAsync<SiteSettings>(cancellationToken)).SiteName, time.GetUtcNow(), (await sources.ListAsync(cancellationToken)).Select(one => one.Source));
        return TypedResults.File(file.ToArray(), "text/x-opml", "feeds.opml");
    }
}
