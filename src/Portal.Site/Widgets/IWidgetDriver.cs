using Portal.Content.Items;
using Portal.Site.Pages;

namespace Portal.Site.Widgets;

/// <summary>Gets what a widget's template needs beyond the widget itself. Widgets that need nothing have no driver.</summary>
public interface IWidgetDriver
{
    /// <summary>Content type of the widgets, such as <c>FeedWidget</c>; the template is <c>Widget-FeedWidget.liquid</c>.</summary>
    string ContentType { get; }

    /// <summary>Adds properties that the template finds in <c>Model</c>, and says in <see cref="WidgetContext.Use"/> what was used.</summary>
    Task BuildAsync(WidgetContext context, CancellationToken cancellationToken);
}

/// <summary>A widget that is being drawn.</summary>
/// <param name="Widget">The widget's content item.</param>
/// <param name="Properties">What the template will find in <c>Model</c>.</param>
/// <param name="Use">Takes what the driver read.</param>
public sealed record WidgetContext(ContentItem Widget, IDictionary<string, object?> Properties, PageUse Use);
