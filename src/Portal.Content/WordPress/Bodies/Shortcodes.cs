using System.Net;
using System.Text;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// Turns WordPress's own shortcodes into HTML. Of one that only a plug-in knew, what stands between its tags is kept and the tags go;
/// one without a closing tag goes where it has attributes (it is noted and kept in the item's data) and stays where it has none: such a
/// word in brackets is more often a word in brackets.
/// </summary>
sealed class Shortcodes(IBodySource source)
{
    const int MaxDepth = 20;

    /// <summary>The text with its shortcodes replaced.</summary>
    public string Replace(string text, BodyText body, int depth = 0) =>
        depth >= MaxDepth ? text : ShortcodeParser.Replace(text, shortcode => Render(shortcode, body, depth + 1));

    string? Render(Shortcode shortcode, BodyText body, int depth) => shortcode.Name switch
    {
        "caption" or "wp_caption" => Caption(shortcode, body, depth),
        "gallery" => Gallery(shortcode, body),
        "embed" => Figure(EmbedLink.Html(shortcode.Content is { Length: > 0 } url ? url : shortcode.Attribute("src", "#0"))),
        "youtube" or "vimeo" => Embed(shortcode),
        "audio" => Figure(Sound(shortcode.Attribute("src", "mp3", "m4a", "ogg", "wav", "wma", "#0"))),
        "video" => Film(shortcode),
        "playlist" => Playlist(shortcode),
        _ => Unknown(shortcode, body, depth),
    };

    string Caption(Shortcode shortcode, BodyText body, int depth)
    {
        var content = Replace(shortcode.Content ?? "", body, depth).Trim();
        var caption = shortcode.Attribute("caption");
        if (caption.Length == 0)
        {
            // The picture, perhaps in a link, comes first; what follows is its caption.
            var end = content.IndexOf("<img", StringComparison.OrdinalIgnoreCase);
            end = end < 0 ? 0 : end + HtmlTag.Length(content.AsSpan(end));
            var rest = content.AsSpan(end).TrimStart();
            if (rest.StartsWith("</a>", StringComparison.OrdinalIgnoreCase))
                end = content.Length - rest.Length + 4;
            (content, caption) = (content[..end], content[end..].Trim());
        }
        return Figure(content, caption.ReplaceLineEndings(" "));
    }

    string Gallery(Shortcode shortcode, BodyText body)
    {
        IEnumerable<long> pictures = shortcode.Numbers("ids").ToList();
        if (!pictures.Any())
            pictures = shortcode.Numbers("include").ToList();
        if (!pictures.Any())
            pictures = source.PicturesOf(shortcode.Numbers("id").FirstOrDefault(body.PostId)).Except(shortcode.Numbers("exclude"));
        var figures = new StringBuilder();
        foreach (var id in pictures.Take(500))
        {
            if (source.File(id) is { } file)
                figures.Append(Figure($"<img src=\"{Encode(file.Url)}\" alt=\"{Encode(file.Alt)}\">", file.Caption));
            else
                body.Notes.Add($"The picture {id} of a gallery is not in the file.");
        }
        return figures.Length == 0 ? "" : Figure(figures.ToString());
    }

    string Playlist(Shortcode shortcode)
    {
        var figures = new StringBuilder();
        foreach (var file in shortcode.Numbers("ids").Take(500).Select(source.File).OfType<BodyFile>())
        {
            var player = shortcode.Attribute("type") == "video" ? $"<video controls src=\"{Encode(file.Url)}\"></video>" : Sound(file.Url);
            figures.Append(Figure(player, file.Caption.Length > 0 ? file.Caption : Encode(file.Title)));
        }
        return figures.ToString();
    }

    static string Film(Shortcode shortcode)
    {
        var url = shortcode.Attribute("src", "mp4", "m4v", "webm", "ogv", "#0");
        if (url.Length == 0)
            return "";
        var poster = shortcode.Attribute("poster") is { Length: > 0 } picture ? $" poster=\"{Encode(picture)}\"" : "";
        return Figure($"<video controls src=\"{Encode(url)}\"{poster}></video>");
    }

    static string Embed(Shortcode shortcode)
    {
        var given = shortcode.Content is { Length: > 0 } content ? content.Trim() : shortcode.Attribute("id", "url", "#0").TrimStart('=');
        var url = given.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? given
            : shortcode.Name == "vimeo" ? $"https://vimeo.com/{Uri.EscapeDataString(given)}"
            : $"https://www.youtube.com/watch?v={Uri.EscapeDataString(given)}";
        return Figure(EmbedLink.Html(url));
    }

    string? Unknown(Shortcode shortcode, BodyText body, int depth)
    {
        if (shortcode.Content is { } content)
        {
            body.Notes.Add($"The tags of the shortcode [{shortcode.Name}] were taken off; what stands between them was kept.");
            return Replace(content, body, depth);
        }
        if (!shortcode.Attributes.Keys.Any(name => name[0] != '#'))
            return null;
        body.Notes.Add($"The shortcode [{shortcode.Name}] is not known here and was left out.");
        if (body.Dropped.Count < 200)
            body.Dropped.Add(shortcode.Raw);
        return "";
    }

    static string Sound(string url) => url.Length == 0 ? "" : $"<audio controls preload=\"none\" src=\"{Encode(url)}\"></audio>";

    static string Figure(string content, string caption = "") =>
        content.Length == 0 ? "" : $"<figure>{content}{(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "")}</figure>";

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}
