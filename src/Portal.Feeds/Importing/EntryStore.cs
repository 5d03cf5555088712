using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Review;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>How many entries were new, changed or kept beside an editor's words.</summary>
public sealed record StoredEntries(int New, int Updated, int KeptBeside, int Duplicates)
{
    /// <summary>Entries of the source that came back under another identity though their link is the same.</summary>
    public int Renamed { get; init; }

    /// <summary>New items that wait for an editor.</summary>
    public int Held { get; init; }

    /// <summary>Entries that the site's rules left out.</summary>
    public int Excluded { get; init; }
}

/// <summary>Stores the entries of one fetch within a transaction.</summary>
sealed class EntryStore(WriteScope scope, FeedSource source)
{
    readonly DbSet<FeedEntryRecord> _records = scope.Db.Set<FeedEntryRecord>();
    readonly List<FeedEntryRecord> _added = [];
    readonly List<ContentItem> _items = [];
    readonly List<ContentItem> _held = [];
    int _updated, _beside, _duplicates, _renamed;

    public async Task<StoredEntries> StoreAsync(IReadOnlyList<SensedEntry> all, CancellationToken cancellationToken)
    {
        // The transaction ends with the first error, so none of its steps needs a savepoint.
        scope.Db.Database.AutoSavepointsEnabled = false;
        // Two sources that bring the same link at the same time would both find it unknown.
        await scope.Db.LockAsync(DatabaseLock.FeedEntries, cancellationToken);
        var entries = all.Where(entry => entry.ExcludedBy is null).ToList();
        var lookup = new EntryLookup(_records, source.Id, scope.NowUtc);
        var known = await lookup.KnownAsync(entries, cancellationToken);
        var fresh = entries.Where(entry => !known.ContainsKey(entry.Entry.KeyHash)).ToList();
        var twinOf = await lookup.TwinsAsync(fresh, cancellationToken);
        foreach (var entry in entries)
        {
            if (known.TryGetValue(entry.Entry.KeyHash, out var record) && record.ContentHash != entry.Entry.ContentHash)
                await ChangedAsync(record, entry, cancellationToken);
        }
        // Oldest first, so that of two items without a date the one that stands higher in the feed stands higher in lists too.
        foreach (var entry in fresh.AsEnumerable().Reverse())
        {
            if (twinOf(entry.Entry) is { } twin)
                await TwinAsync(twin, entry, cancellationToken);
            else
                New(entry);
        }
        await scope.Content.PublishNewAsync(_items, cancellationToken);
        await HoldAsync(cancellationToken);
        // At the end, because each save of an item looks through all rows that are tracked.
        _records.AddRange(_added);
        await scope.Db.SaveChangesAsync(cancellationToken);
        return new(_items.Count, _updated, _beside, _duplicates) { Renamed = _renamed, Held = _held.Count, Excluded = all.Count - entries.Count };
    }

    void New(SensedEntry sensed)
    {
        var item = scope.Content.New(NewsItems.ContentType);
        NewsItems.Fill(item, sensed, source, scope.NowUtc);
        (sensed.Held ? _held : _items).Add(item);
        Add(sensed.Entry, item.ContentItemId, sensed.Entry.ImageUrl, sensed.Held);
    }

    async Task HoldAsync(CancellationToken cancellationToken)
    {
        foreach (var item in _held)
        {
            await scope.Content.SaveDraftAsync(item, cancellationToken);
            HeldRows.Add(scope.Db, item, source.Id, hidden: false, scope.NowUtc);
        }
    }

    async Task TwinAsync(FeedEntryRecord twin, SensedEntry sensed, CancellationToken cancellationToken)
    {
        Add(sensed.Entry, twin.ContentItemId, image: null, held: false);
        _duplicates++;
        if (twin.SourceId != source.Id)
            return;
        // The source gave the entry a new guid: it is still the same one.
        _renamed++;
        if (twin.ContentHash != sensed.Entry.ContentHash)
            await ChangedAsync(twin, sensed, cancellationToken);
    }

    async Task ChangedAsync(FeedEntryRecord record, SensedEntry sensed, CancellationToken cancellationToken)
    {
        var entry = sensed.Entry;
        var item = await scope.Content.GetLatestAsync(record.ContentItemId, cancellationToken);
        var newer = record.NewerJson;
        var image = record.PendingImage;
        if (item is not null && NewsItems.IsFrom(item, source.Id))
        {
            // What an editor let pass is shown as he saw it: other words wait for him as well.
            if (item.Author == scope.Actor.Name && !(sensed.Held && item.Published) && await UpdateAsync(item, entry, cancellationToken))
            {
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
            .SetProperty(row => row.TextHash, entry.TextHash)
            .SetProperty(row => row.NewerJson, newer)
            .SetProperty(row => row.PendingImage, image)
            .SetProperty(row => row.ImageDueUtc, image == null || item == null || !item.Published ? null : scope.NowUtc)
            .SetProperty(row => row.LastSeenUtc, scope.NowUtc), cancellationToken);
    }

    // What an editor hid stays hidden and as it was; what has not been looked at yet follows its feed.
    async Task<bool> UpdateAsync(ContentItem item, NewsEntry entry, CancellationToken cancellationToken)
    {
        var waits = !item.Published && await scope.Db.Set<HeldNews>().AnyAsync(row => row.ContentItemId == item.ContentItemId && !row.Hidden, cancellationToken);
        if (!item.Published && !waits)
            return false;
        NewsItems.Update(item, entry);
        if (waits)
            await scope.Content.SaveDraftAsync(item, cancellationToken);
        else
            await scope.Content.PublishAsync(item, cancellationToken);
        return true;
    }

    // The picture of what waits for an editor is fetched once he shows it.
    void Add(NewsEntry entry, string contentItemId, string? image, bool held) => _added.Add(new FeedEntryRecord
    {
        SourceId = source.Id,
        KeyHash = entry.KeyHash,
        LinkHash = entry.LinkHash,
        TextHash = entry.TextHash,
        ContentHash = entry.ContentHash,
        ContentItemId = contentItemId,
        FirstSeenUtc = scope.NowUtc,
        LastSeenUtc = scope.NowUtc,
        PendingImage = image,
        ImageDueUtc = image is null || held ? null : scope.NowUtc,
    });
}
