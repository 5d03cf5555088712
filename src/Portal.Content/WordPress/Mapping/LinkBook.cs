using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Content.WordPress.Attachments;
using Portal.Content.WordPress.Bodies;

namespace Portal.Content.WordPress.Mapping;

/// <summary>Finds where the pages and files of the old site stand here.</summary>
sealed partial class LinkBook : IBodySource
{
    readonly SiteSurvey _survey;
    readonly TermBook _terms;
    readonly string _host;
    readonly string _root;
    readonly Dictionary<string, SurveyedPost> _pages = new(StringComparer.Ordinal);
    readonly Dictionary<string, SurveyedFile> _files = new(StringComparer.Ordinal);
    readonly Dictionary<string, SurveyedFile> _filePages = new(StringComparer.Ordinal);
    readonly ILookup<long, long> _pictures;

    public LinkBook(SiteSurvey survey, TermBook terms)
    {
        (_survey, _terms) = (survey, terms);
        _ = Uri.TryCreate(survey.Site.Url, UriKind.Absolute, out var site);
        (_host, _root) = (Host(site?.Host ?? ""), site?.AbsolutePath.Trim('/') ?? "");
        foreach (var post in survey.Posts.Values)
        {
            if (post.ContentType is not null && OldPath(post.Link) is { Length: > 0 } path)
                _pages.TryAdd(path, post);
        }
        foreach (var file in survey.Files.Values.OrderByDescending(file => file.Id))
        {
            if (file.Path is { } upload)
            {
                _files.TryAdd(upload, file);
                _files.TryAdd(UploadPath.WithoutSize(upload), file);
            }
            if (OldPath(file.Link) is { Length: > 0 } page)
                _filePages.TryAdd(page, file);
        }
        _pictures = survey.Files.Values.Where(file => file.Parent > 0 && IsPicture(file.Path)).OrderBy(file => file.Id).ToLookup(file => file.Parent, file => file.Id);
    }

    public BodyFile? File(long attachment) =>
        _survey.Files.TryGetValue(attachment, out var file) ? new(file.Url, file.Title, file.Alt, file.Caption) : null;

    public IEnumerable<long> PicturesOf(long post) => _pictures[post];

    public string? ReusableBlock(long post) => _survey.ReusableBlocks.GetValueOrDefault(post);

    public string? Media(string url)
    {
        if (url.Length == 0 || !IsOwn(url))
            return null;
        if (UploadPath.OfUrl(url) is { } path)
            return MediaUrl(_files.GetValueOrDefault(path) ?? _files.GetValueOrDefault(UploadPath.WithoutSize(path)));
        return OldPath(url) is { Length: > 0 } page ? MediaUrl(_filePages.GetValueOrDefault(page)) : null;
    }

    public string? Page(string url)
    {
        if (!IsOwn(url) || !TryParse(url, out var address))
            return null;
        if (Numbered().Match(address.Query) is { Success: true } numbered && long.TryParse(numbered.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var id))
            return PageOf(id) is { } path ? path + address.Fragment : null;
        if (OldPath(url) is not { } old)
            return null;
        if (old == _root)
            return "/" + address.Fragment;
        // Pages of a long post, its feed and its mobile twin lead to the whole post.
        var post = _pages.GetValueOrDefault(old) ?? _pages.GetValueOrDefault(Twin().Replace(old, ""));
        if (post is not null)
            return $"/{post.Path}{address.Fragment}";
        return _terms.FindOld(_root.Length > 0 && old.StartsWith(_root + "/", StringComparison.Ordinal) ? old[(_root.Length + 1)..] : old) is { } term ? "/" + term.Path : null;
    }

    /// <summary>The new path of a post; null where it is not brought over.</summary>
    public string? PageOf(long post) => _survey.Posts.TryGetValue(post, out var known) && known.ContentType is not null ? "/" + known.Path : null;

    /// <summary>The old path of an address on the old site, decoded, in lower case, without slashes around; null where it has none of its own.</summary>
    public string? OldPath(string url) =>
        url.Length > 0 && IsOwn(url) && TryParse(url, out var address) && address.Query.Length == 0
            ? Uri.UnescapeDataString(address.AbsolutePath).Trim('/').ToLowerInvariant()
            : null;

    bool IsOwn(string url) => url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)
        || (TryParse(url, out var address) && (Host(address.Host) == _host || (address.Host.EndsWith(".wp.com", StringComparison.OrdinalIgnoreCase) && address.AbsolutePath.Contains($"/{_host}/", StringComparison.OrdinalIgnoreCase))));

    bool TryParse(string url, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address)
    {
        if (url.StartsWith('/'))
            url = url.StartsWith("//", StringComparison.Ordinal) ? "https:" + url : $"https://{_host}{url}";
        return Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme is "http" or "https";
    }

    static string? MediaUrl(SurveyedFile? file) =>
        file?.MediaPath is { } path ? "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) : null;

    static bool IsPicture(string? path) => Path.GetExtension(path ?? "").ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp" or ".avif";

    static string Host(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..].ToLowerInvariant() : host.ToLowerInvariant();

    [GeneratedRegex(@"[?&](p|page_id|attachment_id)=(\d{1,18})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"/(?:feed|amp|embed|comment-page-\d+|\d{1,3})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Twin();
}
