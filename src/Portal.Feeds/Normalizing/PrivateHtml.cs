using System.Net;
using System.Text;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Normalizing;

/// <summary>Turns pictures into links to them, and keeps players from loading anything before they are started.</summary>
static class PrivateHtml
{
    public static string Of(string clean)
    {
        var html = new StringBuilder(clean.Length);
        // Where the content of the open link begins, and what picture stood in it.
        var (anchor, pictured) = (-1, "");
        var picture = false;
        var tokens = new HtmlTokens(clean);
        while (tokens.Read())
        {
            switch (tokens.Name)
            {
                case "picture":
                    picture = !tokens.IsEnd;
                    break;
                case "source" when picture:
                    break;
                case "img":
                    var (address, text) = Picture(tokens);
                    if (address.Length == 0)
                        break;
                    // A link within a link would be taken apart by browsers.
                    if (anchor >= 0)
                        html.Append(EntryHtml.Escape(text));
                    else
                        html.Append("<a href=\"").Append(EntryHtml.Escape(address)).Append("\" rel=\"").Append(EntryHtml.RemotePicture).Append("\">").Append(EntryHtml.Escape(text.Length > 0 ? text : address)).Append("</a>");
                    pictured = address;
                    break;
                case "a":
                    if (tokens.IsEnd && anchor >= 0 && pictured.Length > 0 && IsBlank(html, anchor))
                        html.Append(EntryHtml.Escape(pictured));
                    (anchor, pictured) = tokens.IsEnd ? (-1, "") : (html.Length + tokens.Raw.Length, "");
                    html.Append(tokens.Raw);
                    break;
                case "audio" or "video" when !tokens.IsEnd:
                    Player(tokens, html);
                    break;
                default:
                    html.Append(tokens.Raw);
                    break;
            }
        }
        return html.ToString().Trim();
    }

    static (string Address, string Text) Picture(HtmlTokens image)
    {
        var address = WebUtility.HtmlDecode(image.Attribute("src").ToString());
        if (!FeedUrl.IsWeb(address) || EntryHtml.IsPixel(image))
            return ("", "");
        var text = image.Attribute("alt") is { Length: > 0 } alt ? alt : image.Attribute("title");
        return (address, text.Length > 0 ? WebUtility.HtmlDecode(text.ToString()) : Uri.UnescapeDataString(new Uri(address).Segments[^1]).Trim('/'));
    }

    static void Player(HtmlTokens player, StringBuilder html)
    {
        html.Append('<').Append(player.Name);
        foreach (var name in (ReadOnlySpan<string>)["src", "title", "width", "height"])
        {
            if (player.Attribute(name) is { Length: > 0 } value)
                html.Append(' ').Append(name).Append("=\"").Append(value).Append('"');
        }
        html.Append(" preload=\"none\" controls=\"\">");
    }

    static bool IsBlank(StringBuilder html, int from)
    {
        for (var index = from; index < html.Length; index++)
        {
            if (!char.IsWhiteSpace(html[index]))
                return false;
        }
        return true;
    }
}
