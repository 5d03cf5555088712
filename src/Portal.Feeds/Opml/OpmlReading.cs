using System.Xml;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Opml;

/// <summary>Reads lists of feeds (OPML 1.0 and 2.0, http://opml.org/spec2.opml). Folders may stand in folders.</summary>
static class OpmlReading
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxBytes = 5 * 1024 * 1024;

    /// <summary>Most feeds that are taken from a file.</summary>
    public const int MaxFeeds = 20_000;

    const int MaxDepth = 32;

    /// <summary>The feeds of a list in their order.</summary>
    /// <exception cref="FeedFormatException">The file is no OPML.</exception>
    public static async Task<IReadOnlyList<NewSource>> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[65536];
        for (var read = await file.ReadAsync(buffer, cancellationToken); read > 0; read = await file.ReadAsync(buffer, cancellationToken))
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > MaxBytes)
                throw new FeedFormatException("The list is larger than 5 MB. Divide it.");
        }
        copy.Position = 0;
        try
        {
            using var reader = XmlReader.Create(copy, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
            return Read(reader, cancellationToken);
        }
        catch (XmlException broken)
        {
            throw new FeedFormatException("The file is no list of feeds in OPML, or it is damaged.", inner: broken);
        }
    }

    static List<NewSource> Read(XmlReader reader, CancellationToken cancellationToken)
    {
        reader.MoveToContent();
        if (!reader.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase))
            throw new FeedFormatException("The file is no list of feeds in OPML, or it is damaged.");
        var feeds = new List<NewSource>();
        var folders = new List<string>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Depth > MaxDepth)
                throw new FeedFormatException("The folders of the list are nested too deep.");
            if (!reader.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
                continue;
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                folders.RemoveAt(folders.Count - 1);
                continue;
            }
            var title = Attribute(reader, "title") ?? Attribute(reader, "text") ?? "";
            var url = Attribute(reader, "xmlUrl");
            var empty = reader.IsEmptyElement;
            if (url is not null)
                feeds.Add(Feed(reader, url, title, folders));
            if (feeds.Count >= MaxFeeds)
                break;
            if (!empty)
                folders.Add(url is null ? title : "");
        }
        return feeds;
    }

    static NewSource Feed(XmlReader reader, string url, string title, List<string> folders) => new(url, Cut(title, 250))
    {
        SiteUrl = Attribute(reader, "htmlUrl") is { } site && FeedUrl.IsWeb(site) ? site : "",
        Language = Attribute(reader, "language") is { Length: <= 20 } language ? language : "",
        // A slash in the name of a folder would part it in two.
        Folder = Cut(string.Join('/', folders.Where(folder => folder.Length > 0).Select(folder => folder.Replace('/', '∕'))), 250),
    };

    // Programs differ in capital letters: xmlUrl, xmlurl, XMLURL.
    static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        for (var more = reader.MoveToFirstAttribute(); more && value is null; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(reader.Value))
                value = reader.Value.Trim();
        }
        reader.MoveToElement();
        return value;
    }

    static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
