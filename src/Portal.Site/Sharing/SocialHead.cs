using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Site.Liquid;
using Portal.Site.Media;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Sharing;

/// <summary>A picture for shared links.</summary>
/// <param name="Address">Its whole address.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Alt">What it shows.</param>
sealed record SocialImage(string Address, int Width, int Height, string Alt);

/// <summary>Writes into the head of a page what shared links show of it: Open Graph, and cards of X, which are the same with fewer words.</summary>
sealed class SocialHead(MediaAddresses media, ShareCards cards, SiteLinks links)
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Adds the elements, and returns the picture.</summary>
    public async ValueTask<SocialImage> AddAsync(PageRender render)
    {
        var head = render.Head;
        var image = await ImageAsync(render);
        Add("og:locale", LocaleOf(render.Culture));
        Add("og:image", image.Address);
        Add("og:image:width", image.Width.ToString(CultureInfo.InvariantCulture));
        Add("og:image:height", image.Height.ToString(CultureInfo.InvariantCulture));
        Add("og:image:alt", image.Alt);
        if (head.Item is { ContentType: "Article" or "NewsItem" } item)
        {
            Add("article:published_time", Moment(item.PublishedUtc));
            Add("article:modified_time", Moment(item.ModifiedUtc));
        }
        if (!head.Resources.Exists(one => one.Html.StartsWith("<meta name=\"twitter:card\"", StringComparison.Ordinal)))
            head.Resources.Add(("Meta", "<meta name=\"twitter:card\" content=\"summary_large_image\">"));
        return image;

        void Add(string property, string content)
        {
            if (content.Length > 0)
                head.Resources.Add(("Meta", $"<meta property=\"{property}\" content=\"{Encoder.Encode(content)}\">"));
        }
    }

    /// <summary>A moment as the web writes it; empty for none.</summary>
    public static string Moment(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    // Drawings and films are shown by none of the networks; they and pages without a picture get one that is drawn of their title.
    async ValueTask<SocialImage> ImageAsync(PageRender render)
    {
        var head = render.Head;
        if (head.Image is { Length: > 0 } text && MediaAddresses.PathOf(text) is { } path
            && await media.FindAsync(path, render) is { Type.Kind: MediaKind.Picture, Size: { Frames: 1 } size } fact)
        {
            var commands = new RenditionCommands(SharePicture.Width, SharePicture.Height, RenditionMode.Crop, Format: "jpg");
            var fit = RenditionFit.Of(size, commands);
            return new(links.Absolute(await media.RenditionAsync(fact, commands, render)), fit.CutWidth, fit.CutHeight, AltOf(head));
        }
        return new(links.Absolute(await cards.PathOfAsync(head.IsHome ? null : head.Item, render.Settings, render.Cancellation)), SharePicture.Width, SharePicture.Height, head.Title.Length > 0 ? head.Title : render.Settings.SiteName);
    }

    static string AltOf(PageHead head) =>
        head.Item is { } item && item.Field<MediaField>(item.ContentType, "Image")?.MediaTexts is [{ Length: > 0 } text, ..] ? text : head.Title;

    // Open Graph wants a country beside the language.
    static string LocaleOf(CultureInfo culture) => culture.TwoLetterISOLanguageName switch { "sr" => "sr_RS", "en" => "en_GB", "ru" => "ru_RU", var other => other };
}
