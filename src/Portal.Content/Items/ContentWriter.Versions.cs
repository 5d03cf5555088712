using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Journal;

namespace Portal.Content.Items;

/// <content>Going back to older versions, and copies.</content>
public sealed partial class ContentWriter
{
    /// <summary>Drops changes that visitors have not seen: editors go on from the published version. The dropped one stays among the versions.</summary>
    /// <param name="draft">The draft as it was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The published version, which is the editors' one now; null where there is none, and nothing was dropped.</returns>
    /// <exception cref="ContentConflictException">Somebody else stored the draft after it was read.</exception>
    public async Task<ContentItem?> DiscardDraftAsync(ContentItem draft, CancellationToken cancellationToken)
    {
        if (draft.Published || await GetPublishedAsync(draft.ContentItemId, cancellationToken) is not { } published)
            return null;
        var changed = await _db.ContentItems.Where(row => row.Id == draft.Id && row.Stamp == draft.Stamp && row.Latest)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Latest, false).SetProperty(row => row.Stamp, row => row.Stamp + 1), cancellationToken);
        if (changed == 0)
            throw new ContentConflictException(draft.ContentItemId);
        published.Latest = true;
        await _rows.UpdateAsync(published, cancellationToken);
        await StoredAsync(JournalKind.Draft, published, AuditEvent.DraftDiscarded, cancellationToken);
        return published;
    }

    /// <summary>
    /// Makes an older version the editors' version again, as a new draft: what visitors see stays as it is, and so do all versions in between.
    /// </summary>
    /// <param name="latest">The editors' version as it was read.</param>
    /// <param name="version">The older version of the same item.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContentConflictException">Somebody else stored the item after it was read.</exception>
    public async Task<ContentItem> RestoreVersionAsync(ContentItem latest, ContentItem version, CancellationToken cancellationToken)
    {
        if (latest.ContentItemId != version.ContentItemId)
            throw new ArgumentException($"The version {version.ContentItemVersionId} is none of the item {latest.ContentItemId}.", nameof(version));
        var item = latest.Copy();
        item.Content = (System.Text.Json.Nodes.JsonObject)version.Content.DeepClone();
        item.DisplayText = version.DisplayText;
        await PrepareAsync(item, publishing: false, cancellationToken);
        await _rows.AddVersionAsync(item, published: false, cancellationToken);
        await StoredAsync(JournalKind.Draft, item, AuditEvent.VersionRestored, cancellationToken);
        return item;
    }

    /// <summary>Stores a copy of the item as a draft of its own (<see cref="ContentCopy"/>).</summary>
    /// <param name="source">The item to copy.</param>
    /// <param name="title">Title of the copy.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ContentItem> CloneAsync(ContentItem source, string title, CancellationToken cancellationToken)
    {
        var item = ContentCopy.Of(source, title);
        (item.Owner, item.CreatedUtc) = (_actor.UserId, _now);
        await PrepareAsync(item, publishing: false, cancellationToken);
        await _rows.AddVersionAsync(item, published: false, cancellationToken);
        await StoredAsync(JournalKind.Draft, item, AuditEvent.Cloned, cancellationToken, isNew: true);
        return item;
    }
}
