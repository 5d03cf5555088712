using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Portal.Content.Media;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Media;

/// <summary>How a template wants a picture shown.</summary>
/// <param name="Alt">What it shows, in words; empty where it only adorns.</param>
/// <param name="Sizes">How wide it stands in the page, as in the attribute <c>sizes</c>.</param>
/// <param name="Ratio">Width by height that it is cut to; 0 for its own.</param>
/// <param name="FocusX">The point that stays in view, from the left, 0 to 1.</param>
/// <param name="FocusY">The point that stays in view, from the top, 0 to 1.</param>
/// <param name="Attributes">Further attributes, such as <c>loading</c>.</param>
sealed record PictureWish(string Alt, string Sizes, double Ratio, double FocusX, double FocusY, IReadOnlyList<(string Name, string Value)> Attributes);

/// <summary>
/// Writes an <c>img</c> element that a browser can choose a size for, and whose place in the page it knows before the picture comes.
/// </summary>
sealed class ResponsivePicture(MediaAddresses addresses)
{
    const int SmallestWidth = 240;
    const int PlainWidth = 600;

    /// <summary>What a telephone with two points for each pixel shows at its full width: the next one would weigh half as much again.</summary>
    const int PhoneWidth = 768;

    /// <summary>The element.</summary>
    public async ValueTask<string> WriteAsync(MediaFact media, PictureWish wish, PageRender render)
    {
        var html = new StringBuilder("<img");
        if (media.Type?.Kind == MediaKind.Picture && media.Size is { Frames: 1 } size)
            await AddSizesAsync(html, media, size, wish, render);
        else
        {
            Add(html, "src", $"{SiteLinks.Media(media.Path)}?v={media.Version}");
            if (media.Size is { } own)
                AddSize(html, own.Width, own.Height);
        }
        Add(html, "alt", wish.Alt);
        foreach (var (name, value) in wish.Attributes)
            Add(html, name, value);
        return html.Append('>').ToString();
    }

    async ValueTask AddSizesAsync(StringBuilder html, MediaFact media, PictureSize size, PictureWish wish, PageRender render)
    {
        var offers = new List<(int Width, int Height, string Address)>();
        foreach (var width in RenditionCommands.Sizes.Where(width => width >= SmallestWidth).Append(PhoneWidth).Order())
        {
            var commands = wish.Ratio > 0
                ? new RenditionCommands(width, (int)Math.Round(width / wish.Ratio), RenditionMode.Crop, wish.FocusX, wish.FocusY, Format: "auto")
                : new RenditionCommands(width, 0, Format: "auto");
            var fit = RenditionFit.Of(size, commands);
            if (offers.Count > 0 && offers[^1].Width >= fit.CutWidth)
                break;
            offers.Add((fit.CutWidth, fit.CutHeight, await addresses.RenditionAsync(media, commands, render)));
        }
        var plain = offers.Find(offer => offer.Width >= PlainWidth) is { Width: > 0 } middle ? middle : offers[^1];
        Add(html, "src", plain.Address);
        if (offers.Count > 1)
        {
            Add(html, "srcset", string.Join(", ", offers.Select(offer => string.Create(CultureInfo.InvariantCulture, $"{offer.Address} {offer.Width}w"))));
            Add(html, "sizes", wish.Sizes);
        }
        AddSize(html, offers[^1].Width, offers[^1].Height);
    }

    static void AddSize(StringBuilder html, int width, int height)
    {
        Add(html, "width", width.ToString(CultureInfo.InvariantCulture));
        Add(html, "height", height.ToString(CultureInfo.InvariantCulture));
    }

    static void Add(StringBuilder html, string name, string value) => html.Append(' ').Append(name).Append("=\"").Append(HtmlEncoder.Default.Encode(value)).Append('"');
}
