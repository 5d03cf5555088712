using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Journal;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>An item that is taken over from a recipe or an export.</summary>
/// <param name="Item">The item.</param>
/// <param name="Ownerless">Whether an item without an owner stays so, as an export says it; else it goes to the acting user.</param>
public sealed record ImportedItem(ContentItem Item, bool Ownerless = false);

public sealed partial class ContentWriter
{
    /// <summary>
    /// Takes over an item from a recipe or an export by Orchard Core's rules: a known version is updated in place, skipped where
    /// nothing differs; a new version of a known item takes over the flags that it carries.
    /// </summary>
    /// <returns>False where nothing differs from what is stored.</returns>
    public Task<bool> ImportAsync(ContentItem imported, CancellationToken cancellationToken) => TakeOverAsync(new(imported), AuditEvent.Imported, cancellationToken);

    /// <inheritdoc cref="ImportAsync(ContentItem,CancellationToken)"/>
    /// <param name="imported">The item.</param>
    /// <param name="why">What the audit trail says.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ImportAsync(ContentItem imported, AuditEvent why, CancellationToken cancellationToken) => TakeOverAsync(new(imported), why, cancellationToken);

    /// <summary>Takes over items one after the other, as <see cref="ImportAsync(ContentItem,CancellationToken)"/> does, in a few statements for those that are new.</summary>
    public async Task ImportAsync(IReadOnlyList<ImportedItem> imported, CancellationToken cancellationToken)
    {
        var (items, versions) = await KnownAsync(imported, cancellationToken);
        var together = new List<ContentItem>();
        foreach (var one in imported)
        {
            var isNew = !items.Contains(one.Item.ContentItemId) && !versions.Contains(one.Item.ContentItemVersionId);
            if (!isNew || !MayStandTogether(one.Item, together))
                await StoreAsync();
            if (!isNew)
            {
                await TakeOverAsync(one, AuditEvent.Imported, cancellationToken);
                continue;
            }
            var item = one.Item.Copy();
            Complete(item, null, one.Ownerless);
            item.ModifiedUtc ??= _now;
            items.Add(item.ContentItemId);
            versions.Add(item.ContentItemVersionId);
            together.Add(item);
        }
        await StoreAsync();

        async Task StoreAsync()
        {
            if (together.Count > 0)
                await StoreNewAsync(together, AuditEvent.Imported, cancellationToken);
            together.Clear();
        }
    }

    async Task<(HashSet<string> Items, HashSet<string> Versions)> KnownAsync(IReadOnlyList<ImportedItem> imported, CancellationToken cancellationToken)
    {
        var (items, versions) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var some in imported.Chunk(200))
        {
            var (itemIds, versionIds) = (some.Select(one => one.Item.ContentItemId).ToList(), some.Select(one => one.Item.ContentItemVersionId).ToList());
            var known = _db.ContentItems.AsNoTracking().Where(row => itemIds.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.ContentItemVersionId })
                .Union(_db.ContentItems.AsNoTracking().Where(row => versionIds.Contains(row.ContentItemVersionId)).Select(row => new { row.ContentItemId, row.ContentItemVersionId }));
            await foreach (var row in known.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                items.Add(row.ContentItemId);
                versions.Add(row.ContentItemVersionId);
            }
        }
        return (items, versions);
    }

    // An item may need what another one brought: its list, whose address its own begins with; the terms that it bears. Those are of other types.
    static bool MayStandTogether(ContentItem item, List<ContentItem> others) =>
        others.Count == 0
        || (others[^1].ContentType == item.ContentType
            && !((item.Content["ContainedPart"] as JsonObject)?["ListContentItemId"] is JsonValue value && value.TryGetValue<string>(out var list) && others.Exists(other => other.ContentItemId == list)));

    void Complete(ContentItem item, ContentItemRecord? known, bool ownerless)
    {
        var hasVersion = item.ContentItemVersionId.Length > 0;
        if (item.ContentItemId.Length == 0)
            item.ContentItemId = ContentIdentity.New();
        if (!hasVersion)
            item.ContentItemVersionId = known?.ContentItemVersionId ?? ContentIdentity.New();
        if (!hasVersion && !item.Latest && !item.Published && known is null)
            item.Latest = true;
        item.CreatedUtc ??= known?.CreatedUtc ?? _now;
        item.Owner ??= known?.Owner ?? (ownerless ? null : _actor.UserId);
        item.Author ??= known?.Author ?? _actor.Name;
        if (item.Published)
            item.PublishedUtc ??= known?.PublishedUtc ?? _now;
    }

    async Task<bool> TakeOverAsync(ImportedItem imported, AuditEvent why, CancellationToken cancellationToken)
    {
        var item = imported.Item.Copy();
        var rows = await _db.ContentItems.AsNoTracking()
            .Where(row => row.ContentItemId == item.ContentItemId || row.ContentItemVersionId == item.ContentItemVersionId)
            .ToListAsync(cancellationToken);
        // A recipe names items, not versions: run again, it means the version that editors see now.
        var known = item.ContentItemVersionId.Length > 0
            ? rows.Find(row => row.ContentItemVersionId == item.ContentItemVersionId)
            : rows.Find(row => row.ContentItemId == item.ContentItemId && row.Latest);
        if (known is not null && known.ContentItemId != item.ContentItemId)
            throw new InvalidDataException($"The version {item.ContentItemVersionId} belongs to the item {known.ContentItemId}, not to {item.ContentItemId}.");
        Complete(item, known, imported.Ownerless);
        if (known is not null)
        {
            if (IsSame(known, item))
                return false;
            (item.Id, item.Stamp) = (known.Id, known.Stamp);
        }
        var modified = item.ModifiedUtc ?? _now;
        await HandleSavingAsync(item, item.Published, cancellationToken);
        item.ModifiedUtc = modified;
        if (known is not null && IsSame(known, item))
            return false;
        if (item.Latest)
            await ClearAsync(item, row => row.Latest, set => set.SetProperty(row => row.Latest, false), cancellationToken);
        if (item.Published)
            await ClearAsync(item, row => row.Published, set => set.SetProperty(row => row.Published, false), cancellationToken);
        if (item.Id == 0)
            await _rows.InsertAsync(item, cancellationToken);
        else
            await _rows.UpdateAsync(item, cancellationToken);
        var change = item.Published ? JournalKind.Published : known?.Published == true ? JournalKind.Unpublished : JournalKind.Draft;
        await StoredAsync(change, item, why, cancellationToken, isNew: rows.Count == 0);
        return true;
    }

    Task ClearAsync(ContentItem item, System.Linq.Expressions.Expression<Func<ContentItemRecord, bool>> flag,
        Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ContentItemRecord>> clear, CancellationToken cancellationToken) =>
        _db.ContentItems.Where(row => row.ContentItemId == item.ContentItemId && row.Id != item.Id).Where(flag).ExecuteUpdateAsync(clear, cancellationToken);

    static bool IsSame(ContentItemRecord row, ContentItem item)
    {
        var stored = ContentRows.ToItem(row);
        return stored.ContentType == item.ContentType && stored.DisplayText == item.DisplayText && stored.Latest == item.Latest && stored.Published == item.Published
            && JsonNode.DeepEquals(stored.Content, item.Content);
    }
}
