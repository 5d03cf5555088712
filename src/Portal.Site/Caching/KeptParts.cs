using System.Collections.Concurrent;
using Portal.Site.Pages;

namespace Portal.Site.Caching;

/// <summary>
/// Parts that stand on many pages, kept in memory until something that they were made of changes, as pages are. The values are shared
/// by all pages and must not be changed. Thread-safe.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
sealed class KeptParts<T>(PageCache changes, PageCacheOptions options, TimeProvider time) where T : class
{
    const int MaxKept = 1000;

    readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>Gives a part, and says in <paramref name="use"/> what it was made of.</summary>
    /// <param name="key">Names the part and all on which it depends that no tag tells of, such as the language.</param>
    /// <param name="use">What the page was made of.</param>
    /// <param name="make">Makes the part anew and says whether it is the same on each page.</param>
    public async ValueTask<T> GetAsync(string key, PageUse use, Func<PageUse, Task<(T Part, bool IsShared)>> make)
    {
        if (Find(key) is { } kept)
        {
            use.Add(kept.Use);
            return kept.Part;
        }
        var startedAt = changes.Now;
        var own = new PageUse();
        var (part, isShared) = await make(own);
        var used = own.Close();
        use.Add(used);
        if (isShared && !used.IsPassing)
        {
            if (_kept.Count >= MaxKept)
                _kept.Clear();
            _kept[key] = new(part, used, startedAt, time.GetUtcNow());
        }
        return part;
    }

    Kept? Find(string key)
    {
        if (!_kept.TryGetValue(key, out var kept))
            return null;
        var now = changes.Now;
        if (time.GetUtcNow() - kept.MadeAt <= options.MaxAge && (kept.CheckedAt == now || !changes.HasChanged(kept.Use.Tags, kept.CheckedAt)))
        {
            kept.CheckedAt = now;
            return kept;
        }
        _kept.TryRemove(new(key, kept));
        return null;
    }

    sealed class Kept(T part, UsedParts use, long startedAt, DateTimeOffset madeAt)
    {
        long _checkedAt = startedAt;

        public T Part => part;

        public UsedParts Use => use;

        public DateTimeOffset MadeAt => madeAt;

        /// <summary>Number of the last change (<see cref="PageCache.Now"/>) of which is known that it touched nothing in here.</summary>
        public long CheckedAt
        {
            get => Volatile.Read(ref _checkedAt);
            set => Volatile.Write(ref _checkedAt, value);
        }
    }
}
