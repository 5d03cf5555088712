using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>Which items an export holds.</summary>
/// <param name="Types">Content types; empty for all.</param>
/// <param name="Ids">Content item ids; empty for all.</param>
public sealed record ExportSelection(IReadOnlyCollection<string> Types, IReadOnlyCollection<string> Ids);

/// <summary>
/// Writes content items to a recipe with one <c>content</c> step, the form in which Orchard Core exports and imports them.
/// Published and latest versions are written; memory stays bounded whatever the number of items.
/// </summary>
public sealed class ContentExport(IDbContextFactory<PortalDbContext> databases)
{
    const int Batch = 500;

    /// <summary>Writes the recipe and returns the number of versions in it.</summary>
    public async Task<int> WriteAsync(Stream target, ExportSelection selection, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Latest || row.Published);
        if (selection.Types.Count > 0)
            rows = rows.Where(row => selection.Types.Contains(row.ContentType));
        if (selection.Ids.Count > 0)
            rows = rows.Where(row => selection.Ids.Contains(row.ContentItemId));
        await using var json = new Utf8JsonWriter(target, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var name in (string[])["name", "displayName", "description", "author", "website", "version"])
            json.WriteString(name, "");
        json.WriteBoolean("issetuprecipe", false);
        foreach (var name in (string[])["categories", "tags"])
        {
            json.WriteStartArray(name);
            json.WriteEndArray();
        }
        json.WriteStartArray("steps");
        json.WriteStartObject();
        json.WriteString("name", "content");
        json.WriteStartArray("data");
        var count = 0;
        for (long after = 0; ;)
        {
            var page = await rows.Where(row => row.Id > after).OrderBy(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var row in page)
                ContentItemJson.Write(ContentRows.ToItem(row)).WriteTo(json);
            count += page.Count;
            await json.FlushAsync(cancellationToken);
            if (page.Count < Batch)
                break;
            after = page[^1].Id;
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return count;
    }
}
