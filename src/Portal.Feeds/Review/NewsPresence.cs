namespace Portal.Feeds.Review;

/// <summary>Who looks at which news item at the news desks of this node. It is a courtesy among editors; that nobody overwrites another is held by the item's version. Thread-safe.</summary>
public sealed class NewsPresence
{
    readonly Lock _lock = new();
    readonly Dictionary<Guid, Place> _desks = [];

    /// <summary>A desk was opened; it is told whenever somebody turns to another item, which must be quick and must not throw.</summary>
    public void Enter(Guid desk, string name, Action moved)
    {
        lock (_lock)
            _desks[desk] = new(name, null, moved);
        Tell();
    }

    /// <summary>Says at which item a desk looks; null for none.</summary>
    public void Look(Guid desk, string? itemId)
    {
        lock (_lock)
        {
            if (!_desks.TryGetValue(desk, out var place) || place.ItemId == itemId)
                return;
            _desks[desk] = place with { ItemId = itemId };
        }
        Tell();
    }

    /// <summary>A desk was closed.</summary>
    public void Leave(Guid desk)
    {
        lock (_lock)
            _desks.Remove(desk);
        Tell();
    }

    /// <summary>Names of those who look at an item at other desks, by item.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Others(Guid desk)
    {
        lock (_lock)
            return _desks.Where(pair => pair.Key != desk && pair.Value.ItemId is not null)
                .GroupBy(pair => pair.Value.ItemId!, pair => pair.Value.Name, StringComparer.Ordinal)
                .ToDictionary(item => item.Key, IReadOnlyList<string> (item) => [.. item.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
    }

    void Tell()
    {
        Action[] desks;
        lock (_lock)
            desks = [.. _desks.Values.Select(place => place.Moved)];
        foreach (var moved in desks)
            moved();
    }

    sealed record Place(string Name, string? ItemId, Action Moved);
}
