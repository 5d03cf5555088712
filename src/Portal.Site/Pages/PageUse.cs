using Portal.Content.Items;
using Portal.Content.Journal;

namespace Portal.Site.Pages;

/// <summary>
/// Collects what a page was made of, as cache tags (<see cref="CacheTag"/>), while it is rendered; a change that touches one of
/// them takes the page from the cache. Whoever reads something for a page says so here. Thread-safe.
/// </summary>
public sealed class PageUse
{
    readonly Lock _lock = new();
    readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    readonly HashSet<string> _frames = new(StringComparer.Ordinal);

    /// <summary>What was used so far.</summary>
    public IReadOnlyList<string> Tags
    {
        get
        {
            lock (_lock)
                return [.. _tags];
        }
    }

    /// <summary>Origins whose pages this page may frame once its reader asks for it.</summary>
    public IReadOnlyList<string> Frames
    {
        get
        {
            lock (_lock)
                return [.. _frames];
        }
    }

    /// <summary>Whether the page shows something of which no tag tells a change, so that it is made anew for each visitor.</summary>
    public bool IsPassing { get; private set; }

    /// <summary>The page shows something of which no tag tells a change, such as what is found in the search index.</summary>
    public void Pass() => IsPassing = true;

    /// <summary>The page may frame pages of this origin, such as a player of films.</summary>
    public void Frame(string origin)
    {
        lock (_lock)
            _frames.Add(origin);
    }

    /// <summary>The page shows this item.</summary>
    public void Item(ContentItem item) => Add(CacheTag.Item(item.ContentItemId));

    /// <summary>The page shows these items.</summary>
    public void Items(IEnumerable<ContentItem> items)
    {
        foreach (var item in items)
            Item(item);
    }

    /// <summary>The page depends on what the query finds: on its list keys where it has some, else on its types.</summary>
    public void Query(ContentListQuery query)
    {
        foreach (var tag in query.Keys.Count > 0 ? query.Keys.Select(CacheTag.Key) : query.Types.Select(CacheTag.Type))
            Add(tag);
    }

    /// <summary>The page depends on this tag.</summary>
    public void Add(string tag)
    {
        lock (_lock)
            _tags.Add(tag);
    }
}
