using System.Net;
using System.Text;
using Portal.Content.Html;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Normalizing;

/// <summary>
/// Makes the HTML of entries safe, and private: frames and players of other sites become links, and so do pictures that lie elsewhere,
/// so that no reader's browser tells a third party what is being read. Thread-safe.
/// </summary>
sealed class EntryHtml(HtmlCleaner cleaner)
{
    /// <summary>Marks (<c>rel</c>) the link that stands in the place of a picture until the picture is taken in.</summary>
    public const string RemotePicture = "remote-picture";

    /// <summary>Makes one with a cleaner of its own.</summary>
    public EntryHtml() : this(new()) { }

    /// <summary>The HTML without what runs or frames; addresses absolute and without tracking; pictures where they are.</summary>
    public string Clean(string? html, string baseUrl)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (!html.AsSpan().ContainsAny('<', '&'))
            return html.Trim();
        if (html.Length > HtmlCleaner.MaxLength)
            html = html[..HtmlCleaner.MaxLength];
        return Untracked(cleaner.Clean(Embeds.Rewrite(html), baseUrl));
    }

    /// <summary>Clean HTML without pictures that lie elsewhere, and with players that load nothing by themselves.</summary>
    public string Private(string clean) =>
        Has(clean, "<img") || Has(clean, "<audio") || Has(clean, "<video") || Has(clean, "<picture") ? PrivateHtml.Of(clean) : clean;

    /// <summary>The address of the first picture that is larger than a counting pixel, or null.</summary>
    public string? FirstImage(string clean)
    {
        if (!Has(clean, "<img"))
            return null;
        var tokens = new HtmlTokens(clean);
        while (tokens.Read())
        {
            if (tokens.Name is "img" && !IsPixel(tokens) && WebUtility.HtmlDecode(tokens.Attribute("src").ToString()) is var address && FeedUrl.IsWeb(address))
                return address;
        }
        return null;
    }

    /// <summary>Whether a picture is there to count readers.</summary>
    internal static bool IsPixel(HtmlTokens image) =>
        image.Attribute("width") is "0" or "1" or "1px" || image.Attribute("height") is "0" or "1" or "1px" || TrackingPixels.Is(image.Attribute("src"));

    /// <summary>The HTML without counting pixels, and with links that tell nobody where they were found.</summary>
    static string Untracked(string clean)
    {
        if (!clean.Contains('?', StringComparison.Ordinal) && !Has(clean, "<img"))
            return clean;
        StringBuilder? changed = null;
        var copied = 0;
        var tokens = new HtmlTokens(clean);
        while (tokens.Read())
        {
            if (tokens.Name is "img" && (IsPixel(tokens) || tokens.Attribute("src").IsEmpty))
            {
                (changed ??= new(clean.Length)).Append(clean, copied, tokens.Start - copied);
                copied = tokens.End;
            }
            else if (tokens.Name is "a" && tokens.Attribute("href") is { Length: > 0 } raw && raw.Contains('?'))
            {
                var address = WebUtility.HtmlDecode(raw.ToString());
                var plain = WebLinks.Clean(address);
                if (plain.Length == address.Length)
                    continue;
                var at = tokens.Start + tokens.Raw.IndexOf(raw);
                (changed ??= new(clean.Length)).Append(clean, copied, at - copied).Append(Escape(plain));
                copied = at + raw.Length;
            }
        }
        return changed is null ? clean : changed.Append(clean, copied, clean.Length - copied).ToString().Trim();
    }

    /// <summary>Text as it stands in HTML and in its attributes.</summary>
    internal static string Escape(string text) => text.AsSpan().ContainsAny("&<>\"\u00A0")
        ? text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("\u00A0", "&nbsp;", StringComparison.Ordinal)
        : text;

    static bool Has(string html, string tag) => html.Contains(tag, StringComparison.Ordinal);
}
