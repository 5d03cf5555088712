using System.Globalization;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Site.Pages;

namespace Portal.Site.Caching;

/// <summary>What drivers read for widgets, which stand on many pages. The values are shared by all pages that are drawn and must not be changed. Thread-safe.</summary>
sealed class WidgetData(PageCache changes, PageCacheOptions options, TimeProvider time)
{
    readonly IReadOnlyDictionary<string, object?> _none = new Dictionary<string, object?>(StringComparer.Ordinal);
    readonly KeptParts<IReadOnlyDictionary<string, object?>> _kept = new(changes, options, time);

    /// <summary>Gives the widget's properties, and says in <paramref name="use"/> what they were made of.</summary>
    /// <param name="widget">The widget.</param>
    /// <param name="use">What the page was made of.</param>
    /// <param name="read">Reads the properties anew; null where that failed, which is not kept.</param>
    public ValueTask<IReadOnlyDictionary<string, object?>> GetAsync(ContentItem widget, PageUse use, Func<PageUse, Task<IReadOnlyDictionary<string, object?>?>> read) =>
        _kept.GetAsync($"{widget.ContentItemVersionId} {CultureInfo.CurrentCulture.Name} {CultureInfo.CurrentUICulture.Name}", use, async own =>
        {
            own.Item(widget);
            own.Add(CacheTag.Document(AnonymousRole.DocumentName));
            own.Add(CacheTag.Document(ContentDefinitions.DocumentName));
            var properties = await read(own);
            return (properties ?? _none, properties is not null);
        });
}
