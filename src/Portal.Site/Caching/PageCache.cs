using System.Collections.Concurrent;
using Portal.Content.Journal;

namespace Portal.Site.Caching;

/// <summary>
/// Keeps rendered pages until something that they were made of changes. A writer's change is out of the cache before the writer
/// goes on: rows of the journal drop pages by tag, and a page whose rendering began before a change that touches it is not taken in.
/// Thread-safe.
/// </summary>
sealed class PageCache(PageCacheOptions options, TimeProvider time) : IJournalObserver, IDisposable
{
    /// <summary>Tags whose last change is remembered; beyond that all pages that are being rendered count as touched.</summary>
    const int MaxTouched = 20_000;

    readonly ConcurrentDictionary<string, CachedPage> _pages = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> _keysByTag = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _touched = new(StringComparer.Ordinal);
    readonly SemaphoreSlim[] _renders = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];
    readonly Lock _lock = new();
    long _now;
    long _floor;
    long _uses;
    long _bytes;

    /// <summary>Number of the last change. Taken before anything is read for a page, and given back with it.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Whether pages are kept at all.</summary>
    public bool IsEnabled => options.Enabled;

    /// <summary>Pages that are kept.</summary>
    public int Count => _pages.Count;

    /// <summary>The page under that key, or null where it is not kept or older than pages shall be.</summary>
    public CachedPage? Find(string key) => Kept(key) is { } page && Age(page) <= options.MaxAge ? page : null;

    /// <summary>
    /// The page under that key, also where it grew old without any change: the next reader gets it as it is, and one caller is told to have it
    /// rendered anew.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="isDue">Whether the caller is the one who has it rendered anew.</param>
    public CachedPage? Find(string key, out bool isDue)
    {
        var page = Kept(key);
        isDue = page is not null && Age(page) > options.MaxAge && page.TakeRefresh();
        return page;
    }

    /// <summary>Lets one request at a time render a page; look again (<see cref="Find"/>) after it was let in.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var gate = _renders[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_renders.Length];
        await gate.WaitAsync(cancellationToken);
        return new Turn(gate);
    }

    /// <summary>Keeps a page, unless something that it was made of changed since <paramref name="startedAt"/>.</summary>
    public bool Keep(string key, CachedPage page, long startedAt)
    {
        if (!options.Enabled)
            return false;
        lock (_lock)
        {
            if (HasChanged(page.Tags, startedAt))
                return false;
            Forget(key);
            page.LastUse = Interlocked.Increment(ref _uses);
            _pages[key] = page;
            _bytes += Cost(page);
            foreach (var tag in page.Tags)
            {
                if (!_keysByTag.TryGetValue(tag, out var keys))
                    _keysByTag[tag] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
            if (_bytes > options.MaxMegabytes * 1024L * 1024)
                Shrink();
            return true;
        }
    }

    /// <summary>Whether a change since <paramref name="since"/> (a former <see cref="Now"/>) touched one of the tags; also where that is no longer known.</summary>
    public bool HasChanged(IReadOnlyList<string> tags, long since)
    {
        lock (_lock)
            return _floor > since || tags.Any(tag => _touched.TryGetValue(tag, out var at) && at > since);
    }

    /// <inheritdoc/>
    public void Committed(IReadOnlyList<JournalEntry> entries)
    {
        lock (_lock)
        {
            var now = _now + 1;
            foreach (var entry in entries)
            {
                foreach (var tag in entry.Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Touch(tag, now);
            }
            if (_touched.Count > MaxTouched)
            {
                _touched.Clear();
                _floor = now;
            }
            Volatile.Write(ref _now, now);
        }
    }

    /// <summary>Drops the pages that were made of what a tag names, for changes of which no row of the journal tells.</summary>
    public void Drop(string tag)
    {
        lock (_lock)
        {
            Touch(tag, _now + 1);
            Volatile.Write(ref _now, _now + 1);
        }
    }

    /// <summary>Drops all pages.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var key in _pages.Keys)
                Forget(key);
            _floor = _now + 1;
            Volatile.Write(ref _now, _floor);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gate in _renders)
            gate.Dispose();
    }

    TimeSpan Age(CachedPage page) => time.GetUtcNow() - page.RenderedAt;

    CachedPage? Kept(string key)
    {
        if (!options.Enabled || !_pages.TryGetValue(key, out var page))
            return null;
        if (Age(page) > options.MaxAge * 2)
        {
            lock (_lock)
                Forget(key);
            return null;
        }
        page.LastUse = Interlocked.Increment(ref _uses);
        return page;
    }

    // Compressed copies come later, when they are asked for; a page's text shrinks to less than half.
    static long Cost(CachedPage page) => (page.Body.Length * 3L / 2) + 500;

    void Touch(string tag, long now)
    {
        _touched[tag] = now;
        if (_keysByTag.Remove(tag, out var keys))
        {
            foreach (var key in keys)
                Forget(key);
        }
    }

    void Forget(string key)
    {
        if (!_pages.TryRemove(key, out var page))
            return;
        _bytes -= Cost(page);
        foreach (var tag in page.Tags)
        {
            if (_keysByTag.TryGetValue(tag, out var keys) && keys.Remove(key) && keys.Count == 0)
                _keysByTag.Remove(tag);
        }
    }

    void Shrink()
    {
        foreach (var key in _pages.OrderBy(one => one.Value.LastUse).Take((_pages.Count / 5) + 1).Select(one => one.Key).ToList())
            Forget(key);
    }

    sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
