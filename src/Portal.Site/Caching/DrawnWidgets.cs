using Portal.Content.Items;
using Portal.Site.Pages;

namespace Portal.Site.Caching;

/// <summary>
/// The HTML of widgets, which stand on many pages: a page that is drawn anew because an article changed does not draw its boxes anew.
/// A widget whose template looks at the page around it (its address, its head, its zones) is drawn for each. Thread-safe.
/// </summary>
sealed class DrawnWidgets(PageCache changes, PageCacheOptions options, TimeProvider time)
{
    /// <summary>Longer ones are drawn for each page: a thousand of these would fill the memory.</summary>
    const int MaxLength = 64 * 1024;

    readonly KeptParts<string> _kept = new(changes, options, time);

    /// <summary>Whether widgets of the page may be those of other pages: its reader is any visitor, and its templates are the site's.</summary>
    public static bool ServesAll(PageRender render) => render is { IsAnonymous: true, PlainText: false, Strict: false, ShowsErrors: false };

    /// <summary>Gives a widget's HTML, and says in the page's use what it was made of.</summary>
    /// <param name="widget">The widget.</param>
    /// <param name="place">What else its HTML depends on.</param>
    /// <param name="render">The page.</param>
    /// <param name="draw">Draws it.</param>
    public ValueTask<string> GetAsync(ContentItem widget, string place, PageRender render, Func<Task<string>> draw) =>
        _kept.GetAsync($"{widget.ContentItemVersionId} {render.Culture.Name} {place}", render.Use, async own =>
        {
            own.Item(widget);
            own.Drawing();
            var (html, looked) = await render.ApartAsync(own, draw);
            return (html, !looked && html.Length <= MaxLength);
        });
}
