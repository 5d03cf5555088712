using System.Collections.Concurrent;
using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.People;

namespace Portal.Site.Caching;

/// <summary>
/// Published items that pages look up again and again (menus, taxonomies, feed sources, widgets), held in memory until the
/// journal tells of a change. What it returns must not be changed. Thread-safe.
/// </summary>
sealed class PublishedItems(ContentReader reader, SiteDocuments documents, Visibility visibility) : IJournalObserver
{
    const int MaxHeld = 10_000;

    readonly ConcurrentDictionary<string, ContentItem?> _byId = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ContentItem> _byAlias = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<string, IReadOnlyList<ContentItem>> _byType = new(StringComparer.Ordinal);
    long _changes;

    /// <summary>The item, or null where it is not published or not for visitors.</summary>
    public ValueTask<ContentItem?> GetAsync(string contentItemId, CancellationToken cancellationToken) => GetAsync(contentItemId, null, cancellationToken);

    /// <summary>The item, or null where it is not published or not for the person; a null person is any visitor.</summary>
    public async ValueTask<ContentItem?> GetAsync(string contentItemId, ClaimsPrincipal? person, CancellationToken cancellationToken) =>
        await HeldAsync(contentItemId, cancellationToken) is { } item && await visibility.MayViewAsync(person, item, cancellationToken) ? item : null;

    async ValueTask<ContentItem?> HeldAsync(string contentItemId, CancellationToken cancellationToken)
    {
        if (_byId.TryGetValue(contentItemId, out var held))
            return held;
        var changes = Volatile.Read(ref _changes);
        var item = await reader.GetPublishedAsync(contentItemId, cancellationToken);
        Hold(_byId, contentItemId, item, changes);
        return item;
    }

    /// <summary>The published item of that alias, or null where there is none, or not for the person; a null person is any visitor.</summary>
    public async ValueTask<ContentItem?> FindByAliasAsync(string alias, ClaimsPrincipal? person, CancellationToken cancellationToken) =>
        await AliasedAsync(alias, cancellationToken) is { } item && await visibility.MayViewAsync(person, item, cancellationToken) ? item : null;

    async ValueTask<ContentItem?> AliasedAsync(string alias, CancellationToken cancellationToken)
    {
        if (_byAlias.TryGetValue(alias, out var held))
            return held;
        var changes = Volatile.Read(ref _changes);
        var item = await reader.FindByAliasAsync(alias, cancellationToken);
        if (item is not null)
            Hold(_byAlias, alias, item, changes);
        return item;
    }

    /// <summary>All published items of a type of which there are few: widgets, taxonomies. At most <see cref="ContentListQuery.MaxCount"/>.</summary>
    public async ValueTask<IReadOnlyList<ContentItem>> AllAsync(string contentType, CancellationToken cancellationToken)
    {
        if (_byType.TryGetValue(contentType, out var held))
            return held;
        var changes = Volatile.Read(ref _changes);
        var items = (await reader.ListPublishedAsync(new() { Types = [contentType], Count = ContentListQuery.MaxCount }, cancellationToken)).Items;
        Hold(_byType, contentType, items, changes);
        return items;
    }

    /// <summary>All published widgets that stand on a layer.</summary>
    public async ValueTask<IReadOnlyList<(ContentItem Item, LayerMetadata Place)>> WidgetsAsync(CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var widgets = new List<(ContentItem, LayerMetadata)>();
        foreach (var type in definitions.ContentTypes.Where(type => type.Stereotype == "Widget"))
        {
            foreach (var item in await AllAsync(type.Name, cancellationToken))
            {
                if (item.As<LayerMetadata>() is { Layer: not null, Zone: not null } place)
                    widgets.Add((item, place));
            }
        }
        return widgets;
    }

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        Interlocked.Increment(ref _changes);
        foreach (var entry in entries)
        {
            if (entry.Kind is JournalKind.Draft or JournalKind.Document)
                continue;
            _byId.TryRemove(entry.ContentItemId, out _);
            _byType.TryRemove(entry.ContentType, out _);
            foreach (var (alias, item) in _byAlias)
            {
                if (item.ContentItemId == entry.ContentItemId)
                    _byAlias.TryRemove(alias, out _);
            }
        }
    }

    void Hold<TValue>(ConcurrentDictionary<string, TValue> held, string key, TValue value, long changes)
    {
        if (held.Count >= MaxHeld)
            held.Clear();
        held[key] = value;
        // A change committed since we read may have passed before the value was held.
        if (changes != Volatile.Read(ref _changes))
            held.TryRemove(key, out _);
    }
}
