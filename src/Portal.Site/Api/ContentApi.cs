using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Site.Api;

/// <summary>The content API, as Orchard Core has it: <c>GET</c>, <c>POST</c> and <c>DELETE</c> at <c>/api/content</c>, and a list.</summary>
static class ContentApi
{
    const int MaxCount = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var content = endpoints.MapGroup("/api/content").WithTags("Content").WithMetadata(new RequirePermissionAttribute(Permissions.AccessContentApi));
        content.MapGet("", ListAsync).WithSummary("Lists published items, newest first.").Produces<ItemList>()
            .WithDescription("type: content types, several times for several, all where none is given. after: “next” of the page before. count: 1 to 100.").ProducesValidationProblem().ProducesProblem(403);
        content.MapGet("{id}", GetAsync).WithSummary("Reads an item.").Produces<ItemDocument>().ProducesProblem(403).ProducesProblem(404)
            .WithDescription("The version that visitors see, or, with draft=true, the one that editors work on. Answers an ETag; If-None-Match is honoured.");
        content.MapPost("", PostAsync).AddOpenApiOperationTransformer(ApiDescription.TakesItem).WithSummary("Creates an item, or changes the one of the same ContentItemId.")
            .WithDescription("What is sent is merged with what is stored: objects are merged, lists and values replaced. The item is published, or, with draft=true, kept as a draft. If-Match refuses the change where somebody else was quicker; If-None-Match: * where the item exists.")
            .WithMetadata(new RequestSizeLimitAttribute(RequestJson.MaxRead))
            .Produces<ItemDocument>().ProducesValidationProblem().ProducesProblem(403).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415);
        content.MapDelete("{id}", DeleteAsync).WithSummary("Takes an item away and answers it.").Produces<ItemDocument>().Produces(204).ProducesProblem(403).ProducesProblem(412);
    }

    static async Task<IResult> GetAsync(string id, bool? draft, HttpContext http, ContentReader reader, SiteDocuments documents, CancellationToken cancellationToken)
    {
        var item = draft == true ? await reader.GetLatestAsync(id, cancellationToken) : await reader.GetPublishedAsync(id, cancellationToken);
        if (item is null)
            return ApiAnswers.Problem(StatusCodes.Status404NotFound, draft == true ? $"There is no item {id}." : $"There is no published item {id}.");
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        return http.User.May(item.Published ? ContentAction.View : ContentAction.Preview, definitions.Type(item.ContentType), item)
            ? ApiAnswers.Item(http, item, definitions)
            : ApiAnswers.NotAllowed("Your roles or the token’s scopes don’t allow you to see this item.");
    }

    static async Task<IResult> ListAsync(string[]? type, string? after, int? count, HttpContext http, ContentReader reader, SiteDocuments documents, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var cursor = ListCursor.Parse(after);
        if (after is not null && cursor is null)
            return ApiAnswers.Invalid([new("after", "This is no “next” of a page before.")]);
        if (count is < 1 or > MaxCount)
            return ApiAnswers.Invalid([new("count", $"A page has 1 to {MaxCount} items.")]);
        var asked = type is { Length: > 0 } ? [.. type.SelectMany(one => one.Split(',')).Distinct(StringComparer.Ordinal)] : definitions.ContentTypes.Where(one => one.Stereotype.Length == 0).Select(one => one.Name).ToList();
        if (asked.Find(one => definitions.Type(one) is null) is { } unknown)
            return ApiAnswers.Invalid([new("type", $"There is no content type “{unknown}”.")]);
        var seen = asked.Where(one => http.User.MayAll(ContentAction.View, definitions.Type(one))).ToList();
        if (seen.Count == 0 || (type is { Length: > 0 } && seen.Count < asked.Count))
            return ApiAnswers.NotAllowed("Your roles or the token’s scopes don’t allow you to list items of these types.");
        var list = await reader.ListPublishedAsync(new() { Types = seen, After = cursor, Count = count ?? 20 }, cancellationToken);
        if (list.Next is { } next)
        {
            var query = QueryString.Create([.. (type ?? []).Select(one => KeyValuePair.Create("type", (string?)one)), new("after", next.ToString()), new("count", (count ?? 20).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
            http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        }
        return ApiAnswers.Items(http, list.Items, definitions, list.Next?.ToString());
    }

    static async Task<IResult> PostAsync(bool? draft, HttpContext http, ContentReader reader, SiteDocuments documents, SubmittedItem submitted, UnitOfWork work, CancellationToken cancellationToken)
    {
        var (json, problem) = await RequestJson.ReadAsync(http.Request, cancellationToken);
        if (json is null)
            return problem!;
        ContentItem sent;
        try
        {
            sent = ContentItemJson.Read(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ApiAnswers.Invalid([new("", exception.Message)]);
        }
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var stored = sent.ContentItemId.Length > 0 ? await reader.GetLatestAsync(sent.ContentItemId, cancellationToken) : null;
        if (definitions.Type(sent.ContentType) is not { } type)
            return ApiAnswers.Invalid([new("ContentType", $"There is no content type “{sent.ContentType}”.")]);
        if (stored is not null && stored.ContentType != sent.ContentType)
            return ApiAnswers.Invalid([new("ContentType", $"The item is of the type “{stored.ContentType}”, and its type cannot be changed.")]);
        if (ItemAccess.Refusal(http.User, type, stored, publish: draft != true) is { } refusal)
            return ApiAnswers.NotAllowed(refusal);
        if (Precondition(http, stored) is { } unmet)
            return unmet;
        if (stored is null && sent.ContentItemId.Length > 0 && (await reader.GetVersionsAsync(sent.ContentItemId, cancellationToken)).Count > 0)
            return ApiAnswers.Problem(StatusCodes.Status409Conflict, $"The item {sent.ContentItemId} was taken away. Restore it in the desk, or send the item without a ContentItemId.");
        var item = SubmittedItem.Merge(sent, stored);
        if (await submitted.ProblemsAsync(item, definitions, publish: draft != true, cancellationToken) is { Count: > 0 } problems)
            return ApiAnswers.Invalid(problems);
        if (submitted.Clean(item, stored, http.User) is { } notAllowed)
            return ApiAnswers.NotAllowed(notAllowed);
        item.Owner ??= http.User.FindFirstValue(ClaimTypes.NameIdentifier);
        try
        {
            await work.RunAsync(WriteTurn.Person, ItemAccess.Actor(http.User),
                (scope, ct) => draft == true ? scope.Content.SaveDraftAsync(item, ct) : scope.Content.PublishAsync(item, ct), cancellationToken);
        }
        catch (ContentConflictException conflict)
        {
            return ApiAnswers.Problem(http.Request.Headers.IfMatch.Count > 0 ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict, conflict.Message);
        }
        catch (InvalidDataException exception)
        {
            return ApiAnswers.Invalid([new("", exception.Message)]);
        }
        http.Response.Headers.Location = $"{http.Request.PathBase}/api/content/{Uri.EscapeDataString(item.ContentItemId)}";
        return ApiAnswers.Item(http, item, definitions);
    }

    static async Task<IResult> DeleteAsync(string id, HttpContext http, ContentReader reader, SiteDocuments documents, UnitOfWork work, CancellationToken cancellationToken)
    {
        // As in Orchard Core: what is not there needs not be taken away.
        if (await reader.GetLatestAsync(id, cancellationToken) is not { } item)
            return TypedResults.NoContent();
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        if (ItemAccess.RefusalToDelete(http.User, definitions.Type(item.ContentType), item) is { } refusal)
            return ApiAnswers.NotAllowed(refusal);
        if (Precondition(http, item) is { } unmet)
            return unmet;
        await work.RunAsync(WriteTurn.Person, ItemAccess.Actor(http.User), (scope, ct) => scope.Content.RemoveAsync(id, ct), cancellationToken);
        return ApiAnswers.Item(http, item, definitions);
    }

    static IResult? Precondition(HttpContext http, ContentItem? stored)
    {
        var headers = http.Request.GetTypedHeaders();
        if (headers.IfMatch.Count > 0 && (stored is null || !headers.IfMatch.Any(tag => tag.Tag == "*" || tag.Compare(ApiAnswers.Tag(stored), useStrongComparison: true))))
            return ApiAnswers.Problem(StatusCodes.Status412PreconditionFailed, "The item was changed by somebody else since it was read. Read it again with draft=true, and send your change with its ETag.");
        return stored is not null && headers.IfNoneMatch.Any(tag => tag.Tag == "*")
            ? ApiAnswers.Problem(StatusCodes.Status412PreconditionFailed, $"The item {stored.ContentItemId} exists already.")
            : null;
    }
}
