using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using Portal.Content.Html;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Loads XML by the letter, in one pass. Not <see cref="XElement.Load(XmlReader)"/>: its time is quadratic in the depth, so the depth
/// must be known to be small before an element is added.
/// </summary>
static class StrictXml
{
    static readonly XmlReaderSettings Settings = new()
    {
        // Not resolved and not expanded: a reference to an entity of the document's own is an error here, and mended as text.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = FeedParser.MaxBytes,
    };

    /// <exception cref="XmlException">The text is not well-formed.</exception>
    /// <exception cref="FeedFormatException">Elements are nested too deep.</exception>
    public static XElement Load(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        var names = new Dictionary<(string, string), XName>(SameStrings.Instance);
        XElement? root = null, open = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth > FeedParser.MaxDepth)
                        throw new FeedFormatException($"The document nests elements more than {FeedParser.MaxDepth} deep.");
                    var closed = reader.IsEmptyElement;
                    var element = Element(reader, names);
                    open?.Add(element);
                    root ??= element;
                    open = closed ? open : element;
                    break;
                case XmlNodeType.EndElement:
                    open = open?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    // Text that comparisons are made with, and white space between elements that may be markup.
                    open?.Add(ControlLetters.Mend(reader.Value));
                    break;
            }
        }
        return root ?? throw new XmlException("The document has no outermost element.");
    }

    static XElement Element(XmlReader reader, Dictionary<(string, string), XName> names)
    {
        var element = new XElement(Name(reader, names));
        while (reader.MoveToNextAttribute())
            element.Add(new XAttribute(Name(reader, names), ControlLetters.Mend(reader.Value)));
        return element;
    }

    static XName Name(XmlReader reader, Dictionary<(string, string), XName> names)
    {
        var key = (reader.LocalName, reader.NamespaceURI);
        if (!names.TryGetValue(key, out var name))
            names[key] = name = key.NamespaceURI == XNamespace.Xmlns.NamespaceName && key.LocalName == "xmlns" ? XName.Get("xmlns") : XName.Get(key.LocalName, key.NamespaceURI);
        return name;
    }

    /// <summary>A reader gives the same string for the same name every time, so that comparing references is enough.</summary>
    sealed class SameStrings : IEqualityComparer<(string Local, string Space)>
    {
        public static readonly SameStrings Instance = new();

        public bool Equals((string Local, string Space) x, (string Local, string Space) y) => ReferenceEquals(x.Local, y.Local) && ReferenceEquals(x.Space, y.Space);

        public int GetHashCode((string Local, string Space) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Local), RuntimeHelpers.GetHashCode(obj.Space));
    }
}
