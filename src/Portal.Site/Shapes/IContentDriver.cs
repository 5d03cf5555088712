using Portal.Content.Items;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>
/// Gets what the template of an item or widget needs beyond the item itself: entries of a feed box, news of a source.
/// Types whose templates need nothing more have no driver.
/// </summary>
public interface IContentDriver
{
    /// <summary>Content type of the items, such as <c>FeedWidget</c> (template <c>Widget-FeedWidget.liquid</c>) or <c>FeedSource</c> (<c>Content-FeedSource.liquid</c>).</summary>
    string ContentType { get; }

    /// <summary>Adds properties that the template finds in <c>Model</c>, and says in <see cref="ContentDisplay.Use"/> what was used.</summary>
    Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken);
}

/// <summary>An item that is being drawn.</summary>
/// <param name="Item">The item, a term contained in one, or a widget.</param>
/// <param name="DisplayType"><c>Detail</c> for a page of its own, <c>Summary</c> in lists.</param>
/// <param name="After">The list cursor in the page's address (<c>?after=</c>), for lists that are paged; null on the first page.</param>
/// <param name="Properties">What the template will find in <c>Model</c>.</param>
/// <param name="Use">Takes what the driver read.</param>
public sealed record ContentDisplay(ContentItem Item, string DisplayType, ListCursor? After, IDictionary<string, object?> Properties, PageUse Use);
