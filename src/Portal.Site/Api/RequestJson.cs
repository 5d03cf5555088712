using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Content.Items;

namespace Portal.Site.Api;

/// <summary>Reads the JSON object that a program sent, with limits of length and depth.</summary>
static class RequestJson
{
    /// <summary>Longest body, in bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>A body that is too long is read over up to this length, so that its sender hears why it is refused.</summary>
    public const long MaxRead = 256L * 1024 * 1024;

    /// <summary>The object, or why there is none.</summary>
    public static async Task<(JsonObject? Json, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            return (null, ApiAnswers.Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON, with the content type application/json."));
        try
        {
            using var body = new MemoryStream();
            var buffer = new byte[81920];
            var length = 0L;
            for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                length += read;
                if (length <= MaxBytes)
                    body.Write(buffer, 0, read);
            }
            if (length > MaxBytes)
                return (null, TooLarge());
            var json = JsonNode.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), documentOptions: ContentItemJson.ReadOptions with { AllowDuplicateProperties = false });
            return json is JsonObject one ? (one, null) : (null, ApiAnswers.Problem(StatusCodes.Status400BadRequest, "The body must be one JSON object."));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }
        catch (JsonException exception)
        {
            return (null, ApiAnswers.Problem(StatusCodes.Status400BadRequest, $"The body is no valid JSON: {exception.Message}"));
        }
    }

    static ProblemHttpResult TooLarge() =>
        ApiAnswers.Problem(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {MaxBytes / 1024 / 1024} MB. Store pictures and files in the media library, and name them in the item.");
}
