using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.People;

namespace Portal.Site.Api;

/// <summary>What the API answers: content items with their entity tag, and problems as RFC 9457 describes them.</summary>
static class ApiAnswers
{
    static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entity tag of a stored version: it changes with every store of the row.</summary>
    public static EntityTagHeaderValue Tag(ContentItem item) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{item.ContentItemVersionId}-{item.Stamp}\""));

    public static IResult Item(HttpContext http, ContentItem item, ContentDefinitions definitions)
    {
        var tag = Tag(item);
        Prepare(http);
        http.Response.Headers.ETag = tag.ToString();
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return Json(PrivateParts.Write(item, http.User, definitions.Type(item.ContentType)));
    }

    public static IResult Items(HttpContext http, IEnumerable<ContentItem> items, ContentDefinitions definitions, string? next)
    {
        Prepare(http);
        var answer = new JsonObject { ["items"] = new JsonArray([.. items.Select(item => PrivateParts.Write(item, http.User, definitions.Type(item.ContentType)))]) };
        if (next is not null)
            answer["next"] = next;
        return Json(answer);
    }

    public static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    public static ProblemHttpResult NotAllowed(string detail) => Problem(StatusCodes.Status403Forbidden, detail);

    /// <summary>Problems by the place in the item where they are.</summary>
    public static ValidationProblem Invalid(IEnumerable<ShapeProblem> problems) => TypedResults.ValidationProblem(
        problems.GroupBy(problem => problem.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray(), StringComparer.Ordinal),
        detail: "The content item was not stored. “errors” says what must be put right, and where.");

    static ContentHttpResult Json(JsonNode json) => TypedResults.Text(json.ToJsonString(Options), "application/json", Encoding.UTF8);

    // Rights differ from person to person: nobody between us and the program may keep an answer without asking again.
    static void Prepare(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
