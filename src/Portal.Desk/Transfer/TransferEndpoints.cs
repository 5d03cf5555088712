using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Queries;
using Portal.Content.Transfer;

namespace Portal.Desk.Transfer;

/// <summary>The export as a download.</summary>
static class TransferEndpoints
{
    public static void MapTransfer(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Transfer/Export", ExportAsync).WithMetadata(new RequirePermissionAttribute(TransferPermissions.Export));

    static async Task<IResult> ExportAsync(string? type, string? query, string? plan, bool? people, ClaimsPrincipal person, SiteExport export, SiteDocuments documents, QueryRun queries, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await RequestAsync(type, query, plan, documents, queries, cancellationToken) is not { } request)
            return TypedResults.NotFound();
        if (people == true)
            request = request.WithPeople();
        if (request.HasPeople && !person.HasPermission(Permissions.ManageUsers))
            return TypedResults.Forbid();
        // Made as a whole before a byte is sent: an export that fails half-way must not look like one.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using (var zip = new ExportZip(file))
                await export.WriteAsync(zip, request, null, cancellationToken);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return TypedResults.Stream(file, "application/zip", string.Create(CultureInfo.InvariantCulture, $"export-{time.GetUtcNow():yyyy-MM-dd}.zip"));
    }

    static async Task<ExportRequest?> RequestAsync(string? type, string? query, string? plan, SiteDocuments documents, QueryRun queries, CancellationToken cancellationToken)
    {
        if (plan is not null)
            return (await documents.GetAsync<DeploymentPlans>(cancellationToken)).Find(plan) is { } found ? ExportRequest.Of(found) : null;
        if (query is not null)
            return await queries.RunAsync(query, [], cancellationToken) is { Problem: null } result ? ExportRequest.OfItems(result.Items.Select(item => item.ContentItemId)) : null;
        return type is not null ? ExportRequest.OfTypes([type]) : ExportRequest.Site;
    }
}
