using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;
using Portal.Site.Routing;

namespace Portal.Site.Reading;

/// <summary>How large a reader wants text.</summary>
enum TextSize
{
    Normal,
    Large,
    Largest,
}

/// <summary>Which colours a reader wants; by default those of the system.</summary>
enum ColourTheme
{
    System,
    Light,
    Dark,
}

/// <summary>
/// What a reader chose without an account, in one small cookie that is set by the form at <c>/reading</c> only. Size and colours are put
/// into the first tag of a page when it is sent, so that they take no room among the kept pages and nothing flashes; the script changes
/// the text, so pages are kept for each script. Pages in Serbian say their script by their address, and no cookie changes that.
/// </summary>
/// <param name="Script">Script of Serbian text on pages in other languages; null for as it is written.</param>
/// <param name="Size">Size of text.</param>
/// <param name="Theme">Colours.</param>
sealed record ReadingChoices(SerbianAlphabet? Script, TextSize Size, ColourTheme Theme)
{
    /// <summary>Name of the cookie.</summary>
    public const string CookieName = "reading";

    /// <summary>Nothing chosen.</summary>
    public static ReadingChoices None { get; } = new(null, TextSize.Normal, ColourTheme.System);

    /// <summary>What the request's cookie says; anything unknown counts as not chosen.</summary>
    public static ReadingChoices Of(HttpRequest request) =>
        request.Headers.Cookie.Count > 0 && request.Cookies[CookieName] is { Length: > 0 and <= 40 } text && text.Split('.') is [var script, var size, var theme]
            ? Parse(script, size, theme)
            : None;

    /// <summary>Choices from their names in cookie and form.</summary>
    public static ReadingChoices Parse(string script, string size, string theme) => new(
        script switch { "latin" => SerbianAlphabet.Latin, "cyrillic" => SerbianAlphabet.Cyrillic, _ => null },
        size switch { "large" => TextSize.Large, "largest" => TextSize.Largest, _ => TextSize.Normal },
        theme switch { "light" => ColourTheme.Light, "dark" => ColourTheme.Dark, _ => ColourTheme.System });

    /// <summary>The script in which a page is to show Serbian; null for as it is written.</summary>
    public static SerbianAlphabet? ScriptOf(HttpContext http) => SerbianCultures.Alphabet(LanguagePrefix.Of(http).Culture.Name) ?? Of(http.Request).Script;

    /// <summary>What the key of a kept page says of the choices: only the script changes its text.</summary>
    public static string KeyOf(HttpRequest request) =>
        SerbianCultures.Alphabet(LanguagePrefix.Of(request.HttpContext).Culture.Name) is null && Of(request).Script is { } script ? $"|:{script}" : "";

    public string ScriptName => Script switch { SerbianAlphabet.Latin => "latin", SerbianAlphabet.Cyrillic => "cyrillic", _ => "written" };

    public string SizeName => Size switch { TextSize.Large => "large", TextSize.Largest => "largest", _ => "normal" };

    public string ThemeName => Theme switch { ColourTheme.Light => "light", ColourTheme.Dark => "dark", _ => "system" };

    /// <summary>The cookie's value.</summary>
    public override string ToString() => $"{ScriptName}.{SizeName}.{ThemeName}";

    /// <summary>Attributes for the page's first element; empty where nothing was chosen that it shows.</summary>
    public string Attributes => (Size == TextSize.Normal ? "" : $" data-size=\"{SizeName}\"") + (Theme == ColourTheme.System ? "" : $" data-theme=\"{ThemeName}\"");
}
