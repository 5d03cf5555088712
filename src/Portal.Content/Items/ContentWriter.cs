using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Definitions;
using Portal.Content.Handlers;
using Portal.Content.Journal;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Stores content items within one transaction (<see cref="UnitOfWork"/>). Not thread-safe.</summary>
public sealed partial class ContentWriter
{
    readonly PortalDbContext _db;
    readonly Func<ContentDefinitions> _definitions;
    readonly IReadOnlyList<IContentHandler> _handlers;
    readonly ContentActor _actor;
    readonly DateTime _now;
    readonly VersionRows _rows;

    internal ContentWriter(PortalDbContext db, Func<ContentDefinitions> definitions, IReadOnlyList<IContentHandler> handlers, ContentActor actor, DateTime now) =>
        (_db, _definitions, _handlers, _actor, _now, _rows) = (db, definitions, handlers, actor, now, new(db, now));

    /// <summary>A new item, owned by the acting user, not stored yet.</summary>
    public ContentItem New(string contentType) => new()
    {
        ContentItemId = ContentIdentity.New(),
        ContentType = contentType,
        CreatedUtc = _now,
        Owner = _actor.UserId,
        Author = _actor.Name,
    };

    /// <inheritdoc cref="ContentReader.GetLatestAsync"/>
    public async Task<ContentItem?> GetLatestAsync(string contentItemId, CancellationToken cancellationToken) =>
        await _db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId && row.Latest, cancellationToken) is { } row
            ? ContentRows.ToItem(row)
            : null;

    /// <inheritdoc cref="ContentReader.GetPublishedAsync(string,CancellationToken)"/>
    public async Task<ContentItem?> GetPublishedAsync(string contentItemId, CancellationToken cancellationToken) =>
        await _db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId && row.Published, cancellationToken) is { } row
            ? ContentRows.ToItem(row)
            : null;

    /// <summary>Stores the version that editors work on; visitors go on seeing the published one.</summary>
    /// <exception cref="ContentConflictException">The item was stored by somebody else after it was read.</exception>
    public async Task SaveDraftAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var isNew = item.Id == 0;
        await PrepareAsync(item, publishing: false, cancellationToken);
        if (item.Id == 0 || item.Published)
        {
            // What visitors see stays as it is; the draft becomes a version of its own.
            await _rows.AddVersionAsync(item, published: false, cancellationToken);
        }
        else
        {
            item.Latest = true;
            await _rows.UpdateAsync(item, cancellationToken);
        }
        await StoredAsync(JournalKind.Draft, item, AuditEvent.Saved, cancellationToken, isNew);
    }

    /// <summary>
    /// Stores the version and shows it to visitors. A date of publication that is already set is kept. Types that are versionable
    /// keep the version before it; others are updated in place.
    /// </summary>
    /// <exception cref="ContentConflictException">The item was stored by somebody else after it was read.</exception>
    public Task PublishAsync(ContentItem item, CancellationToken cancellationToken) => PublishAsync(item, AuditEvent.Published, cancellationToken);

    /// <summary>Shows a version to visitors that somebody else wrote, as <see cref="PublishAsync(ContentItem,CancellationToken)"/> does; it stays under his name.</summary>
    /// <exception cref="ContentConflictException">The item was stored by somebody else after it was read.</exception>
    public Task PublishAsWrittenAsync(ContentItem item, CancellationToken cancellationToken) => PublishAsync(item, AuditEvent.Published, cancellationToken, item.Author);

    internal async Task PublishAsync(ContentItem item, AuditEvent why, CancellationToken cancellationToken, string? author = null)
    {
        var isNew = item.Id == 0;
        item.PublishedUtc ??= _now;
        await PrepareAsync(item, publishing: true, cancellationToken, author);
        var keepsVersions = _definitions().Type(item.ContentType)?.Versionable == true;
        if (item.Id == 0 || (item.Published && keepsVersions))
        {
            await _rows.AddVersionAsync(item, published: true, cancellationToken);
        }
        else
        {
            await _db.ContentItems.Where(row => row.ContentItemId == item.ContentItemId && row.Published && row.Id != item.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Published, false), cancellationToken);
            (item.Latest, item.Published) = (true, true);
            await _rows.UpdateAsync(item, cancellationToken);
            if (!keepsVersions)
                await _db.ContentItems.Where(row => row.ContentItemId == item.ContentItemId && row.Id != item.Id).ExecuteDeleteAsync(cancellationToken);
        }
        await StoredAsync(JournalKind.Published, item, why, cancellationToken, isNew);
    }

    /// <summary>Stores new items and shows them to visitors, as <see cref="PublishAsync"/> does for each, in a few statements for all.</summary>
    /// <exception cref="ArgumentException">One of the items is stored already.</exception>
    public async Task PublishNewAsync(IReadOnlyList<ContentItem> items, CancellationToken cancellationToken)
    {
        if (items.FirstOrDefault(item => item.Id != 0) is { } known)
            throw new ArgumentException($"The content item {known.ContentItemId} is stored already.", nameof(items));
        var saving = new List<ContentSaving>(items.Count);
        foreach (var item in items)
        {
            item.PublishedUtc ??= _now;
            Sign(item);
            saving.Add(new(item, Publishing: true, _definitions(), _db, _now));
        }
        foreach (var handler in _handlers)
            await handler.SavingAsync(saving, cancellationToken);
        var rows = new List<ContentItemRecord>(items.Count);
        foreach (var item in items)
        {
            (item.Latest, item.Published, item.Stamp) = (true, true, 1);
            rows.Add(ContentRows.ToRow(item, _now));
        }
        _db.ContentItems.AddRange(rows);
        await _db.SaveChangesAsync(cancellationToken);
        foreach (var (item, row) in items.Zip(rows))
            item.Id = row.Id;
        await HandleStoredAsync([.. items.Select(item => Stored(JournalKind.Published, item, AuditEvent.Published, isNew: true))], cancellationToken);
        await _db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Takes over an item from a recipe or an export by Orchard Core's rules: a known version is updated in place, skipped where
    /// nothing differs; a new version of a known item takes over the flags that it carries.
    /// </summary>
    /// <returns>False where nothing differs from what is stored.</returns>
    public Task<bool> ImportAsync(ContentItem imported, CancellationToken cancellationToken) => ImportAsync(imported, AuditEvent.Imported, false, cancellationToken);

    /// <inheritdoc cref="ImportAsync(ContentItem,CancellationToken)"/>
    /// <param name="imported">The item.</param>
    /// <param name="why">What the audit trail says.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ImportAsync(ContentItem imported, AuditEvent why, CancellationToken cancellationToken) => ImportAsync(imported, why, false, cancellationToken);

    /// <inheritdoc cref="ImportAsync(ContentItem,CancellationToken)"/>
    /// <param name="imported">The item.</param>
    /// <param name="ownerless">Whether an item without an owner stays so, as an export says it; else it goes to the acting user.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ImportAsync(ContentItem imported, bool ownerless, CancellationToken cancellationToken) => ImportAsync(imported, AuditEvent.Imported, ownerless, cancellationToken);

    async Task<bool> ImportAsync(ContentItem imported, AuditEvent why, bool ownerless, CancellationToken cancellationToken)
    {
        var item = imported.Copy();
        var hasVersion = item.ContentItemVersionId.Length > 0;
        var rows = await _db.ContentItems.AsNoTracking()
            .Where(row => row.ContentItemId == item.ContentItemId || row.ContentItemVersionId == item.ContentItemVersionId)
            .ToListAsync(cancellationToken);
        // A recipe names items, not versions: run again, it means the version that editors see now.
        var known = hasVersion
            ? rows.Find(row => row.ContentItemVersionId == item.ContentItemVersionId)
            : rows.Find(row => row.ContentItemId == item.ContentItemId && row.Latest);
        if (known is not null && known.ContentItemId != item.ContentItemId)
            throw new InvalidDataException($"The version {item.ContentItemVersionId} belongs to the item {known.ContentItemId}, not to {item.ContentItemId}.");
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
        if (known is not null)
        {
            var stored = ContentRows.ToItem(known);
            if (SameContent(stored, item) && stored.Latest == item.Latest && stored.Published == item.Published)
                return false;
            (item.Id, item.Stamp) = (known.Id, known.Stamp);
        }
        var modified = item.ModifiedUtc ?? _now;
        await HandleSavingAsync(item, item.Published, cancellationToken);
        item.ModifiedUtc = modified;
        if (known is not null && SameContent(ContentRows.ToItem(known), item) && known.Latest == item.Latest && known.Published == item.Published)
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

    static bool SameContent(ContentItem left, ContentItem right) =>
        left.ContentType == right.ContentType && left.DisplayText == right.DisplayText
        && System.Text.Json.Nodes.JsonNode.DeepEquals(left.Content, right.Content);

    async Task PrepareAsync(ContentItem item, bool publishing, CancellationToken cancellationToken, string? author = null)
    {
        Sign(item, author);
        await HandleSavingAsync(item, publishing, cancellationToken);
    }

    void Sign(ContentItem item, string? author = null)
    {
        item.Author = author ?? _actor.Name;
        item.Owner ??= _actor.UserId;
        item.CreatedUtc ??= _now;
        item.ModifiedUtc = _now;
    }

    async Task HandleSavingAsync(ContentItem item, bool publishing, CancellationToken cancellationToken)
    {
        var saving = new ContentSaving(item, publishing, _definitions(), _db, _now);
        foreach (var handler in _handlers)
            await handler.SavingAsync(saving, cancellationToken);
    }

    async Task StoredAsync(JournalKind change, ContentItem item, AuditEvent why, CancellationToken cancellationToken, bool isNew = false)
    {
        await HandleStoredAsync([Stored(change, item, why, isNew)], cancellationToken);
        await _db.SaveChangesAsync(cancellationToken);
    }

    ContentStored Stored(JournalKind change, ContentItem item, AuditEvent why, bool isNew)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal) { CacheTag.Item(item.ContentItemId) };
        if (change != JournalKind.Draft)
            tags.Add(CacheTag.Type(item.ContentType));
        return new(change, item, _definitions(), _db, tags, isNew, why, _actor, _now);
    }

    async Task HandleStoredAsync(IReadOnlyList<ContentStored> together, CancellationToken cancellationToken)
    {
        foreach (var handler in _handlers)
            await handler.StoredAsync(together, cancellationToken);
        _db.Journal.AddRange(together.Select(stored => new JournalEntry
        {
            Kind = stored.Change,
            ContentItemId = stored.Item.ContentItemId,
            ContentType = stored.Item.ContentType,
            // A draft changes nothing that visitors see.
            Tags = stored.Change == JournalKind.Draft ? "" : string.Join(' ', stored.Tags),
            OccurredUtc = _now,
        }));
    }
}
