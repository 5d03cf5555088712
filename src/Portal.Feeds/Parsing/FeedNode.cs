using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>An element of a feed whose children are found by family and name, without case.</summary>
sealed class FeedNode
{
    readonly (Module Module, string Name, XElement Element)[] _children;
    readonly XNamespace _root;

    public FeedNode(XElement element, XNamespace root, string baseUrl)
    {
        _root = root;
        Element = element;
        BaseUrl = Rebase(element, baseUrl);
        _children = [.. element.Elements().Select(child => (Vocabulary.Of(child.Name, root), child.Name.LocalName.ToLowerInvariant(), child))];
    }

    public XElement Element { get; }

    /// <summary>What addresses here are relative to (<c>xml:base</c>).</summary>
    public string BaseUrl { get; }

    public string? Language => Element.Attribute(XNamespace.Xml + "lang")?.Value is { Length: > 0 } language ? language : null;

    public IEnumerable<XElement> All(Module module, string name)
    {
        foreach (var (itsModule, itsName, element) in _children)
        {
            if (itsModule == module && itsName == name)
                yield return element;
        }
    }

    public XElement? First(Module module, string name)
    {
        foreach (var (itsModule, itsName, element) in _children)
        {
            if (itsModule == module && itsName == name)
                return element;
        }
        return null;
    }

    /// <summary>The trimmed text of the first such child that has any, or null.</summary>
    public string? Text(Module module, string name)
    {
        foreach (var (itsModule, itsName, element) in _children)
        {
            if (itsModule == module && itsName == name && element.Value.Trim() is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    /// <summary>What the first such child holds, as HTML.</summary>
    public string? Html(Module module, string name) => First(module, name) is { } element ? Markup.Html(element) : null;

    public FeedNode Child(XElement element) => new(element, _root, BaseUrl);

    /// <summary>The address in full, or null where it is none that a reader could open.</summary>
    public string? Absolute(string? url) => FeedUrl.Absolute(url, BaseUrl);

    public static string Rebase(XElement element, string baseUrl) =>
        element.Attribute(XNamespace.Xml + "base")?.Value is { Length: > 0 } own ? FeedUrl.Absolute(own, baseUrl) ?? baseUrl : baseUrl;
}
