using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Portal.Content.Media;
using Portal.Content.People;

namespace Portal.Desk.Media;

/// <summary>
/// Takes in files by HTTP as they come, without holding them in memory: one after the other from a script that shows how far they
/// are, or several at once from a plain form.
/// </summary>
sealed class MediaUploads(MediaActions actions, MediaOptions options, IAntiforgery antiforgery, IStringLocalizer texts)
{
    public const string Path = "/Admin/Media/Upload";

    const string TokenHeader = "RequestVerificationToken";
    const string TokenField = "__RequestVerificationToken";
    const int MaxFiles = 100;
    const int MaxFieldLength = 4096;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, (HttpContext http, MediaUploads uploads) => uploads.ReceiveAsync(http))
            // Checked by hand, at the first file: to look for the token itself, the framework would read all files first.
            .DisableAntiforgery()
            .WithMetadata(new RequirePermissionAttribute(Permissions.AccessAdminPanel));

    async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Math.Max(options.MaxBytes, 1024L * 1024 * 1024) + (1024 * 1024);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return TypedResults.BadRequest();
        var (stored, problems) = (new List<StoredMedia>(), new List<string>());
        string? folder = null;
        var isChecked = false;
        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                if (!disposition.IsFileDisposition())
                {
                    var value = await FieldAsync(section.Body, http.RequestAborted);
                    if (disposition.Name == TokenField && !http.Request.Headers.ContainsKey(TokenHeader))
                        http.Request.Headers[TokenHeader] = value;
                    else if (disposition.Name == "folder" && value.Length > 0)
                        folder = value.Trim('/');
                    continue;
                }
                if (!isChecked && !(isChecked = http.Request.Headers.ContainsKey(TokenHeader) && await antiforgery.IsRequestValidAsync(http)))
                    return TypedResults.BadRequest();
                if (stored.Count + problems.Count >= MaxFiles)
                {
                    problems.Add(texts["At most {0} files can come at once.", MaxFiles]);
                    break;
                }
                await TakeAsync(http, folder, FileName(disposition), section.Body, stored, problems);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            problems.Add(texts["The files came in a form that nobody can read. Try again."]);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            problems.Add(texts["The files are too large together. Send fewer at once."]);
        }
        return Answer(http, folder, stored, problems);
    }

    async Task TakeAsync(HttpContext http, string? folder, string name, Stream body, List<StoredMedia> stored, List<string> problems)
    {
        if (name.Length == 0)
            return;
        try
        {
            stored.Add(await actions.TakeAsync(http.User, folder, name, body, http.RequestAborted));
        }
        catch (MediaRefusedException refused)
        {
            problems.Add(texts[refused.Message, [.. refused.Arguments]]);
        }
    }

    static IResult Answer(HttpContext http, string? folder, List<StoredMedia> stored, List<string> problems)
    {
        if (http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Json(new UploadAnswer([.. stored.Select(one => one.Path)], problems), UploadJson.Default.UploadAnswer);
        var query = new QueryBuilder { { "folder", folder ?? (stored.Count > 0 ? MediaPath.Folder(stored[0].Path) : "") } };
        // The address says how many: what it said in words, anybody could make it say.
        if (problems.Count > 0)
            query.Add("refused", problems.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return TypedResults.LocalRedirect("~/Admin/Media" + query.ToQueryString());
    }

    static string FileName(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";

    static async Task<string> FieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldLength + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxFieldLength ? throw new InvalidDataException("A field is too long.") : System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}

/// <summary>What became of the files of one request.</summary>
/// <param name="Paths">Paths of those that were taken.</param>
/// <param name="Problems">What stood in the way of the others, in the person's language.</param>
sealed record UploadAnswer(IReadOnlyList<string> Paths, IReadOnlyList<string> Problems);

[JsonSerializable(typeof(UploadAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
sealed partial class UploadJson : JsonSerializerContext;
