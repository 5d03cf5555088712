using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;

namespace Portal.Search.Results;

/// <summary>Tells browsers and readers of feeds how to search the site (OpenSearch 1.1, draft 6), in the language of the address.</summary>
sealed class OpenSearchDescription(SiteDocuments documents, SiteAddress address, SiteFolders folders, IStringLocalizer texts)
{
    static readonly XNamespace Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    /// <summary>Longest names that the specification allows, in characters.</summary>
    const int MaxShortName = 16;
    const int MaxLongName = 48;

    /// <param name="root">Path that begins the language's addresses: empty or <c>/sr</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<string> WriteAsync(string root, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        string name = texts[settings.SiteName];
        var query = "q={searchTerms}";
        return new XElement(Namespace + "OpenSearchDescription",
            new XElement(Namespace + "ShortName", Cut(name, MaxShortName)),
            new XElement(Namespace + "LongName", Cut(name, MaxLongName)),
            new XElement(Namespace + "Description", texts["Search: {0}", name].Value),
            Icon(settings.Theme),
            Url("text/html", $"{root}/search?{query}", "results"),
            Url("application/rss+xml", $"{root}/search/feed?{query}", "results"),
            Url("application/atom+xml", $"{root}/search/feed.atom?{query}", "results"),
            Url("application/x-suggestions+json", $"{root}/search/suggest.json?{query}", "suggestions"),
            Url("application/opensearchdescription+xml", $"{root}/opensearch.xml", "self"),
            new XElement(Namespace + "Query", new XAttribute("role", "example"), new XAttribute("searchTerms", texts["diplomacy"].Value)),
            new XElement(Namespace + "Language", CultureInfo.CurrentUICulture.Name is { Length: > 0 } language ? language : "*"),
            new XElement(Namespace + "SyndicationRight", "open"),
            new XElement(Namespace + "InputEncoding", "UTF-8"),
            new XElement(Namespace + "OutputEncoding", "UTF-8")).ToString(SaveOptions.DisableFormatting);
    }

    // The site's mark, where its theme has one.
    XElement? Icon(string theme) => !File.Exists(Path.Combine(folders.Themes, theme, "wwwroot", "art", "mark.svg")) ? null
        : new(Namespace + "Image", new XAttribute("type", "image/svg+xml"), address.Absolute($"{theme}/art/mark.svg").AbsoluteUri);

    // Braces of the template must stay as they are: Uri would escape them.
    XElement Url(string type, string path, string relation) =>
        new(Namespace + "Url", new XAttribute("type", type), new XAttribute("rel", relation), new XAttribute("template", address.BaseUrl.AbsoluteUri + path.TrimStart('/')));

    // At a word's end, where there is one.
    static string Cut(string name, int length) => name.Length <= length ? name : name[..(name.LastIndexOf(' ', length) is > 0 and var blank ? blank : length)].Trim();
}
