using System.Text;
using System.Xml;

namespace Portal.Content.WordPress.Reading;

/// <summary>The namespaces of the format; their addresses differ from version to version.</summary>
static class WxrNames
{
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";

    public static bool IsWordPress(string name) => name.StartsWith("http://wordpress.org/export/", StringComparison.Ordinal) && !IsExcerpt(name);

    public static bool IsExcerpt(string name) =>
        name.StartsWith("http://wordpress.org/export/", StringComparison.Ordinal) && name.EndsWith("/excerpt/", StringComparison.Ordinal);
}

/// <summary>Reads the elements of the format.</summary>
static class WxrXml
{
    // No export nests deeper than some five levels; a file made to do harm could fill the memory with open elements.
    const int MaxDepth = 64;

    /// <summary>Goes to the next node.</summary>
    /// <exception cref="XmlException">The file is no XML there, or nested to do harm.</exception>
    public static async ValueTask<bool> StepAsync(this XmlReader xml)
    {
        if (!await xml.ReadAsync())
            return false;
        if (xml.Depth <= MaxDepth)
            return true;
        var place = (IXmlLineInfo)xml;
        throw new XmlException($"Elements stand within one another more than {MaxDepth} levels deep.", null, place.LineNumber, place.LinePosition);
    }

    /// <summary>The text of the element at which the reader stands; tags in it are left out. The reader then stands at its end.</summary>
    public static async Task<string> TextAsync(this XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        string? first = null;
        StringBuilder? all = null;
        while (await xml.StepAsync() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
                continue;
            var piece = await xml.GetValueAsync();
            if (first is null)
                first = piece;
            else if ((all ??= new StringBuilder(first)).Length < RepairingReader.MaxText)
                all.Append(piece);
        }
        return all?.ToString() ?? first ?? "";
    }

    /// <summary>The texts of the elements in the element at which the reader stands, by their local names; an empty text for those that are missing.</summary>
    public static async Task<Func<string, string>> FieldsAsync(this XmlReader xml)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        await xml.EachChildAsync(async () => fields.TryAdd(xml.LocalName, await xml.TextAsync()));
        return name => fields.TryGetValue(name, out var text) ? text : "";
    }

    /// <summary>Runs the work at each element directly in the one at which the reader stands; the work reads it to its end.</summary>
    public static async Task EachChildAsync(this XmlReader xml, Func<Task> work)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (await xml.StepAsync() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
                await work();
        }
    }
}

/// <summary>The names in a file. A file made to do harm could fill the memory with names that it uses once.</summary>
sealed class BoundedNames : NameTable
{
    const int Most = 10_000;

    int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Count(base.Add(key, start, len));

    public override string Add(string key) => Get(key) ?? Count(base.Add(key));

    string Count(string name) => ++_count <= Most ? name : throw new XmlException($"The file uses more than {Most} different names of elements and attributes.");
}
