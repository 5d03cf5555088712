using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Portal.Site.Media;

/// <summary>Chooses the format in which a picture is sent.</summary>
static class RenditionFormat
{
    /// <summary>An ending without its dot.</summary>
    /// <param name="asked">What the address asks for; <c>auto</c> or nothing leave it open.</param>
    /// <param name="media">The picture.</param>
    /// <param name="accept">What the browser takes. "Whatever" is no promise that it knows new formats.</param>
    public static string Choose(string asked, MediaFact media, StringValues accept)
    {
        var moves = media.Size?.Frames > 1;
        if (asked is not ("" or "auto"))
            return asked;
        if (asked == "auto")
        {
            // AVIF that moves is slow to make and to show.
            if (!moves && Takes(accept, "image/avif"))
                return "avif";
            if (Takes(accept, "image/webp"))
                return "webp";
        }
        return media.Type!.Extension switch
        {
            ".png" => "png",
            ".webp" when asked.Length == 0 => "webp",
            ".avif" when asked.Length == 0 => "avif",
            ".gif" => moves ? "gif" : "png",
            ".jpg" or ".jpeg" => "jpg",
            _ => "png",
        };
    }

    static bool Takes(StringValues accept, string type) =>
        MediaTypeHeaderValue.TryParseList(accept!, out var types) && types.Any(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
