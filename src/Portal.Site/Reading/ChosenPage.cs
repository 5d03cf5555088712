using System.Text;
using Portal.Site.Caching;

namespace Portal.Site.Reading;

/// <summary>Puts what a reader chose into the first tag of a finished page.</summary>
static class ChosenPage
{
    /// <summary>The tag stands at the beginning of a page.</summary>
    const int Within = 1024;

    /// <summary>The page with the attributes; the page itself where none are asked for, or where it is no HTML document.</summary>
    public static CachedPage With(CachedPage page, ReadingChoices choices)
    {
        var attributes = choices.Attributes;
        var bytes = page.Body.Identity.Span;
        if (attributes.Length == 0 || !page.ContentType.StartsWith("text/html", StringComparison.Ordinal) || bytes[..Math.Min(Within, bytes.Length)].IndexOf("<html"u8) is not (>= 0 and var tag))
            return page;
        var at = tag + "<html".Length;
        byte[] changed = [.. bytes[..at], .. Encoding.ASCII.GetBytes(attributes), .. bytes[at..]];
        return new(new(changed), page.ContentType, $"{page.EntityTag[..^1]}-{choices.SizeName}-{choices.ThemeName}\"", page.Tags, page.RenderedAt) { Frames = page.Frames, Changed = page.Changed };
    }
}
