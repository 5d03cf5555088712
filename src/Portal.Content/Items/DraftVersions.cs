using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Drafts that stay among the versions of an item when another is saved over them.</summary>
sealed class DraftVersions(PortalDbContext db)
{
    /// <summary>Most drafts of an item that are kept beside the one that editors work on; versions that visitors saw don't count, and all stay.</summary>
    public const int Most = 50;

    /// <summary>Whether the item says something else than its row.</summary>
    public async Task<bool> DiffersAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var row = await db.ContentItems.AsNoTracking().Where(row => row.Id == item.Id).Select(row => new { row.DisplayText, row.Json }).FirstOrDefaultAsync(cancellationToken);
        return row is not null && (row.DisplayText != item.DisplayText || !JsonNode.DeepEquals(Said(ContentItemJson.FromText(row.Json)), Said((JsonObject)item.Content.DeepClone())));

        // What an editor says about a version is none of its words.
        static JsonObject Said(JsonObject content)
        {
            content.Remove(AuditTrailPart.PartName);
            return content;
        }
    }

    /// <summary>Deletes the oldest drafts beyond the number that is kept.</summary>
    public async Task TrimAsync(string contentItemId, CancellationToken cancellationToken)
    {
        // What was written before the version that visitors see led to it, and is history.
        var seen = await db.ContentItems.Where(row => row.ContentItemId == contentItemId && row.Published).MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        // A version that was hidden again is told from a draft by the audit trail.
        var shown = db.Set<AuditRecord>().Where(record => record.ContentItemId == contentItemId && (record.Event == AuditEvent.Published || record.Event == AuditEvent.PublishedOnSchedule))
            .Select(record => record.ContentItemVersionId);
        var beyond = await db.ContentItems.Where(row => row.ContentItemId == contentItemId && !row.Latest && row.Id > seen && !shown.Contains(row.ContentItemVersionId))
            .OrderByDescending(row => row.Id).Skip(Most).Select(row => row.Id).ToListAsync(cancellationToken);
        if (beyond.Count > 0)
            await db.ContentItems.Where(row => beyond.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
