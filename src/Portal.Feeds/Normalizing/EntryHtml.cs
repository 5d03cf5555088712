using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Html;

namespace Portal.Feeds.Normalizing;

/// <summary>
/// Makes the HTML of entries safe, and private: frames and players of other sites become links, and so do pictures that lie elsewhere,
/// so that no reader's browser tells a third party what is being read.
/// </summary>
sealed class EntryHtml(HtmlCleaner cleaner)
{
    /// <summary>Marks (<c>rel</c>) the link that stands in the place of a picture until the picture is taken in.</summary>
    public const string RemotePicture = "remote-picture";

    readonly HtmlParser _parser = new(new HtmlParserOptions { IsScripting = false });

    /// <summary>The HTML without what runs or frames; addresses absolute; pictures where they are.</summary>
    public string Clean(string? html, string baseUrl)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (!html.AsSpan().ContainsAny('<', '&'))
            return html.Trim();
        if (html.Length > HtmlCleaner.MaxLength)
            html = html[..HtmlCleaner.MaxLength];
        return cleaner.Clean(HasFrames(html) && !HtmlNesting.IsTangled(html) ? WithLinks(html) : html, baseUrl);
    }

    /// <summary>Clean HTML without pictures that lie elsewhere, and with players that load nothing by themselves.</summary>
    public string Private(string clean)
    {
        if (!Has(clean, "<img") && !Has(clean, "<audio") && !Has(clean, "<video") && !Has(clean, "<picture"))
            return clean;
        using var document = _parser.ParseDocument("");
        var body = document.Body!;
        body.InnerHtml = clean;
        foreach (var picture in body.QuerySelectorAll("picture").ToList())
        {
            if (picture.QuerySelector("img") is { } inner)
                picture.Replace(inner);
            else
                picture.Remove();
        }
        foreach (var image in body.QuerySelectorAll("img").ToList())
            Link(document, image);
        foreach (var player in body.QuerySelectorAll("audio, video"))
        {
            player.RemoveAttribute("poster");
            player.RemoveAttribute("autoplay");
            player.SetAttribute("preload", "none");
            player.SetAttribute("controls", "");
        }
        return body.InnerHtml.Trim();
    }

    /// <summary>The address of the first picture that is larger than a counting pixel, or null.</summary>
    public string? FirstImage(string clean)
    {
        if (!Has(clean, "<img"))
            return null;
        using var document = _parser.ParseDocument(clean);
        return document.QuerySelectorAll("img").Where(image => !IsPixel(image)).Select(image => image.GetAttribute("src"))
            .FirstOrDefault(Parsing.FeedUrl.IsWeb);
    }

    string WithLinks(string html)
    {
        using var document = _parser.ParseDocument("");
        var body = document.Body!;
        body.InnerHtml = html;
        foreach (var frame in body.QuerySelectorAll("iframe, embed, object").ToList())
        {
            var address = frame.GetAttribute("src") ?? frame.GetAttribute("data");
            if (address is { Length: > 0 })
                frame.Replace(Paragraph(document, address, frame.GetAttribute("title") ?? address));
            else
                frame.Remove();
        }
        return body.InnerHtml;
    }

    static void Link(IHtmlDocument document, IElement image)
    {
        var address = image.GetAttribute("src") ?? "";
        if (!Parsing.FeedUrl.IsWeb(address) || IsPixel(image))
        {
            image.Remove();
            return;
        }
        var text = image.GetAttribute("alt") is { Length: > 0 } alt ? alt : image.GetAttribute("title") is { Length: > 0 } title ? title : new Uri(address).Segments[^1].Trim('/');
        if (image.Closest("a") is { } within)
        {
            // A link within a link would be taken apart by browsers.
            image.Replace(document.CreateTextNode(text));
            if (string.IsNullOrWhiteSpace(within.TextContent))
                within.TextContent = address;
            return;
        }
        var anchor = Anchor(document, address, text.Length > 0 ? text : address);
        anchor.SetAttribute("rel", RemotePicture);
        image.Replace(anchor);
    }

    static IElement Paragraph(IHtmlDocument document, string address, string text)
    {
        var paragraph = document.CreateElement("p");
        paragraph.AppendChild(Anchor(document, address, text));
        return paragraph;
    }

    static IElement Anchor(IHtmlDocument document, string address, string text)
    {
        var anchor = document.CreateElement("a");
        anchor.SetAttribute("href", address);
        anchor.TextContent = text;
        return anchor;
    }

    static bool IsPixel(IElement image) => image.GetAttribute("width") is "0" or "1" || image.GetAttribute("height") is "0" or "1"
        || image.GetAttribute("src")?.Contains("feedburner.com/~r/", StringComparison.OrdinalIgnoreCase) == true;

    static bool HasFrames(string html) => Has(html, "<iframe") || Has(html, "<embed") || Has(html, "<object");

    static bool Has(string html, string tag) => html.Contains(tag, StringComparison.OrdinalIgnoreCase);
}
