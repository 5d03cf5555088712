namespace Portal.Search.Analytics;

/// <summary>Counts of a query.</summary>
record struct QueryCount(string Text, int Searches, int Empty, int Clicks, long Positions)
{
    public static QueryCount operator +(QueryCount one, QueryCount other) => new(
        other.Searches > 0 || one.Text is null ? other.Text : one.Text, one.Searches + other.Searches, one.Empty + other.Empty, one.Clicks + other.Clicks, one.Positions + other.Positions);
}

/// <summary>Counts of a result that was opened.</summary>
record struct ClickCount(int Clicks, long Positions)
{
    public static ClickCount operator +(ClickCount one, ClickCount other) => new(one.Clicks + other.Clicks, one.Positions + other.Positions);
}

/// <summary>What was counted and is not stored yet.</summary>
/// <param name="Queries">By day and folded query.</param>
/// <param name="Items">By day, folded query and item.</param>
sealed record CountedSearches(IReadOnlyDictionary<(DateOnly Day, string Query), QueryCount> Queries, IReadOnlyDictionary<(DateOnly Day, string Query, string Item), ClickCount> Items);

/// <summary>Counts in memory until they are stored. Holds so many queries and no more; others are counted without their words. Thread-safe.</summary>
sealed class SearchCounts
{
    /// <summary>Most queries, and most opened results, that are held at a time.</summary>
    const int MaxHeld = 5000;

    readonly Lock _lock = new();
    Dictionary<(DateOnly Day, string Query), QueryCount> _queries = [];
    Dictionary<(DateOnly Day, string Query, string Item), ClickCount> _items = [];

    public void AddSearch(DateOnly day, KeptQuery query, bool empty)
    {
        lock (_lock)
            Add(day, query.Folded, new(query.Text, 1, empty ? 1 : 0, 0, 0));
    }

    public void AddClick(DateOnly day, KeptQuery query, string item, int position)
    {
        lock (_lock)
        {
            Add(day, query.Folded, new(query.Text, 0, 0, 1, position));
            if (query.Folded.Length > 0)
                Add((day, query.Folded, item), new(1, position));
        }
    }

    /// <summary>Takes what was counted; counting begins anew.</summary>
    public CountedSearches Take()
    {
        lock (_lock)
        {
            var taken = new CountedSearches(_queries, _items);
            (_queries, _items) = ([], []);
            return taken;
        }
    }

    /// <summary>Puts back what could not be stored.</summary>
    public void PutBack(CountedSearches counted)
    {
        lock (_lock)
        {
            foreach (var ((day, query), count) in counted.Queries)
                Add(day, query, count);
            foreach (var (key, count) in counted.Items)
                Add(key, count);
        }
    }

    void Add(DateOnly day, string query, QueryCount count)
    {
        var key = (day, query);
        if (!_queries.TryGetValue(key, out var before) && _queries.Count >= MaxHeld)
        {
            key = (day, "");
            before = _queries.GetValueOrDefault(key);
            count = count with { Text = "" };
        }
        _queries[key] = before + count;
    }

    void Add((DateOnly Day, string Query, string Item) key, ClickCount count)
    {
        if (_items.TryGetValue(key, out var before) || _items.Count < MaxHeld)
            _items[key] = before + count;
    }
}
