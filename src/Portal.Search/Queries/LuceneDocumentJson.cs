using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Search.Analysis;

namespace Portal.Search.Queries;

/// <summary>Documents of the index under the names of fields that Orchard Core's have.</summary>
static class LuceneDocumentJson
{
    const string Item = "Content.ContentItem.";

    /// <summary>Letters stay readable, whatever their script.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="hit">The document.</param>
    /// <param name="fields">Names of the fields that are wanted; empty for all.</param>
    public static JsonObject Write(LuceneHit hit, IReadOnlyList<string> fields)
    {
        var document = hit.Document;
        KeyValuePair<string, JsonNode?>[] all =
        [
            new("ContentItemId", document.Id),
            new(Item + "ContentType", document.Type),
            new(Item + "DisplayText", document.Title),
            new(Item + "PublishedUtc", document.PublishedUtc),
            new(Item + "Culture", document.Language.Code()),
            new("Content.BodyAspect.Body", document.Text),
            new("AutoroutePart.Path", document.Path),
            new("_score", hit.Score),
        ];
        return new(all.Where(field => fields.Count == 0 || fields.Contains(field.Key, StringComparer.Ordinal)));
    }
}
