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
    readonly DraftVersions _drafts;

    internal ContentWriter(PortalDbContext db, Func<ContentDefinitions> definitions, IReadOnlyList<IContentHandler> handlers, ContentActor actor, DateTime now) =>
        (_db, _definitions, _handlers, _actor, _now, _rows, _drafts) = (db, definitions, handlers, actor, now, new(db, now), new(db));

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

    /// <summary>Stores the version that editors work on; visitors go on seeing the published one. A draft is stored in the place of the draft that was read.</summary>
    /// <exception cref="ContentConflictException">The item was stored by somebody else after it was read.</exception>
    public Task SaveDraftAsync(ContentItem item, CancellationToken cancellationToken) => SaveDraftAsync(item, keepBefore: false, cancellationToken);

    /// <summary>
    /// Stores the version that somebody saved by hand, as <see cref="SaveDraftAsync(ContentItem,CancellationToken)"/> does; but where it says
    /// something else than the draft before it, and its type is versionable, that draft stays among the versions. Of such drafts the newest
    /// <see cref="DraftVersions.Most"/> are kept.
    /// </summary>
    /// <exception cref="ContentConflictException">The item was stored by somebody else after it was read.</exception>
    public Task SaveDraftVersionAsync(ContentItem item, CancellationToken cancellationToken) => SaveDraftAsync(item, keepBefore: true, cancellationToken);

    async Task SaveDraftAsync(ContentItem item, bool keepBefore, CancellationToken cancellationToken)
    {
        var isNew = item.Id == 0;
        await PrepareAsync(item, publishing: false, cancellationToken);
        // What visitors see stays as it is; the draft becomes a version of its own.
        if (isNew || item.Published)
        {
            await _rows.AddVersionAsync(item, published: false, cancellationToken);
        }
        else if (keepBefore && _definitions().Type(item.ContentType)?.Versionable == true && await _drafts.DiffersAsync(item, cancellationToken))
        {
            await _rows.AddVersionAsync(item, published: false, cancellationToken);
            await _drafts.TrimAsync(item.ContentItemId, cancellationToken);
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
        foreach (var item in items)
        {
            item.PublishedUtc ??= _now;
            Sign(item);
            (item.Latest, item.Published) = (true, true);
        }
        await StoreNewAsync(items, AuditEvent.Published, cancellationToken);
    }

    async Task StoreNewAsync(IReadOnlyList<ContentItem> items, AuditEvent why, CancellationToken cancellationToken)
    {
        var saving = items.Select(item => new ContentSaving(item, item.Published, _definitions(), _db, _now)).ToList();
        foreach (var handler in _handlers)
            await handler.SavingAsync(saving, cancellationToken);
        var rows = new List<ContentItemRecord>(items.Count);
        foreach (var item in items)
        {
            item.Stamp = 1;
            rows.Add(ContentRows.ToRow(item, _now));
        }
        _db.ContentItems.AddRange(rows);
        await _db.SaveChangesAsync(cancellationToken);
        foreach (var (item, row) in items.Zip(rows))
            item.Id = row.Id;
        await HandleStoredAsync([.. items.Select(item => Stored(item.Published ? JournalKind.Published : JournalKind.Draft, item, why, isNew: true))], cancellationToken);
        await _db.SaveChangesAsync(cancellationToken);
    }

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
