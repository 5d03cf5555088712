using Portal.Content.Items;
using Portal.Site.Shapes;

namespace Portal.Site.Pages;

/// <summary>A page that a module asks the theme to draw: a shape within the site's layout.</summary>
public sealed record SitePage
{
    /// <summary>Type of the shape, such as <c>SearchResults</c>: the theme's template <c>SearchResults.liquid</c> draws it.</summary>
    public required string Shape { get; init; }

    /// <summary>Title of the page, already in the visitor's language.</summary>
    public required string Title { get; init; }

    /// <summary>What the template finds in <c>Model</c>: strings, numbers, dates, content items, lists and dictionaries of these.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();

    /// <summary>HTTP status.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>Description for search engines and shared links; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether search engines may keep the page.</summary>
    public bool Indexed { get; init; } = true;

    /// <summary>
    /// Whether anonymous visitors may be given a kept copy. The copy goes when something in <see cref="Use"/> changes.
    /// A page for one person only (a preference page) is never kept.
    /// </summary>
    public bool Cached { get; init; }

    /// <summary>What the module used to make <see cref="Properties"/>.</summary>
    public PageUse Use { get; init; } = new();

    /// <summary>Address of the feed that belongs to the page, or null.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>The shape to draw where it is more than a type and properties.</summary>
    internal Func<PageRender, Task<Shape>>? Build { get; init; }

    /// <summary>The item that the page is about.</summary>
    internal ContentItem? Item { get; init; }

    /// <summary>What the item says for the head of its page.</summary>
    internal Content.Parts.SeoMetaPart? Seo { get; init; }

    internal bool IsHome { get; init; }

    /// <summary>Address under which the page is known best; null for its own.</summary>
    internal string? Canonical { get; init; }

    /// <summary>A media path of the picture for shared links.</summary>
    internal string? Image { get; init; }
}
