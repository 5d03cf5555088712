using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>Makes the shape of an item, a term or a widget, with what its drivers add.</summary>
sealed partial class ContentShapes(IEnumerable<IContentDriver> drivers, PublicContent content, WidgetData widgets, TermCatalog terms, ILogger<ContentShapes> log)
{
    /// <summary>Content type under which the driver of all contained terms is registered.</summary>
    public const string AnyTerm = "Term";

    static readonly Dictionary<string, ListPage> NoLists = [];

    readonly ILookup<string, IContentDriver> _drivers = drivers.ToLookup(driver => driver.ContentType, StringComparer.Ordinal);

    /// <summary>The shape of an item.</summary>
    public Task<Shape> BuildAsync(ContentItem item, string displayType, PageRender render, ListCursor? after = null) => BuildAsync(item, displayType, render, after, isHeld: false);

    /// <summary>The shape of a published widget, of whose data is read only what was not read for another page.</summary>
    public Task<Shape> BuildWidgetAsync(ContentItem widget, PageRender render) => BuildAsync(widget, "Detail", render, null, isHeld: true);

    async Task<Shape> BuildAsync(ContentItem item, string displayType, PageRender render, ListCursor? after, bool isHeld)
    {
        var stereotype = render.Definitions.Type(item.ContentType)?.Stereotype;
        // Contained items are no rows: terms, which have pages of their own, and what stands in bags and flows.
        var isContained = item.Id == 0 && string.IsNullOrEmpty(stereotype);
        var isTerm = isContained && (item.Content.ContainsKey("TermPart") || await terms.FindAsync(item.ContentItemId, render.Cancellation) is not null);
        var root = stereotype is { Length: > 0 } given ? given : isTerm ? "Term" : "Content";
        var shape = new Shape(root) { DisplayType = displayType }
            .With("ContentItem", item)
            .With("Content", new PartShapes(item, displayType, render, displayType == "Detail" ? await ListPage.ReadAsync(content, item, after, render) : NoLists));
        if (isContained && !isTerm)
            shape.Alternates.Add("Content__Contained");
        AddAlternates(shape, root, item, displayType);
        if (item.Id != 0)
            render.Use.Item(item);
        if (isHeld && _drivers.Contains(item.ContentType))
        {
            foreach (var (name, value) in await widgets.GetAsync(item, render.Use, use => ReadAsync(item, render, use)))
                shape.Properties[name] = value;
        }
        else
        {
            await DriveAsync(new(item, displayType, after, shape.Properties, render.Use), isTerm, render.Cancellation);
        }
        return shape;
    }

    async Task<IReadOnlyDictionary<string, object?>?> ReadAsync(ContentItem widget, PageRender render, PageUse use)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        return await DriveAsync(new(widget, "Detail", null, properties, use), isTerm: false, render.Cancellation) ? properties : null;
    }

    // False where a driver failed.
    async Task<bool> DriveAsync(ContentDisplay display, bool isTerm, CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var driver in _drivers[display.Item.ContentType].Concat(isTerm ? _drivers[AnyTerm] : []))
        {
            try
            {
                await driver.BuildAsync(display, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                all = false;
                // The next visitor may have more luck.
                display.Use.Pass();
                LogFailed(log, exception, display.Item.ContentType, display.Item.DisplayText, exception.Message);
            }
        }
        return all;
    }

    static void AddAlternates(Shape shape, string root, ContentItem item, string displayType)
    {
        var type = TemplateNames.Piece(item.ContentType);
        if (displayType == "Detail")
        {
            if (root == "Term")
                shape.Alternates.Add($"Content__{type}");
            shape.Alternates.Add($"{root}__{type}");
            if (item.As<AliasPart>()?.Alias is { Length: > 0 } alias)
                shape.Alternates.Add($"{root}__Alias__{TemplateNames.Piece(TemplateNames.Pascal(alias))}");
            shape.Alternates.Add($"{root}__{item.ContentItemId}");
        }
        else
        {
            shape.Alternates.Add($"{root}_{displayType}");
            shape.Alternates.Add($"{root}_{displayType}__{type}");
        }
    }

    [LoggerMessage(LogLevel.Error, "What the {ContentType} “{Title}” shows could not be read; its template draws it without: {Reason}.")]
    static partial void LogFailed(ILogger logger, Exception exception, string contentType, string? title, string reason);
}
