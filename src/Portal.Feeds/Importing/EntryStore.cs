using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>How many entries were new, changed or kept beside an editor's words.</summary>
public sealed record StoredEntries(int New, int Updated, int KeptBeside, int Duplicates);

/// <summary>Stores the entries of one fetch within a transaction.</summary>
sealed class EntryStore(WriteScope scope, FeedSource source)
{
    readonly DbSet<FeedEntryRecord> _records = scope.Db.Set<FeedEntryRecord>();
    readonly List<FeedEntryRecord> _added = [];
    readonly List<ContentItem> _items = [];
    int _updated, _beside, _duplicates;

    public async Task<StoredEntries> StoreAsync(IReadOnlyList<NewsEntry> entries, CancellationToken cancellationToken)
    {
        // The transaction ends with the first error, so none of its steps needs a savepoint.
        scope.Db.Database.AutoSavepointsEnabled = false;
        // Two sources that bring the same link at the same time would both find it unknown.
        await scope.Db.LockAsync(DatabaseLock.FeedEntries, cancellationToken);
        var known = await KnownAsync(entries, cancellationToken);
        var fresh = entries.Where(entry => !known.ContainsKey(entry.KeyHash)).ToList();
        var twins = await TwinsAsync(fresh, cancellationToken);
        foreach (var entry in entries)
        {
            if (known.TryGetValue(entry.KeyHash, out var record))
            {
                if (record.ContentHash != entry.ContentHash)
                    await ChangedAsync(record, entry, cancellationToken);
            }
        }
        // Oldest first, so that of two items without a date the one that stands higher in the feed stands higher in lists too.
        foreach (var entry in fresh.AsEnumerable().Reverse())
        {
            if (entry.LinkHash is { } link && twins.TryGetValue(link, out var twin))
                await TwinAsync(twin, entry, cancellationToken);
            else
                New(entry);
        }
        await scope.Content.PublishNewAsync(_items, cancellationToken);
        // At the end, because each save of an item looks through all rows that are tracked.
        _records.AddRange(_added);
        await scope.Db.SaveChangesAsync(cancellationToken);
        return new(_items.Count, _updated, _beside, _duplicates);
    }

    async Task<Dictionary<string, FeedEntryRecord>> KnownAsync(IReadOnlyList<NewsEntry> entries, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, FeedEntryRecord>(StringComparer.Ordinal);
        foreach (var keys in entries.Select(entry => entry.KeyHash).Chunk(500))
        {
            await foreach (var record in _records.AsNoTracking().Where(row => row.SourceId == source.Id && keys.Contains(row.KeyHash)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                known[record.KeyHash] = record;
        }
        return known;
    }

    async Task<Dictionary<string, FeedEntryRecord>> TwinsAsync(List<NewsEntry> fresh, CancellationToken cancellationToken)
    {
        var twins = new Dictionary<string, FeedEntryRecord>(StringComparer.Ordinal);
        foreach (var links in fresh.Select(entry => entry.LinkHash).OfType<string>().Chunk(500))
        {
            await foreach (var record in _records.AsNoTracking().Where(row => links.Contains(row.LinkHash)).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                // The source's own record goes before another's.
                if (!twins.TryGetValue(record.LinkHash!, out var other) || (other.SourceId != source.Id && record.SourceId == source.Id))
                    twins[record.LinkHash!] = record;
            }
        }
        return twins;
    }

    void New(NewsEntry entry)
    {
        var item = scope.Content.New(NewsItems.ContentType);
        NewsItems.Fill(item, entry, source, scope.NowUtc);
        _items.Add(item);
        Add(entry, item.ContentItemId, entry.ImageUrl);
    }

    async Task TwinAsync(FeedEntryRecord twin, NewsEntry entry, CancellationToken cancellationToken)
    {
        Add(entry, twin.ContentItemId, image: null);
        _duplicates++;
        // The source gave the entry a new guid: it is still the same one.
        if (twin.SourceId == source.Id && twin.ContentHash != entry.ContentHash)
            await ChangedAsync(twin, entry, cancellationToken);
    }

    async Task ChangedAsync(FeedEntryRecord record, NewsEntry entry, CancellationToken cancellationToken)
    {
        var item = await scope.Content.GetLatestAsync(record.ContentItemId, cancellationToken);
        var newer = record.NewerJson;
        var image = record.PendingImage;
        if (item is not null && NewsItems.IsFrom(item, source.Id))
        {
            if (item.Published && item.Author == scope.Actor.Name)
            {
                NewsItems.Update(item, entry);
                await scope.Content.PublishAsync(item, cancellationToken);
                image = entry.ImageUrl ?? image;
                newer = null;
                _updated++;
            }
            else
            {
                newer = JsonSerializer.Serialize(entry, NewsEntryJson.Default.NewsEntry);
                _beside++;
            }
        }
        await _records.Where(row => row.Id == record.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.ContentHash, entry.ContentHash)
            .SetProperty(row => row.LinkHash, entry.LinkHash)
            .SetProperty(row => row.NewerJson, newer)
            .SetProperty(row => row.PendingImage, image)
            .SetProperty(row => row.ImageDueUtc, image == null ? null : scope.NowUtc)
            .SetProperty(row => row.LastSeenUtc, scope.NowUtc), cancellationToken);
    }

    void Add(NewsEntry entry, string contentItemId, string? image) => _added.Add(new FeedEntryRecord
    {
        SourceId = source.Id,
        KeyHash = entry.KeyHash,
        LinkHash = entry.LinkHash,
        ContentHash = entry.ContentHash,
        ContentItemId = contentItemId,
        FirstSeenUtc = scope.NowUtc,
        LastSeenUtc = scope.NowUtc,
        PendingImage = image,
        ImageDueUtc = image is null ? null : scope.NowUtc,
    });
}
