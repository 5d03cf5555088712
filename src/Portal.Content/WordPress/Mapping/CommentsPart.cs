using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.WordPress.Reading;
using Portal.Content.WordPress.Reporting;

namespace Portal.Content.WordPress.Mapping;

/// <summary>
/// The comments on an item, kept as data: no page shows them. Spam stays behind, and so do the commenters' mail and network
/// addresses, for which there is no use here.
/// </summary>
static class CommentsPart
{
    /// <summary>Name of the part.</summary>
    public const string Name = "Comments";

    public static void Apply(ContentItem item, IReadOnlyList<WxrComment> comments, ImportReport report)
    {
        if (comments.Count == 0)
            return;
        var kept = comments.Where(comment => comment.Approved is "1" or "0").ToList();
        var count = report.Count("comment");
        count.Skipped += comments.Count - kept.Count;
        if (kept.Count == 0)
            return;
        item.Content[Name] = new JsonObject { ["Items"] = new JsonArray([.. kept.Select(Write)]) };
    }

    static JsonNode Write(WxrComment comment)
    {
        var json = new JsonObject
        {
            ["Id"] = comment.Id,
            ["Author"] = comment.Author,
            ["WrittenUtc"] = comment.WrittenUtc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["Approved"] = comment.Approved == "1",
            ["Content"] = comment.Content,
        };
        if (comment.Parent > 0)
            json["Parent"] = comment.Parent;
        if (comment.Url.Length > 0)
            json["Url"] = comment.Url;
        if (comment.Type is not ("" or "comment"))
            json["Type"] = comment.Type;
        return json;
    }
}
