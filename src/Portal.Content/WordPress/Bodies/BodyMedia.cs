using System.Globalization;
using AngleSharp.Dom;

namespace Portal.Content.WordPress.Bodies;

/// <summary>Leads pictures, sounds, films and links to where they stand on the new site.</summary>
sealed class BodyMedia(IBodySource source, BodyText body)
{
    public void Rewrite(IElement root)
    {
        foreach (var picture in root.QuerySelectorAll("img").ToList())
            Picture(picture);
        foreach (var player in root.QuerySelectorAll("audio, video").ToList())
            Player(player);
        foreach (var link in root.QuerySelectorAll("a[href], area[href]").ToList())
            Link(link);
    }

    void Picture(IElement picture)
    {
        var file = source.File(Number(picture));
        if (string.IsNullOrEmpty(picture.GetAttribute("alt")) && file is { Alt.Length: > 0 })
            picture.SetAttribute("alt", file.Alt);
        var url = Address(picture, "data-orig-file", "data-full-url", "src", "data-src", "data-lazy-src");
        var path = source.Media(url) ?? (file is null ? null : source.Media(file.Url));
        if (path is null)
        {
            Missing(picture, url, picture.GetAttribute("alt") is { Length: > 0 } alt ? alt : FileName(url));
            return;
        }
        foreach (var attribute in picture.Attributes.Select(one => one.Name).Where(name => name is not ("src" or "alt" or "title" or "width" or "height" or "lang")).ToList())
            picture.RemoveAttribute(attribute);
        foreach (var size in new[] { "width", "height" })
        {
            if (!int.TryParse(picture.GetAttribute(size), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                picture.RemoveAttribute(size);
        }
        picture.SetAttribute("src", path);
        if (picture.GetAttribute("alt") is null)
            picture.SetAttribute("alt", "");
    }

    void Player(IElement player)
    {
        var url = Address(player, "src");
        if (url.Length == 0 && player.QuerySelector("source[src]") is { } first)
            url = Address(first, "src");
        if (source.Media(url) is not { } path)
        {
            Missing(player, url, FileName(url));
            return;
        }
        foreach (var child in player.QuerySelectorAll("source, a, p").ToList())
            child.Remove();
        if (player.GetAttribute("poster") is { } poster)
        {
            if (source.Media(poster) is { } picture)
                player.SetAttribute("poster", picture);
            else
                player.RemoveAttribute("poster");
        }
        player.SetAttribute("src", path);
        player.SetAttribute("controls", "");
        player.SetAttribute("preload", "none");
    }

    void Link(IElement link)
    {
        var url = Address(link, "href");
        if (source.Media(url) is { } media)
            link.SetAttribute("href", media);
        else if (source.Page(url) is { } page)
            link.SetAttribute("href", page);
    }

    // Pages load nothing from other sites: what was not brought over becomes a link to where it is.
    void Missing(IElement element, string url, string text)
    {
        if (url.Length == 0 || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || element.Owner is not { } document)
        {
            element.Remove();
            return;
        }
        body.Notes.Add($"{Shorten(url)} was not brought over; the text links to it.");
        var inLink = element.Closest("a") is not null;
        var place = document.CreateElement(inLink ? "span" : "a");
        place.TextContent = text;
        if (!inLink)
            place.SetAttribute("href", url);
        element.Replace(place);
    }

    static string Address(IElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.GetAttribute(name)?.Trim() is { Length: > 0 } url && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                return url;
        }
        return "";
    }

    static long Number(IElement picture)
    {
        foreach (var name in picture.ClassList)
        {
            if (name.StartsWith("wp-image-", StringComparison.Ordinal) && long.TryParse(name.AsSpan(9), out var number))
                return number;
        }
        return long.TryParse(picture.GetAttribute("data-id"), out var id) ? id : 0;
    }

    static string FileName(string url) => Uri.UnescapeDataString(url.Split('?', '#')[0].TrimEnd('/').Split('/')[^1]);

    static string Shorten(string url) => url.Length > 200 ? url[..200] + "…" : url;
}
