using System.Globalization;
using Fluid;
using Fluid.Values;
using Portal.Content.Media;
using Portal.Site.Liquid;

namespace Portal.Site.Media;

/// <summary>
/// Filters on media: Orchard Core's <c>asset_url</c>, <c>resize_url</c> and <c>img_tag</c>, and <c>picture</c>, which writes a picture
/// of a media field in all the sizes that a page needs.
/// </summary>
sealed class MediaFilters(MediaAddresses addresses, ResponsivePicture pictures) : ILiquidFilters
{
    static readonly string[] Passed = ["class", "loading", "fetchpriority", "decoding", "title", "id"];

    public void Register(FilterCollection filters)
    {
        filters.AddFilter("asset_url", async (input, _, context) => new StringValue(await addresses.FileAsync(input.ToStringValue(), LiquidPage.Of(context))));
        filters.AddFilter("resize_url", ResizeAsync);
        filters.AddFilter("img_tag", ImageTagAsync);
        filters.AddFilter("picture", PictureAsync);
    }

    async ValueTask<FluidValue> ResizeAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        var text = input.ToStringValue();
        if (MediaAddresses.PathOf(text) is not { } path || await addresses.FindAsync(path, render) is not { } media)
            return new StringValue(await addresses.FileAsync(text, render));
        var commands = arguments.Text("profile") is { Length: > 0 } profile && await addresses.ProfileAsync(profile, render) is { } known ? known : new RenditionCommands(0, 0);
        var focus = await PointAsync(arguments["anchor"], context);
        commands = commands with
        {
            Width = Number(arguments, "width", Pictures.MaxSide) ?? commands.Width,
            Height = Number(arguments, "height", Pictures.MaxSide) ?? commands.Height,
            Mode = RenditionCommands.Parse(arguments.Text("mode")) ?? commands.Mode,
            Quality = Number(arguments, "quality", 100) ?? commands.Quality,
            Format = arguments.Text("format") is { Length: > 0 } format ? format.ToLowerInvariant() is "jpeg" ? "jpg" : format.ToLowerInvariant() : commands.Format,
            Background = arguments.Text("bgcolor") is { Length: > 0 } colour ? colour.TrimStart('#').ToLowerInvariant() : commands.Background,
            FocusX = focus?.X ?? commands.FocusX,
            FocusY = focus?.Y ?? commands.FocusY,
        };
        return new StringValue(await addresses.RenditionAsync(media, commands, render));
    }

    async ValueTask<FluidValue> ImageTagAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var text = input.ToStringValue();
        var size = MediaAddresses.PathOf(text) is { } path && !text.Contains("width=", StringComparison.Ordinal) && !text.Contains("height=", StringComparison.Ordinal)
            && await addresses.FindAsync(path, LiquidPage.Of(context)) is { } media ? media.Size : null;
        var attributes = new List<(string Name, string Value)> { ("src", UrlFilters.IsSafe(text) ? text : ""), ("alt", arguments.Text("alt")) };
        if (size is not null)
            attributes.AddRange([("width", size.Width.ToString(CultureInfo.InvariantCulture)), ("height", size.Height.ToString(CultureInfo.InvariantCulture))]);
        attributes.AddRange(Further(arguments));
        return FilterDelegates.Html($"<img{string.Concat(attributes.Select(one => $" {one.Name}=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(one.Value)}\""))}>");
    }

    /// <summary>
    /// <c>{{ article.Image | picture: ratio: "16:9", sizes: "100vw", loading: "lazy" }}</c>: the picture of a media field, or at a path.
    /// Nothing where there is none on this site. <c>alt</c> goes before the field's own text; <c>index</c> chooses among several.
    /// </summary>
    async ValueTask<FluidValue> PictureAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        var place = Number(arguments, "index", 1000) ?? 0;
        var path = input.Type == FluidValues.String ? input.ToStringValue() : await PartAsync(input, "Paths", place, context) is { } one ? one.ToStringValue() : "";
        if (MediaAddresses.PathOf(path) is not { } own || await addresses.FindAsync(own, render) is not { Type.IsImage: true } media)
            return StringValue.Empty;
        var anchor = arguments.HasNamed("anchor") ? arguments["anchor"] : await PartAsync(input, "Anchors", place, context);
        var focus = anchor is null ? null : await PointAsync(anchor, context);
        var alt = arguments.HasNamed("alt") ? arguments.Text("alt") : await PartAsync(input, "MediaTexts", place, context) is { } text ? text.ToStringValue() : "";
        var wish = new PictureWish(alt, arguments.Text("sizes") is { Length: > 0 } sizes ? sizes : "100vw", Ratio(arguments.Text("ratio")), focus?.X ?? 0.5, focus?.Y ?? 0.5, [.. Further(arguments)]);
        return FilterDelegates.Html(await pictures.WriteAsync(media, wish, render));
    }

    static IEnumerable<(string Name, string Value)> Further(FilterArguments arguments) => Passed.Where(arguments.HasNamed).Select(name => (name, arguments.Text(name)));

    static async ValueTask<FluidValue?> PartAsync(FluidValue field, string name, int place, TemplateContext context)
    {
        if (field.Type is FluidValues.String or FluidValues.Nil)
            return null;
        var list = await field.GetValueAsync(name, context);
        return list.Type == FluidValues.Array ? list.Enumerate(context).ElementAtOrDefault(place) : null;
    }

    static int? Number(FilterArguments arguments, string name, int most) =>
        arguments.HasNamed(name) && int.TryParse(arguments.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    static double Ratio(string text) =>
        text.Split(':', '/') is [var across, var down] && double.TryParse(across, CultureInfo.InvariantCulture, out var x) && double.TryParse(down, CultureInfo.InvariantCulture, out var y)
        && x > 0 && y > 0 && x / y is > 0.1 and < 10 ? x / y : 0;

    // An anchor of a media field, or "0.5,0.3".
    static async ValueTask<(double X, double Y)?> PointAsync(FluidValue anchor, TemplateContext context)
    {
        if (anchor.Type == FluidValues.Nil)
            return null;
        var (x, y) = anchor.Type == FluidValues.String
            ? anchor.ToStringValue().Split(',') is [var left, var top] ? (left, top) : ("", "")
            : ((await anchor.GetValueAsync("X", context)).ToStringValue(), (await anchor.GetValueAsync("Y", context)).ToStringValue());
        return double.TryParse(x, CultureInfo.InvariantCulture, out var across) && double.TryParse(y, CultureInfo.InvariantCulture, out var down) && across is >= 0 and <= 1 && down is >= 0 and <= 1
            ? (Math.Round(across, 3), Math.Round(down, 3))
            : null;
    }
}
