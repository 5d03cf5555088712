using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Html;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// Makes what WordPress and its themes wrote into HTML that means what it shows: captions are <c>figcaption</c>, boxes that only
/// arranged things are gone, pictures and links lead to the new site, frames are links. Last of all the HTML is sanitised.
/// </summary>
sealed class BodyCleaner(IBodySource source, HtmlCleaner cleaner)
{
    const string Frames = "iframe, embed, object";

    readonly HtmlParser _parser = new();

    public string Clean(string html, BodyText body)
    {
        if (HtmlNesting.IsTangled(html))
        {
            body.Notes.Add("The HTML is nested deeper than any honest text; only its words were kept.");
            return cleaner.Clean(html);
        }
        using var document = _parser.ParseDocument("<body>" + html);
        var root = document.Body!;
        Figures(root);
        foreach (var frame in root.QuerySelectorAll(Frames).ToList())
            Frame(frame);
        new BodyMedia(source, body).Rewrite(root);
        new BodyStructure(root).Simplify();
        return cleaner.Clean(root.InnerHtml);
    }

    static void Figures(IElement root)
    {
        foreach (var box in root.QuerySelectorAll("div.wp-caption, dl.gallery-item").ToList())
        {
            foreach (var text in box.QuerySelectorAll(".wp-caption-text").ToList())
                text.Rename("figcaption");
            foreach (var icon in box.QuerySelectorAll("dt.gallery-icon").ToList())
                icon.Unwrap();
            box.Rename("figure");
        }
        foreach (var gallery in root.QuerySelectorAll("ul.wp-block-gallery, ul.blocks-gallery-grid").ToList())
        {
            foreach (var entry in gallery.Children.Where(child => child.LocalName == "li").ToList())
                entry.Unwrap();
            if (gallery.ParentElement?.LocalName == "figure")
                gallery.Unwrap();
            else
                gallery.Rename("figure");
        }
        foreach (var button in root.QuerySelectorAll("a.wp-block-file__button, object.wp-block-file__embed").ToList())
            button.Remove();
    }

    static void Frame(IElement frame)
    {
        var url = frame.GetAttribute("src") ?? frame.GetAttribute("data-src") ?? frame.GetAttribute("data") ?? "";
        if (url.Length == 0 || frame.Owner is null)
        {
            frame.Remove();
            return;
        }
        frame.OuterHtml = EmbedLink.Html(url, frame.GetAttribute("title") ?? "");
    }
}
