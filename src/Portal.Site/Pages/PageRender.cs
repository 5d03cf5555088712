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

    readonly Dictionary<string, List<Shape>> _zones = new(StringComparer.OrdinalIgnoreCase);
    bool _looked;

    public required CultureInfo Culture { get; init; }

    public required SiteSettings Settings { get; init; }

    public required ContentDefinitions Definitions { get; init; }

    public required TemplateSet Templates { get; init; }

    public required ShapeRenderer Renderer { get; init; }

    public required ContentShapes Contents { get; init; }

    public required MenuShapes Menus { get; init; }

    /// <summary>What is drawn was made of this.</summary>
    public required PageUse Use { get; set; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>The request; null for mails. A part that is kept for other pages asks only who its reader is.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>Whether the page is for any visitor.</summary>
    public bool IsAnonymous => Http?.User.Identity?.IsAuthenticated != true;

    /// <summary>Path without language, for rules and for marking the current entry of a menu.</summary>
    public string Path
    {
        get => Looked(field);
        init;
    } = "/";

    /// <summary>What the head of the page says.</summary>
    public PageHead Head
    {
        get => Looked(field);
        init;
    } = new();

    /// <summary>Whether nothing is encoded as HTML.</summary>
    public bool PlainText { get; init; }

    /// <summary>Whether an error is shown in place of its shape.</summary>
    public bool ShowsErrors { get; init; }

    /// <summary>Whether an error ends the rendering: half a mail must not be sent.</summary>
    public bool Strict { get; init; }

    /// <summary>Shapes of each zone of the layout.</summary>
    public Dictionary<string, List<Shape>> Zones => Looked(_zones);

    /// <summary>The page's body, once it is drawn.</summary>
    public string Body
    {
        get => Looked(field);
        set;
    } = "";

    /// <summary>Name of another layout that a template asked for.</summary>
    public string Layout
    {
        get;
        set => field = Looked(value);
    } = "Layout";

    public int Depth { get; set; }

    public int Shapes { get; set; }

    /// <summary>Language of the interface.</summary>
    public InterfaceLanguage Language => InterfaceLanguage.Of(Culture);

    /// <summary>Draws a part that may be kept for other pages.</summary>
    /// <param name="use">Takes in what the part is made of.</param>
    /// <param name="draw">Draws it.</param>
    /// <returns>What was drawn, and whether it looked at the page around it or changed it: then it is for this page alone.</returns>
    public async Task<(string Html, bool LookedAround)> ApartAsync(PageUse use, Func<Task<string>> draw)
    {
        var (page, before) = (Use, _looked);
        (Use, _looked) = (use, false);
        try
        {
            return (await draw(), _looked);
        }
        finally
        {
            (Use, _looked) = (page, before || _looked);
        }
    }

    T Looked<T>(T value)
    {
        _looked = true;
        return value;
    }
}
