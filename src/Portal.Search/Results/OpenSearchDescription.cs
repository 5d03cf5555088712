using System.Xml.Linq;

namespace Portal.Search.Results;

/// <summary>Tells browsers how to search the site (OpenSearch 1.1, draft 6).</summary>
static class OpenSearchDescription
{
    static readonly XNamespace Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    /// <summary>Longest short name that the specification allows, in characters.</summary>
    const int MaxShortName = 16;

    public static string Write(string siteName, Uri baseUrl) => new XElement(Namespace + "OpenSearchDescription",
        new XElement(Namespace + "ShortName", siteName.Length > MaxShortName ? siteName[..MaxShortName].Trim() : siteName),
        new XElement(Namespace + "Description", siteName),
        new XElement(Namespace + "InputEncoding", "UTF-8"),
        Url("text/html", $"{baseUrl}search?q={{searchTerms}}"),
        Url("application/opensearchdescription+xml", $"{baseUrl}opensearch.xml", "self")).ToString(SaveOptions.DisableFormatting);

    static XElement Url(string type, string template, string? relation = null) =>
        new(Namespace + "Url", new XAttribute("type", type), relation is null ? null : new XAttribute("rel", relation), new XAttribute("template", template));
}
