using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Transfer;

/// <summary>Writes a recipe file step by step, in memory that does not grow with the number of items.</summary>
sealed class RecipeWriter : IAsyncDisposable
{
    const int Batch = 500;

    readonly Utf8JsonWriter _json;

    public RecipeWriter(Stream target)
    {
        _json = new(target, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        foreach (var name in (string[])["name", "displayName", "description", "author", "website", "version"])
            _json.WriteString(name, "");
        _json.WriteBoolean("issetuprecipe", false);
        foreach (var name in (string[])["categories", "tags"])
        {
            _json.WriteStartArray(name);
            _json.WriteEndArray();
        }
        _json.WriteStartArray("steps");
    }

    public void Write(JsonObject step) => step.WriteTo(_json);

    /// <summary>Writes a <c>content</c> step with the published and latest versions, in the order in which they came into being.</summary>
    /// <param name="db">The state that is exported.</param>
    /// <param name="selection">Which items.</param>
    /// <param name="look">Is shown each item.</param>
    /// <param name="progress">Is told the number of versions so far.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The number of versions.</returns>
    public async Task<int> WriteContentAsync(PortalDbContext db, ExportSelection selection, Action<ContentItem>? look, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (types, ids) = (selection.Types, selection.Ids);
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Latest || row.Published);
        rows = (types.Count > 0, ids.Count > 0) switch
        {
            (true, true) => rows.Where(row => types.Contains(row.ContentType) || ids.Contains(row.ContentItemId)),
            (true, false) => rows.Where(row => types.Contains(row.ContentType)),
            (false, true) => rows.Where(row => ids.Contains(row.ContentItemId)),
            _ => rows,
        };
        _json.WriteStartObject();
        _json.WriteString("name", "content");
        _json.WriteStartArray("data");
        var count = 0;
        for (long after = 0; ;)
        {
            var page = await rows.Where(row => row.Id > after).OrderBy(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var row in page)
            {
                var item = ContentRows.ToItem(row);
                look?.Invoke(item);
                ContentItemJson.Write(item).WriteTo(_json);
            }
            count += page.Count;
            progress?.Report(count);
            await _json.FlushAsync(cancellationToken);
            if (page.Count < Batch)
                break;
            after = page[^1].Id;
        }
        _json.WriteEndArray();
        _json.WriteEndObject();
        return count;
    }

    /// <summary>Ends the recipe; what is not ended is no valid file.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();
}
