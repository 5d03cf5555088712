using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Families of feed elements, whatever spelling their namespace has.</summary>
enum Module
{
    Other,
    Core,
    Atom,
    DublinCore,
    Terms,
    Content,
    Media,
    Itunes,
    Syndication,
    Xhtml,
    Feedburner,
}

/// <summary>Which namespace belongs to which family.</summary>
static class Vocabulary
{
    static readonly Dictionary<string, Module> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Module.Core,
        ["http://purl.org/rss/1.0/"] = Module.Core,
        ["http://my.netscape.com/rdf/simple/0.9/"] = Module.Core,
        ["http://channel.netscape.com/rdf/simple/0.9/"] = Module.Core,
        ["http://backend.userland.com/rss2"] = Module.Core,
        ["http://backend.userland.com/rss"] = Module.Core,
        ["http://blogs.law.harvard.edu/tech/rss"] = Module.Core,
        ["http://cyber.law.harvard.edu/rss/rss.html"] = Module.Core,
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = Module.Core,
        ["http://www.w3.org/2005/Atom"] = Module.Atom,
        ["http://purl.org/atom/ns#"] = Module.Atom,
        ["http://purl.org/dc/elements/1.1/"] = Module.DublinCore,
        ["http://purl.org/dc/elements/1.0/"] = Module.DublinCore,
        ["http://purl.org/dc/terms/"] = Module.Terms,
        ["http://purl.org/rss/1.0/modules/content/"] = Module.Content,
        ["http://search.yahoo.com/mrss/"] = Module.Media,
        ["http://search.yahoo.com/mrss"] = Module.Media,
        ["http://video.search.yahoo.com/mrss"] = Module.Media,
        ["http://video.search.yahoo.com/mrss/"] = Module.Media,
        ["http://tools.search.yahoo.com/mrss/"] = Module.Media,
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = Module.Itunes,
        ["http://www.google.com/schemas/play-podcasts/1.0"] = Module.Itunes,
        ["http://purl.org/rss/1.0/modules/syndication/"] = Module.Syndication,
        ["http://www.w3.org/1999/xhtml"] = Module.Xhtml,
        ["http://rssnamespace.org/feedburner/ext/1.0"] = Module.Feedburner,
    };

    static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["googleplay"] = "http://www.google.com/schemas/play-podcasts/1.0",
        ["sy"] = "http://purl.org/rss/1.0/modules/syndication/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xhtml"] = "http://www.w3.org/1999/xhtml",
        ["slash"] = "http://purl.org/rss/1.0/modules/slash/",
        ["wfw"] = "http://wellformedweb.org/CommentAPI/",
        ["thr"] = "http://purl.org/syndication/thread/1.0",
        ["georss"] = "http://www.georss.org/georss",
        ["feedburner"] = "http://rssnamespace.org/feedburner/ext/1.0",
    };

    /// <summary>The namespace that a prefix usually stands for, for documents that forgot to say so.</summary>
    public static string Usual(string prefix) => Prefixes.GetValueOrDefault(prefix) ?? $"urn:undeclared:{prefix}";

    /// <summary>The family of an element; a namespace that the whole document bears by mistake is its core.</summary>
    public static Module Of(XName name, XNamespace root) =>
        Known.TryGetValue(name.NamespaceName, out var module) ? module
            : name.Namespace == root ? Module.Core
            : name.NamespaceName.Contains("podcast-1.0.dtd", StringComparison.OrdinalIgnoreCase) ? Module.Itunes
            : Module.Other;
}
