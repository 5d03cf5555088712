using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Media;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>
/// What people said about media files, as it stands beside them in the step <c>media</c>: <c>AltText</c>, <c>Caption</c>,
/// <c>Anchor</c>. The properties are ours; Orchard Core reads over them.
/// </summary>
static class MediaDetails
{
    /// <summary>The step with the files, each with what was said about it.</summary>
    public static async Task<JsonObject> StepAsync(PortalDbContext db, IReadOnlyCollection<string> files, string folder, CancellationToken cancellationToken)
    {
        var said = await db.Set<MediaDetailRecord>().AsNoTracking().ToDictionaryAsync(row => row.Path, StringComparer.Ordinal, cancellationToken);
        return new()
        {
            ["name"] = "media",
            ["Files"] = new JsonArray([.. files.Select(path => Json($"{folder}/{path}", path, said.GetValueOrDefault(path)))]),
        };
    }

    /// <summary>Takes over what a step says about a file; nothing is changed where it says nothing.</summary>
    public static async Task StoreAsync(WriteScope scope, string path, JsonObject file, CancellationToken cancellationToken)
    {
        var (text, caption) = (Text(file, "AltText"), Text(file, "Caption"));
        var anchor = file["Anchor"] as JsonObject;
        if (text is null && caption is null && anchor is null)
            return;
        var rows = scope.Db.Set<MediaDetailRecord>();
        var row = await rows.FirstOrDefaultAsync(one => one.Path == path, cancellationToken);
        if (row is null)
            rows.Add(row = new() { Path = path, Owner = scope.Actor.UserId, AddedUtc = scope.NowUtc });
        (row.AltText, row.Caption, row.FocalX, row.FocalY) = (text, caption, Share(anchor?["X"]), Share(anchor?["Y"]));
        await scope.Db.SaveChangesAsync(cancellationToken);
    }

    static JsonObject Json(string source, string target, MediaDetailRecord? said)
    {
        var json = new JsonObject { ["SourcePath"] = source, ["TargetPath"] = target };
        if (said?.AltText is { Length: > 0 } text)
            json["AltText"] = text;
        if (said?.Caption is { Length: > 0 } caption)
            json["Caption"] = caption;
        if (said is { FocalX: { } x, FocalY: { } y })
            json["Anchor"] = new JsonObject { ["X"] = x, ["Y"] = y };
        return json;
    }

    static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text[..Math.Min(text.Length, MediaLibrary.MaxTextLength)] : null;

    static double? Share(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var share) && share is >= 0 and <= 1 ? share : null;
}
