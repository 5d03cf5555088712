using System.Text;
using System.Xml;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Opml;

/// <summary>Writes the list of feeds (OPML 2.0), folders as outlines. Passwords are never in it, nor what the site serves to itself.</summary>
static class OpmlWriting
{
    public static async Task WriteAsync(Stream file, string title, DateTimeOffset now, IEnumerable<FeedSource> sources)
    {
        await using var writer = XmlWriter.Create(file, new() { Async = true, Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false });
        await writer.WriteStartDocumentAsync();
        await writer.WriteStartElementAsync(null, "opml", null);
        await writer.WriteAttributeStringAsync(null, "version", null, "2.0");
        await writer.WriteStartElementAsync(null, "head", null);
        await writer.WriteElementStringAsync(null, "title", null, Valid(title));
        await writer.WriteElementStringAsync(null, "dateCreated", null, now.ToString("r", System.Globalization.CultureInfo.InvariantCulture));
        await writer.WriteEndElementAsync();
        await writer.WriteStartElementAsync(null, "body", null);
        await FolderAsync(writer, [.. sources.Where(source => !source.Url.StartsWith("~/", StringComparison.Ordinal))
            .Select(source => (source, source.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))], 0);
        await writer.WriteEndDocumentAsync();
    }

    static async Task FolderAsync(XmlWriter writer, List<(FeedSource Source, string[] Path)> sources, int depth)
    {
        foreach (var folder in sources.Where(one => one.Path.Length > depth).GroupBy(one => one.Path[depth], StringComparer.Ordinal).OrderBy(folder => folder.Key, StringComparer.CurrentCultureIgnoreCase))
        {
            await writer.WriteStartElementAsync(null, "outline", null);
            await writer.WriteAttributeStringAsync(null, "text", null, Valid(folder.Key));
            await FolderAsync(writer, [.. folder], depth + 1);
            await writer.WriteEndElementAsync();
        }
        foreach (var (source, _) in sources.Where(one => one.Path.Length <= depth))
        {
            await writer.WriteStartElementAsync(null, "outline", null);
            await writer.WriteAttributeStringAsync(null, "type", null, "rss");
            await writer.WriteAttributeStringAsync(null, "text", null, Valid(source.Title));
            await writer.WriteAttributeStringAsync(null, "title", null, Valid(source.Title));
            await writer.WriteAttributeStringAsync(null, "xmlUrl", null, Valid(source.Url));
            if (source.SiteUrl.Length > 0)
                await writer.WriteAttributeStringAsync(null, "htmlUrl", null, Valid(source.SiteUrl));
            if (source.Language.Length > 0)
                await writer.WriteAttributeStringAsync(null, "language", null, Valid(source.Language));
            await writer.WriteEndElementAsync();
        }
    }

    static string Valid(string text) => string.Concat(text.Where(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character)));
}
