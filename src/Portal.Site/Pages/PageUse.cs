using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Themes;

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
    readonly Dictionary<string, IReadOnlyList<ContentItem>> _lists = new(StringComparer.Ordinal);
    readonly Dictionary<(Type, object), Task> _read = [];

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

    /// <summary>The page shows these items, in one list.</summary>
    public void Items(IEnumerable<ContentItem> items)
    {
        var list = items.ToList();
        foreach (var item in list)
            Item(item);
        lock (_lock)
        {
            foreach (var item in list)
                _lists[item.ContentItemId] = list;
        }
    }

    /// <summary>The list in which the page shows an item; the item alone where it stands in none.</summary>
    public IReadOnlyList<ContentItem> ListOf(ContentItem item)
    {
        lock (_lock)
            return _lists.GetValueOrDefault(item.ContentItemId) ?? [item];
    }

    /// <summary>Reads for the whole page what each of its parts needs: whoever asks first reads, the others get the same.</summary>
    /// <param name="subject">What it is read for, such as a list of the page.</param>
    /// <param name="read">Reads it.</param>
    public Task<T> OnceAsync<T>(object subject, Func<Task<T>> read)
    {
        lock (_lock)
        {
            if (!_read.TryGetValue((typeof(T), subject), out var known))
                _read[(typeof(T), subject)] = known = read();
            return (Task<T>)known;
        }
    }

    /// <summary>The page depends on what the query finds: on its list keys where it has some, else on its types.</summary>
    public void Query(ContentListQuery query)
    {
        foreach (var tag in query.Keys.Count > 0 ? query.Keys.Select(CacheTag.Key) : query.Types.Select(CacheTag.Type))
            Add(tag);
    }

    /// <summary>What was used, at the end of a part that is kept for other pages.</summary>
    internal UsedParts Close()
    {
        lock (_lock)
            return new([.. _tags], [.. _frames], [.. _lists], IsPassing);
    }

    /// <summary>The page was made of all that a part of it was made of.</summary>
    internal void Add(UsedParts part)
    {
        lock (_lock)
        {
            foreach (var tag in part.Tags)
                _tags.Add(tag);
            foreach (var origin in part.Frames)
                _frames.Add(origin);
            foreach (var (item, list) in part.Lists)
                _lists[item] = list;
        }
        if (part.IsPassing)
            Pass();
    }

    /// <summary>Whatever is drawn depends on the site's settings, on the definitions, on what visitors may see, and on the templates made on the site.</summary>
    internal void Drawing()
    {
        foreach (var name in (string[])[SiteSettings.DocumentName, ContentDefinitions.DocumentName, AnonymousRole.DocumentName, TemplatesDocument.DocumentName])
            Add(CacheTag.Document(name));
    }

    /// <summary>The page depends on this tag.</summary>
    public void Add(string tag)
    {
        lock (_lock)
            _tags.Add(tag);
    }
}

/// <summary>What a part of pages was made of, as <see cref="PageUse"/> collected it.</summary>
sealed record UsedParts(string[] Tags, string[] Frames, KeyValuePair<string, IReadOnlyList<ContentItem>>[] Lists, bool IsPassing);
