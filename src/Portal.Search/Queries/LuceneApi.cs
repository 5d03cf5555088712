using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Queries;

namespace Portal.Search.Queries;

/// <summary>Lucene queries as Orchard Core answers them: <c>GET</c> and <c>POST</c> at <c>/api/lucene/content</c> and <c>/api/lucene/documents</c> with <c>indexName</c>, <c>query</c> and <c>parameters</c>.</summary>
sealed class LuceneApi(LuceneRun run, QueryTemplates templates, ContentReader reader, SiteDocuments documents, Visibility visibility)
{
    /// <summary>Most bytes of a body.</summary>
    const int MaxBytes = 256 * 1024;

    const string Problem = "Lucene query";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // Who may query an index hangs on its name, and may be every visitor: it is asked for in the handler.
        endpoints.MapMethods("/api/lucene/content", [HttpMethods.Get, HttpMethods.Post], (HttpContext http, [FromServices] LuceneApi api, CancellationToken ct) => api.RunAsync(http, content: true, ct))
            .WithTags("Queries").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary("Content items that a Lucene query finds.")
            .WithDescription("Needs the permission QueryLuceneApi or QueryLucene{indexName}Index. indexName, query (Orchard Core's JSON as a Liquid template) and parameters (a JSON object) stand in the address or in a JSON body.")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(501);
        endpoints.MapMethods("/api/lucene/documents", [HttpMethods.Get, HttpMethods.Post], (HttpContext http, [FromServices] LuceneApi api, CancellationToken ct) => api.RunAsync(http, content: false, ct))
            .WithTags("Queries").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary("Documents of the index that a Lucene query finds.")
            .WithDescription("As /api/lucene/content, but answers with the fields of the index. _source in the query names those that are wanted.")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(501);
    }

    async Task<IResult> RunAsync(HttpContext http, bool content, CancellationToken cancellationToken)
    {
        var (asked, refused) = await ReadAsync(http.Request, cancellationToken);
        // Who may query nothing is not told either what was wrong with the question.
        if (!await MayAsync(http, asked?.Index))
            return Refuse(http.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, $"To query an index takes the permission {LucenePermissions.QueryIndex(asked?.Index is { Length: > 0 } named ? named : "{indexName}")} or {LucenePermissions.QueryLuceneApi}.");
        if (asked is not var (index, query, parameters))
            return refused!;
        var (text, wrong) = await templates.FillAsync(query, parameters);
        if (wrong is not null)
            return Refuse(StatusCodes.Status400BadRequest, $"The query cannot be run: {wrong}");
        var answer = await run.RunAsync(index, text, await visibility.HiddenTypesAsync(http.User, cancellationToken), cancellationToken);
        if (answer.Problem is { } problem)
            return Refuse(StatusCodes.Status501NotImplemented, $"The query cannot be run here: {problem}");
        http.Response.Headers.CacheControl = "private, no-cache";
        var items = content ? await ItemsAsync(http, answer, cancellationToken) : new JsonArray([.. answer.Hits.Select(hit => LuceneDocumentJson.Write(hit, answer.Fields))]);
        return TypedResults.Text(new JsonObject { ["items"] = items, ["count"] = answer.Total }.ToJsonString(LuceneDocumentJson.Options), "application/json", System.Text.Encoding.UTF8);
    }

    async Task<JsonArray> ItemsAsync(HttpContext http, LuceneAnswer answer, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var items = new JsonArray();
        foreach (var item in await reader.GetPublishedAsync([.. answer.Hits.Select(hit => hit.Document.Id)], cancellationToken))
        {
            if (await visibility.MayViewAsync(http.User, item, cancellationToken))
                items.Add(PrivateParts.Write(item, http.User, definitions.Type(item.ContentType)));
        }
        return items;
    }

    static async Task<bool> MayAsync(HttpContext http, string? index)
    {
        var authorization = http.RequestServices.GetRequiredService<IAuthorizationService>();
        return await AllowsAsync(LucenePermissions.QueryLuceneApi) || (index is { Length: > 0 } && await AllowsAsync(LucenePermissions.QueryIndex(index)));

        async Task<bool> AllowsAsync(string permission) => (await authorization.AuthorizeAsync(http.User, null, PermissionPolicies.Prefix + permission)).Succeeded;
    }

    static async Task<((string Index, string Query, JsonObject Parameters)? Asked, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (index, query, parameters) = (request.Query["indexName"].ToString(), request.Query["query"].ToString(), request.Query["parameters"].ToString());
        try
        {
            var given = Parameters(parameters);
            if (HttpMethods.IsPost(request.Method) && request.HasJsonContentType())
            {
                var body = await JsonNode.ParseAsync(request.Body, documentOptions: ContentItemJson.ReadOptions, cancellationToken: cancellationToken) as JsonObject ?? throw new JsonException("The body is no JSON object.");
                index = body["indexName"]?.ToString() ?? index;
                query = body["query"] switch { JsonValue text => text.ToString(), JsonObject json => json.ToJsonString(), _ => query };
                if (body["parameters"] is { } named)
                    given = named as JsonObject ?? Parameters(named.ToString());
            }
            if (index.Length > 200 || query.Length is 0 or > QueryBudget.MaxLength)
                return (null, Refuse(StatusCodes.Status400BadRequest, $"“query” is missing or longer than {QueryBudget.MaxLength} characters, or “indexName” is longer than 200."));
            return ((index, query, given), null);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return (null, Refuse(StatusCodes.Status400BadRequest, $"This is no valid JSON: {exception.Message}"));
        }
        catch (BadHttpRequestException refused)
        {
            return (null, Refuse(refused.StatusCode, refused.Message));
        }
    }

    static JsonObject Parameters(string json) =>
        json.Length == 0 ? [] : JsonNode.Parse(json, documentOptions: ContentItemJson.ReadOptions) as JsonObject ?? throw new JsonException("The parameters are no JSON object.");

    static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status, title: Problem);
}
