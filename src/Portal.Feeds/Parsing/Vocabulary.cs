using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Families of feed elements, whatever spelling their namespace has. RSS and Atom are one: their elements are told apart by name.</summary>
enum Module
{
    Other,
    Core,
    DublinCore,
    Terms,
    Content,
    Media,
    Itunes,
    Podcast,
    Chapters,
    Syndication,
    Slash,
    CommentApi,
    Thread,
    GeoRss,
    Geo,
    Gml,
    Licence,
    Admin,
    Xhtml,
    Feedburner,
}

/// <summary>Which family the elements of one document belong to. Not thread-safe; one a document.</summary>
/// <param name="root">The namespace of the outermost element: one that the whole document bears, right or wrong, is its core.</param>
sealed class Vocabulary(XNamespace root)
{
    static readonly Dictionary<string, Module> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Module.Core,
        ["purl.org/rss/1.0"] = Module.Core,
        ["purl.org/net/rss1.1"] = Module.Core,
        ["purl.org/rss/1.0/modules/rss091"] = Module.Core,
        ["my.netscape.com/rdf/simple/0.9"] = Module.Core,
        ["channel.netscape.com/rdf/simple/0.9"] = Module.Core,
        ["backend.userland.com/rss2"] = Module.Core,
        ["backend.userland.com/rss"] = Module.Core,
        ["backend.userland.com/rss091"] = Module.Core,
        ["backend.userland.com/rss092"] = Module.Core,
        ["blogs.law.harvard.edu/tech/rss"] = Module.Core,
        ["cyber.law.harvard.edu/rss/rss.html"] = Module.Core,
        ["my.netscape.com/publish/formats/rss-0.91.dtd"] = Module.Core,
        ["www.w3.org/2005/Atom"] = Module.Core,
        ["purl.org/atom/ns"] = Module.Core,
        ["purl.org/echo"] = Module.Core,
        ["purl.org/pie"] = Module.Core,
        ["example.com/newformat"] = Module.Core,
        ["example.com/necho"] = Module.Core,
        ["uri/of/echo/namespace"] = Module.Core,
        ["purl.org/dc/elements/1.1"] = Module.DublinCore,
        ["purl.org/dc/elements/1.0"] = Module.DublinCore,
        ["purl.org/dc/terms"] = Module.Terms,
        ["purl.org/rss/1.0/modules/content"] = Module.Content,
        ["search.yahoo.com/mrss"] = Module.Media,
        ["video.search.yahoo.com/mrss"] = Module.Media,
        ["tools.search.yahoo.com/mrss"] = Module.Media,
        ["www.itunes.com/dtds/podcast-1.0.dtd"] = Module.Itunes,
        ["example.com/dtds/podcast-1.0.dtd"] = Module.Itunes,
        ["www.google.com/schemas/play-podcasts/1.0"] = Module.Itunes,
        ["podcastindex.org/namespace/1.0"] = Module.Podcast,
        ["github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"] = Module.Podcast,
        ["podlove.org/simple-chapters"] = Module.Chapters,
        ["purl.org/rss/1.0/modules/syndication"] = Module.Syndication,
        ["purl.org/rss/1.0/modules/slash"] = Module.Slash,
        ["wellformedweb.org/CommentAPI"] = Module.CommentApi,
        ["purl.org/syndication/thread/1.0"] = Module.Thread,
        ["www.georss.org/georss"] = Module.GeoRss,
        ["www.georss.org/georss/10"] = Module.GeoRss,
        ["www.w3.org/2003/01/geo/wgs84_pos"] = Module.Geo,
        ["www.opengis.net/gml"] = Module.Gml,
        ["backend.userland.com/creativeCommonsRssModule"] = Module.Licence,
        ["web.resource.org/cc"] = Module.Licence,
        ["creativecommons.org/ns"] = Module.Licence,
        ["cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"] = Module.Licence,
        ["webns.net/mvcb"] = Module.Admin,
        ["www.w3.org/1999/xhtml"] = Module.Xhtml,
        ["rssnamespace.org/feedburner/ext/1.0"] = Module.Feedburner,
    };

    static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["atom10"] = "http://www.w3.org/2005/Atom",
        ["a10"] = "http://www.w3.org/2005/Atom",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["googleplay"] = "http://www.google.com/schemas/play-podcasts/1.0",
        ["podcast"] = "https://podcastindex.org/namespace/1.0",
        ["psc"] = "http://podlove.org/simple-chapters",
        ["sy"] = "http://purl.org/rss/1.0/modules/syndication/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xhtml"] = "http://www.w3.org/1999/xhtml",
        ["slash"] = "http://purl.org/rss/1.0/modules/slash/",
        ["wfw"] = "http://wellformedweb.org/CommentAPI/",
        ["thr"] = "http://purl.org/syndication/thread/1.0",
        ["georss"] = "http://www.georss.org/georss",
        ["geo"] = "http://www.w3.org/2003/01/geo/wgs84_pos#",
        ["gml"] = "http://www.opengis.net/gml",
        ["cc"] = "http://web.resource.org/cc/",
        ["creativeCommons"] = "http://backend.userland.com/creativeCommonsRssModule",
        ["admin"] = "http://webns.net/mvcb/",
        ["feedburner"] = "http://rssnamespace.org/feedburner/ext/1.0",
    };

    readonly Dictionary<XName, (Module, string)> _names = [];

    /// <summary>The namespace that a prefix usually stands for, for documents that forgot to say so.</summary>
    public static string Usual(string prefix) => Prefixes.GetValueOrDefault(prefix) ?? $"urn:undeclared:{prefix}";

    /// <summary>The family of an element, and its name in lower case.</summary>
    public (Module Module, string Name) Of(XName name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        return _names[name] = (Family(name.Namespace), name.LocalName.ToLowerInvariant());
    }

    Module Family(XNamespace space)
    {
        var name = space.NamespaceName.AsSpan().Trim();
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        name = name[(scheme < 0 ? 0 : scheme + 3)..].TrimEnd("/#");
        return Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var module) ? module
            : name.Contains("podcast-1.0.dtd", StringComparison.OrdinalIgnoreCase) ? Module.Itunes
            : space == root ? Module.Core
            : Module.Other;
    }
}
