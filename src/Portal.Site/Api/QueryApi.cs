using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Queries;
using Portal.Content.Transfer;

namespace Portal.Site.Api;

/// <summary>Stored queries as Orchard Core answers them: <c>GET</c> and <c>POST</c> at <c>/api/queries/{name}?parameters={json}</c>.</summary>
static class QueryApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // Who may run a query hangs on its name, and may be every visitor: it is asked for in the handler.
        endpoints.MapMethods("/api/queries/{name}", [HttpMethods.Get, HttpMethods.Post], RunAsync).WithTags("Queries").AllowAnonymous()
            .WithSummary("Runs a stored query.")
            .WithDescription("Needs the permission ExecuteApiAll or ExecuteApi_{name}. parameters: a JSON object; a POST may send it as its body. Queries that list content are run; for others the answer is 501 with the reason.")
            .WithMetadata(new RequestSizeLimitAttribute(RequestJson.MaxBytes))
            .Produces<ItemList>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(501);
    }

    static async Task<IResult> RunAsync(string name, string? parameters, HttpContext http, [FromServices] IAuthorizationService authorization, QueryRun queries, Visibility visibility, SiteDocuments documents, CancellationToken cancellationToken)
    {
        if (!await MayAsync(http, authorization, TransferPermissions.ExecuteApi(name)) && !await MayAsync(http, authorization, TransferPermissions.ExecuteApiAll))
            return ApiAnswers.Problem(http.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, $"To run the query “{name}” takes the permission ExecuteApi_{name} or ExecuteApiAll.");
        var given = new JsonObject();
        try
        {
            if (parameters is { Length: > 0 })
                given = JsonNode.Parse(parameters) as JsonObject ?? throw new JsonException("It is no JSON object.");
        }
        catch (JsonException exception)
        {
            return ApiAnswers.Invalid([new("parameters", exception.Message)]);
        }
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.ContentLength is not (null or 0))
        {
            var (body, problem) = await RequestJson.ReadAsync(http.Request, cancellationToken);
            if (body is null)
                return problem!;
            foreach (var (parameter, value) in body)
                given[parameter] = value?.DeepClone();
        }
        if (await queries.RunAsync(name, given, await visibility.HiddenTypesAsync(http.User, cancellationToken), cancellationToken) is not { } result)
            return ApiAnswers.Problem(StatusCodes.Status404NotFound, $"There is no query “{name}”.");
        if (result.Problem is { } reason)
            return ApiAnswers.Problem(StatusCodes.Status501NotImplemented, $"The query “{name}” cannot be run here: {reason}");
        // To run a query shows nobody more: visitors see what visitors see, and people what their roles show them besides.
        var seen = new List<ContentItem>();
        foreach (var item in result.Items)
        {
            if (await visibility.MayViewAsync(http.User, item, cancellationToken))
                seen.Add(item);
        }
        return ApiAnswers.Items(http, seen, await documents.GetAsync<ContentDefinitions>(cancellationToken), null);
    }

    static async Task<bool> MayAsync(HttpContext http, IAuthorizationService authorization, string permission) =>
        (await authorization.AuthorizeAsync(http.User, null, PermissionPolicies.Prefix + permission)).Succeeded;
}
