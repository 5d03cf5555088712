using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Content.Media;

namespace Portal.Site.Media;

/// <summary>How a picture is fitted into a width and height.</summary>
enum RenditionMode
{
    /// <summary>Whole, not larger than asked.</summary>
    Max,

    /// <summary>Filling both sides, what stands over is cut away around the focal point.</summary>
    Crop,

    /// <summary>Whole, with background around it up to both sides.</summary>
    Pad,

    /// <summary>As <see cref="Pad"/>, but never enlarged.</summary>
    BoxPad,

    /// <summary>Whole, its shorter side as asked.</summary>
    Min,

    /// <summary>Both sides as asked, whatever that does to the picture.</summary>
    Stretch,
}

/// <summary>What an address asks of a picture, in Orchard Core's names.</summary>
/// <param name="Width">Pixels, or 0.</param>
/// <param name="Height">Pixels, or 0.</param>
/// <param name="Mode">How it is fitted.</param>
/// <param name="FocusX">The point that stays in view, from the left, 0 to 1.</param>
/// <param name="FocusY">The point that stays in view, from the top, 0 to 1.</param>
/// <param name="Quality">1 to 100, or 0 for the format's usual one.</param>
/// <param name="Format">An ending without its dot, <c>auto</c> for what the browser likes best, or empty for the picture's own.</param>
/// <param name="Background">Six hexadecimal digits, or empty.</param>
sealed record RenditionCommands(int Width, int Height, RenditionMode Mode = RenditionMode.Max, double FocusX = 0.5, double FocusY = 0.5, int Quality = 0, string Format = "", string Background = "")
{
    static readonly string[] Names = ["width", "height", "rmode", "rxy", "quality", "format", "bgcolor"];

    static readonly string[] Formats = ["", "auto", "avif", "webp", "jpg", "png"];

    /// <summary>Sizes that anybody may ask for.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [16, 32, 50, 100, 160, 240, 480, 600, 1024, 2048];

    /// <summary>Whether the query asks anything of a picture.</summary>
    public static bool AreIn(IQueryCollection query) => Array.Exists(Names, query.ContainsKey);

    /// <summary>Reads a query; null where something in it can't be.</summary>
    public static RenditionCommands? Read(IQueryCollection query)
    {
        var (width, height, quality) = (Number("width", Pictures.MaxSide), Number("height", Pictures.MaxSide), Number("quality", 100));
        var mode = Text("rmode") is { Length: > 0 } name ? Parse(name) : RenditionMode.Max;
        var focus = Text("rxy") is { Length: > 0 } point ? Point(point) : (0.5, 0.5);
        var format = Text("format").ToLowerInvariant() is "jpeg" ? "jpg" : Text("format").ToLowerInvariant();
        var background = Text("bgcolor").TrimStart('#').ToLowerInvariant();
        return width is null || height is null || quality is null || mode is null || focus is null || !Formats.Contains(format)
            || (background.Length > 0 && (background.Length != 6 || !background.All(char.IsAsciiHexDigit)))
            ? null
            : new(width.Value, height.Value, mode.Value, focus.Value.X, focus.Value.Y, quality.Value, format, background);

        string Text(string one) => query.TryGetValue(one, out var values) && values.Count == 1 ? values[0] ?? "" : "";

        int? Number(string one, int most) => !query.ContainsKey(one) ? 0 : int.TryParse(Text(one), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
    }

    /// <summary>Reads a mode by Orchard's word for it.</summary>
    public static RenditionMode? Parse(string name) => name.ToLowerInvariant() switch
    {
        "max" => RenditionMode.Max,
        "crop" => RenditionMode.Crop,
        "pad" => RenditionMode.Pad,
        "boxpad" => RenditionMode.BoxPad,
        "min" => RenditionMode.Min,
        "stretch" => RenditionMode.Stretch,
        _ => null,
    };

    /// <summary>Reads a profile.</summary>
    public static RenditionCommands Of(MediaProfile profile) => new(profile.Width, profile.Height, Parse(profile.ModeName ?? "") ?? RenditionMode.Max,
        Quality: profile.Quality is 100 ? 0 : profile.Quality, Format: profile.FormatName is { } format && Formats.Contains(format) ? format : "",
        Background: profile.BackgroundColor?.TrimStart('#').ToLowerInvariant() is { Length: 6 } colour && colour.All(char.IsAsciiHexDigit) ? colour : "");

    /// <summary>Whether anybody may ask for it: sizes of the closed set, or one of the profiles.</summary>
    public bool AreOpen(MediaProfiles profiles) =>
        (IsOpen(Width) && IsOpen(Height) && (Width | Height) != 0 && Quality == 0 && Background.Length == 0 && FocusX is 0.5 && FocusY is 0.5)
        || profiles.Profiles.Values.Any(profile => Of(profile) is var known && (known == this || known with { Format = Format } == this));

    /// <summary>The commands in one fixed order, as they stand in addresses and are signed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Width > 0)
            Add("width", Width.ToString(CultureInfo.InvariantCulture));
        if (Height > 0)
            Add("height", Height.ToString(CultureInfo.InvariantCulture));
        if (Mode != RenditionMode.Max)
            Add("rmode", Mode.ToString().ToLowerInvariant());
        if (FocusX is not 0.5 || FocusY is not 0.5)
            Add("rxy", string.Create(CultureInfo.InvariantCulture, $"{FocusX:0.###},{FocusY:0.###}"));
        if (Quality > 0)
            Add("quality", Quality.ToString(CultureInfo.InvariantCulture));
        if (Format.Length > 0)
            Add("format", Format);
        if (Background.Length > 0)
            Add("bgcolor", Background);
        return text.ToString();

        void Add(string name, string value) => text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value);
    }

    static bool IsOpen(int size) => size == 0 || Sizes.Contains(size);

    static (double X, double Y)? Point(string text) =>
        text.Split(',') is [var x, var y] && Share(x) is { } left && Share(y) is { } top ? (left, top) : null;

    static double? Share(string text) =>
        text.Length < 10 && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? Math.Round(share, 3) : null;
}
