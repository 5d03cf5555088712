using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Shapes;
using Portal.Site.Themes;

namespace Portal.Site.Pages;

/// <summary>One rendering of a page (or of a mail): what its shapes have in common. Used by one request only.</summary>
sealed class PageRender
{
    /// <summary>Shapes within shapes.</summary>
    public const int MaxDepth = 24;

    /// <summary>Shapes on a page.</summary>
    public const int MaxShapes = 10_000;

    /// <summary>Name under which templates' contexts carry the rendering.</summary>
    public const string Key = "PageRender";

    public required CultureInfo Culture { get; init; }

    public required SiteSettings Settings { get; init; }

    public required ContentDefinitions Definitions { get; init; }

    public required TemplateSet Templates { get; init; }

    public required ShapeRenderer Renderer { get; init; }

    public required ContentShapes Contents { get; init; }

    public required MenuShapes Menus { get; init; }

    public required PageUse Use { get; init; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>The request; null for mails.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>Path without language, for rules and for marking the current entry of a menu.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What the head of the page says.</summary>
    public PageHead Head { get; init; } = new();

    /// <summary>Whether nothing is encoded as HTML.</summary>
    public bool PlainText { get; init; }

    /// <summary>Whether an error is shown in place of its shape.</summary>
    public bool ShowsErrors { get; init; }

    /// <summary>Whether an error ends the rendering: half a mail must not be sent.</summary>
    public bool Strict { get; init; }

    /// <summary>Shapes of each zone of the layout.</summary>
    public Dictionary<string, List<Shape>> Zones { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The page's body, once it is drawn.</summary>
    public string Body { get; set; } = "";

    /// <summary>Name of another layout that a template asked for.</summary>
    public string Layout { get; set; } = "Layout";

    public int Depth { get; set; }

    public int Shapes { get; set; }

    /// <summary>Language of the interface.</summary>
    public InterfaceLanguage Language => InterfaceLanguage.Of(Culture);
}
