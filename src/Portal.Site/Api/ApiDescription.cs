using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Portal.Site.Api;

/// <summary>A content item in Orchard Core's JSON, as the API's description shows it. Parts stand beside the properties that are named here.</summary>
sealed record ItemDocument(string? ContentItemId, string? ContentItemVersionId, string ContentType, string? DisplayText, bool Latest, bool Published,
    DateTime? ModifiedUtc, DateTime? PublishedUtc, DateTime? CreatedUtc, string? Owner, string? Author, JsonObject? TitlePart, JsonObject? AutoroutePart, JsonObject? HtmlBodyPart);

/// <summary>A page of content items.</summary>
sealed record ItemList(IReadOnlyList<ItemDocument> Items, string? Next);

/// <summary>The API's description (OpenAPI 3.1) at <c>/openapi/v1.json</c>.</summary>
static class ApiDescription
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Portal", Version = "v1", Description = "Content in Orchard Core's JSON, stored queries, and search. Programs sign in with a personal access token, which people make in the desk under “My account”." };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["AccessToken"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A personal access token." },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("AccessToken", document)] = [] }];
            return Task.CompletedTask;
        });
    });

    /// <summary>Says that an operation takes an item. As metadata of the endpoint it would turn other bodies away before they could be told why.</summary>
    public static Task TakesItem(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = new OpenApiSchemaReference(nameof(ItemDocument), context.Document) } },
        };
        return Task.CompletedTask;
    }

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi/{documentName}.json");
}
