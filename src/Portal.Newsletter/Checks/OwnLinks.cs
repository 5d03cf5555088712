using AngleSharp.Html.Parser;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Localization;

namespace Portal.Newsletter.Checks;

/// <summary>Looks whether links to the site's own pages lead somewhere.</summary>
sealed class OwnLinks(ContentReader reader, SiteAddress site)
{
    // Addresses that are no items.
    static readonly string[] Known = ["", "news", "articles", "stories", "search", "newsletter", "topics", "sources", "feed", "media"];

    /// <summary>Links of the HTML to own pages where nothing stands.</summary>
    public async Task<IReadOnlyList<MailFinding>> FindBrokenAsync(string html, CancellationToken cancellationToken)
    {
        var broken = new List<MailFinding>();
        var document = new HtmlParser().ParseDocument(html);
        foreach (var address in document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Distinct(StringComparer.Ordinal))
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Authority == site.BaseUrl.Authority && !await StandsAsync(uri, cancellationToken))
                broken.Add(new("links", true, "Nothing stands at the address {0}.", address));
        }
        return broken;
    }

    async Task<bool> StandsAsync(Uri uri, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        var first = path.Split('/')[0];
        if (first.Length > 0 && InterfaceLanguage.All.Any(language => language.PathPrefix == first))
            path = path[first.Length..].Trim('/');
        return Known.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase) || path.StartsWith("content/", StringComparison.OrdinalIgnoreCase)
            || await reader.FindByRouteAsync(path, cancellationToken) is not null;
    }
}
