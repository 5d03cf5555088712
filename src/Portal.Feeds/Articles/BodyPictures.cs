using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Articles;

/// <summary>
/// Makes the pictures of a text the site's own. The import has put a link in the place of each (<see cref="EntryHtml.RemotePicture"/>), so that
/// no reader's browser asks another site; where a picture cannot be had, the link stays.
/// </summary>
sealed class BodyPictures(RemotePictures pictures)
{
    /// <summary>Pictures that are taken in of one item; those after them stay links.</summary>
    public const int MaxPictures = 10;

    readonly HtmlParser _parser = new(new HtmlParserOptions { IsScripting = false });

    /// <summary>Whether the text has pictures that lie elsewhere.</summary>
    public static bool Has(string html) => html.Contains(EntryHtml.RemotePicture, StringComparison.Ordinal);

    /// <summary>The text with its pictures, or null where nothing could be taken in.</summary>
    public async Task<string?> TakeInAsync(string html, DateTime date, CancellationToken cancellationToken)
    {
        if (!Has(html))
            return null;
        using var document = _parser.ParseDocument("");
        var body = document.Body!;
        body.InnerHtml = html;
        var taken = 0;
        foreach (var link in body.QuerySelectorAll($"a[rel~={EntryHtml.RemotePicture}]").Take(MaxPictures).ToList())
        {
            if (await PathAsync(link.GetAttribute("href"), date, cancellationToken) is not { } path)
                continue;
            var image = document.CreateElement("img");
            image.SetAttribute("src", "/media/" + path);
            image.SetAttribute("alt", link.TextContent);
            image.SetAttribute("loading", "lazy");
            link.Replace(image);
            taken++;
        }
        return taken > 0 ? body.InnerHtml : null;
    }

    async Task<string?> PathAsync(string? url, DateTime date, CancellationToken cancellationToken)
    {
        try
        {
            return await pictures.TakeAsync(url, date, cancellationToken);
        }
        catch (FetchException)
        {
            return null;
        }
    }
}
