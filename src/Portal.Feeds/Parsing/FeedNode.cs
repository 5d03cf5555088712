using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>What holds for a whole document while it is read.</summary>
/// <param name="Vocabulary">Which family its elements belong to.</param>
/// <param name="Format">The dialect.</param>
sealed record FeedDocument(Vocabulary Vocabulary, string Format)
{
    /// <summary>Whether texts say of what type they are; in RSS it must be guessed.</summary>
    public bool IsAtom { get; } = Format.StartsWith("atom", StringComparison.Ordinal);
}

/// <summary>An element of a feed whose children are found by family and name, without case.</summary>
sealed class FeedNode
{
    readonly (Module Module, string Name, XElement Element)[] _children;

    public FeedNode(XElement element, FeedDocument document, string baseUrl)
    {
        Document = document;
        Element = element;
        BaseUrl = Rebase(element, baseUrl);
        var count = 0;
        for (var node = element.FirstNode; node is not null; node = node.NextNode)
            count += node is XElement ? 1 : 0;
        _children = new (Module, string, XElement)[count];
        count = 0;
        for (var node = element.FirstNode; node is not null; node = node.NextNode)
        {
            if (node is not XElement child)
                continue;
            var (module, name) = document.Vocabulary.Of(child.Name);
            _children[count++] = (module, name, child);
        }
    }

    public FeedDocument Document { get; }

    public XElement Element { get; }

    /// <summary>What addresses here are relative to (<c>xml:base</c>).</summary>
    public string BaseUrl { get; }

    public string? Language => Element.Attribute(XNamespace.Xml + "lang")?.Value is { Length: > 0 } language ? language : null;

    public ReadOnlySpan<(Module Module, string Name, XElement Element)> Children => _children;

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

    public string? Text(string name) => Text(Module.Core, name);

    /// <summary>The text of the first such child as a reader sees it, or null.</summary>
    public string? Plain(Module module, string name)
    {
        foreach (var (itsModule, itsName, element) in _children)
        {
            if (itsModule == module && itsName == name && TextConstruct.Plain(element, this) is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    public string? Plain(string name) => Plain(Module.Core, name);

    public FeedNode Child(XElement element) => new(element, Document, BaseUrl);

    /// <summary>The address in full, or null where it is none that a reader could open.</summary>
    public string? Absolute(string? url) => FeedUrl.Absolute(url, BaseUrl);

    /// <summary>The address that stands in the element, in full by its own base; or null.</summary>
    public string? Absolute(XElement? element, string? attribute = null) =>
        element is null ? null : FeedUrl.Absolute(attribute is null ? element.Value : MediaReading.Attribute(element, attribute), Rebase(element, BaseUrl));

    public static string Rebase(XElement element, string baseUrl) =>
        element.HasAttributes && element.Attribute(XNamespace.Xml + "base")?.Value is { Length: > 0 } own ? FeedUrl.Absolute(own, baseUrl) ?? baseUrl : baseUrl;
}
