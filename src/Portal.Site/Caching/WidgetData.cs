using System.Collections.Concurrent;
using System.Globalization;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Site.Pages;

namespace Portal.Site.Caching;

/// <summary>
/// What drivers read for widgets, which stand on many pages: held in memory until something that it was made of changes, as pages are.
/// The values are shared by all pages that are drawn and must not be changed. Thread-safe.
/// </summary>
sealed class WidgetData(PageCache changes, PageCacheOptions options, TimeProvider time)
{
    const int MaxHeld = 1000;

    readonly IReadOnlyDictionary<string, object?> _none = new Dictionary<string, object?>(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    /// <summary>Gives the widget's properties, and says in <paramref name="use"/> what they were made of.</summary>
    /// <param name="widget">The widget.</param>
    /// <param name="use">What the page was made of.</param>
    /// <param name="read">Reads the properties anew; null where that failed, which is not held.</param>
    public async ValueTask<IReadOnlyDictionary<string, object?>> GetAsync(ContentItem widget, PageUse use, Func<PageUse, Task<IReadOnlyDictionary<string, object?>?>> read)
    {
        var key = $"{widget.ContentItemVersionId} {CultureInfo.CurrentCulture.Name} {CultureInfo.CurrentUICulture.Name}";
        if (Find(key) is { } held)
        {
            use.Add(held.Use);
            return held.Properties;
        }
        var startedAt = changes.Now;
        var own = new PageUse();
        own.Item(widget);
        own.Add(CacheTag.Document(AnonymousRole.DocumentName));
        own.Add(CacheTag.Document(ContentDefinitions.DocumentName));
        var properties = await read(own);
        use.Add(own);
        if (properties is null)
            return _none;
        if (!own.IsPassing)
        {
            if (_held.Count >= MaxHeld)
                _held.Clear();
            _held[key] = new(properties, own, startedAt, time.GetUtcNow());
        }
        return properties;
    }

    Held? Find(string key)
    {
        if (!_held.TryGetValue(key, out var held))
            return null;
        var now = changes.Now;
        if (time.GetUtcNow() - held.ReadAt <= options.MaxAge && (held.CheckedAt == now || !changes.HasChanged(held.Use.Tags, held.CheckedAt)))
        {
            held.CheckedAt = now;
            return held;
        }
        _held.TryRemove(new(key, held));
        return null;
    }

    sealed class Held(IReadOnlyDictionary<string, object?> properties, PageUse use, long startedAt, DateTimeOffset readAt)
    {
        long _checkedAt = startedAt;

        public IReadOnlyDictionary<string, object?> Properties => properties;

        public PageUse Use => use;

        public DateTimeOffset ReadAt => readAt;

        /// <summary>Number of the last change (<see cref="PageCache.Now"/>) of which is known that it touched nothing in here.</summary>
        public long CheckedAt
        {
            get => Volatile.Read(ref _checkedAt);
            set => Volatile.Write(ref _checkedAt, value);
        }
    }
}
