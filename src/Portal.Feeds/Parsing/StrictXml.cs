using System.Xml;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Loads XML by the letter, after a streaming pass has made sure that it is not built to do harm.</summary>
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
        using (var reader = XmlReader.Create(new StringReader(text), Settings))
        {
            while (reader.Read())
            {
                if (reader.Depth > FeedParser.MaxDepth)
                    throw new FeedFormatException($"The document nests elements more than {FeedParser.MaxDepth} deep.");
            }
        }
        using var second = XmlReader.Create(new StringReader(text), Settings);
        return XElement.Load(second, LoadOptions.PreserveWhitespace);
    }
}
