using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Content.Media;

/// <summary>
/// Makes drawings in SVG harmless by writing only elements and attributes that draw: no scripts, no handlers, nothing from elsewhere,
/// no foreign documents, no animation (it could set links).
/// </summary>
static partial class SvgCleaner
{
    const int MaxElements = 50_000;
    const int MaxDrawn = 200_000;
    const int MaxDepth = 100;

    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    static readonly XNamespace XLink = "http://www.w3.org/1999/xlink";

    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "text", "tspan", "textPath", "marker", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "filter", "image", "style",
        "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight",
        "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset",
        "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    };

    /// <summary>The drawing without what could do harm, as UTF-8.</summary>
    /// <exception cref="MediaRefusedException">It is no drawing, or so built that it would draw without end.</exception>
    public static byte[] Clean(Stream drawing)
    {
        XElement root;
        try
        {
            // Document types are passed over unread: an entity that one declares is then unknown, and the drawing refused.
            using var reader = XmlReader.Create(drawing, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 20_000_000, MaxCharactersFromEntities = 1, CloseInput = false });
            root = Read(reader);
        }
        catch (Exception exception) when (exception is XmlException or InvalidOperationException)
        {
            throw new MediaRefusedException("The drawing is no valid SVG: {0}", exception.Message);
        }
        if (root.Name != Svg + "svg")
            throw new MediaRefusedException("The file is no SVG drawing.");
        if (SvgReferences.Drawn(root, MaxDrawn) > MaxDrawn)
            throw new MediaRefusedException("The drawing repeats its parts so often that browsers would hang on it. Simplify it and try again.");
        using var target = new MemoryStream();
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
            root.Save(writer);
        return target.ToArray();
    }

    // By hand, because XElement.Load goes as deep as the file wants.
    static XElement Read(XmlReader reader)
    {
        XElement? root = null;
        var open = new Stack<XElement>();
        var count = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when ++count > MaxElements || open.Count >= MaxDepth:
                    throw new MediaRefusedException("The drawing has more than {0} parts, or they stand more than {1} deep in one another. Simplify it and try again.", MaxElements, MaxDepth);
                case XmlNodeType.Element when !IsDrawn(reader):
                    Skip(reader, ref count);
                    break;
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var element = Element(reader);
                    if (open.Count > 0)
                        open.Peek().Add(element);
                    root ??= element;
                    if (!isEmpty)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    Close(open.Pop());
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Add(new XText(reader.Value));
                    break;
                case XmlNodeType.EntityReference:
                    throw new XmlException($"The entity “{reader.Name}” is not allowed.");
            }
        }
        return root ?? new XElement("none");
    }

    // What stands around text in a link is kept without the link.
    static bool IsDrawn(XmlReader reader) => reader.NamespaceURI == Svg.NamespaceName && (Elements.Contains(reader.LocalName) || reader.LocalName == "a");

    static void Skip(XmlReader reader, ref int count)
    {
        if (reader.IsEmptyElement)
            return;
        for (var depth = 1; depth > 0 && reader.Read();)
        {
            if (reader.NodeType == XmlNodeType.Element && ++count > MaxElements)
                throw new MediaRefusedException("The drawing has more than {0} parts, or they stand more than {1} deep in one another. Simplify it and try again.", MaxElements, MaxDepth);
            depth += reader.NodeType switch { XmlNodeType.Element when !reader.IsEmptyElement => 1, XmlNodeType.EndElement => -1, _ => 0 };
        }
    }

    static XElement Element(XmlReader reader)
    {
        var element = new XElement(Svg + (reader.LocalName == "a" ? "g" : reader.LocalName));
        if (element.Name.LocalName is "image" or "use" or "textPath")
            element.Add(new XAttribute(XNamespace.Xmlns + "xlink", XLink.NamespaceName));
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI is "http://www.w3.org/2000/xmlns/" || !IsKept(element.Name.LocalName, reader))
                continue;
            element.SetAttributeValue(XNamespace.Get(reader.NamespaceURI) + reader.LocalName, reader.Value);
        }
        reader.MoveToElement();
        return element;
    }

    static bool IsKept(string element, XmlReader attribute)
    {
        var (name, value) = (attribute.LocalName, attribute.Value);
        return attribute.NamespaceURI switch
        {
            "" when name == "href" => IsLocal(element, value),
            "" => !name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && name is not ("src" or "data" or "action" or "formaction" or "ping" or "base" or "requiredExtensions") && IsHarmless(value),
            "http://www.w3.org/1999/xlink" => name == "href" && IsLocal(element, value),
            "http://www.w3.org/XML/1998/namespace" => name is "space" or "lang",
            _ => false,
        };
    }

    static bool IsLocal(string element, string address) =>
        address.StartsWith('#') || (element == "image" && DataPicture().IsMatch(address));

    static void Close(XElement element)
    {
        if (element.Name.LocalName == "style" && !IsHarmless(element.Value))
            element.Value = "";
    }

    // A backslash writes any letter by its number, so that no search for words could be trusted.
    static bool IsHarmless(string style) =>
        !style.Contains('\\', StringComparison.Ordinal) && !style.Contains("@import", StringComparison.OrdinalIgnoreCase) && !style.Contains("@font-face", StringComparison.OrdinalIgnoreCase)
        && !style.Contains("javascript:", StringComparison.OrdinalIgnoreCase) && !style.Contains("expression(", StringComparison.OrdinalIgnoreCase)
        && !style.Contains("image-set(", StringComparison.OrdinalIgnoreCase) && !style.Contains("src(", StringComparison.OrdinalIgnoreCase)
        && !ForeignAddress().IsMatch(style);

    [GeneratedRegex("""url\s*\(\s*(?!["']?#)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForeignAddress();

    [GeneratedRegex("^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex DataPicture();
}
