using System.Buffers;
using System.Text.RegularExpressions;

namespace Portal.Content.WordPress.Attachments;

/// <summary>Paths below WordPress's folder of uploads, such as <c>2019/03/photo.jpg</c>.</summary>
static partial class UploadPath
{
    static readonly SearchValues<char> NotInNames = SearchValues.Create("\\:*?\"<>|");

    /// <summary>The path that an address names, or null where it is no address of an upload.</summary>
    public static string? OfUrl(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url : url[..end];
        var start = path.IndexOf("/uploads/", StringComparison.OrdinalIgnoreCase);
        var length = "/uploads/".Length;
        if (start < 0)
        {
            // Networks of sites once had this address.
            start = path.IndexOf("/files/", StringComparison.OrdinalIgnoreCase);
            length = "/files/".Length;
        }
        return start < 0 ? null : Normalize(Uri.UnescapeDataString(path[(start + length)..]));
    }

    /// <summary>The path in one form; null where it leads elsewhere or is no path.</summary>
    public static string? Normalize(string path)
    {
        path = path.Trim();
        // Sites of a network have a folder each, which is not part of the path that WordPress stores.
        var match = NetworkFolder().Match(path);
        if (match.Success)
            path = path[match.Length..];
        var segments = path.Split('/');
        return path.Length is 0 or > 350 || segments.Any(segment => segment.Length == 0 || segment[0] == '.' || segment.AsSpan().ContainsAny(NotInNames) || segment.Any(char.IsControl))
            ? null
            : path;
    }

    /// <summary>The folder of the media library that a site's files are brought into, named after its host: two sites may each have a <c>2019/03/logo.png</c>.</summary>
    public static string MediaFolder(string site) =>
        Handlers.Slug.From(Uri.TryCreate(site, UriKind.Absolute, out var address) ? address.Host : "") is { Length: > 0 } name ? name : "wordpress";

    /// <summary>The path of the picture from which WordPress made a smaller one (<c>photo-300x200.jpg</c>, <c>photo-scaled.jpg</c>).</summary>
    public static string WithoutSize(string path) => Size().Replace(path, "$1");

    [GeneratedRegex(@"\Asites/\d+/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NetworkFolder();

    [GeneratedRegex(@"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,14})+(\.[A-Za-z0-9]{2,5})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();
}
