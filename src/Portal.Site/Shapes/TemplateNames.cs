namespace Portal.Site.Shapes;

/// <summary>
/// From file names to shape names, as in Orchard Core: <c>-</c> stands for <c>__</c>, and a suffix after the last dot is the display
/// type, which belongs before the first <c>__</c>: <c>Content-Article.Summary.liquid</c> draws <c>Content_Summary__Article</c>.
/// </summary>
static class TemplateNames
{
    static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The shape that a template draws.</summary>
    /// <param name="fileName">Name of the file without folder and extension.</param>
    public static string ShapeName(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        if (dot <= 0 || dot < fileName.LastIndexOf('-'))
            return Plain(fileName);
        var shape = Plain(fileName[..dot]);
        var at = shape.IndexOf("__", StringComparison.Ordinal);
        return at <= 0 ? $"{shape}_{fileName[(dot + 1)..]}" : shape.Insert(at, "_" + fileName[(dot + 1)..]);
    }

    /// <summary>Text as a piece of a shape name: whatever has a meaning in shape names becomes <c>_</c>.</summary>
    public static string Piece(string text) => string.Concat(text.Select(letter => Allowed.Contains(letter) && letter != '-' ? letter : '_')).Replace("__", "_", StringComparison.Ordinal);

    /// <summary>The Pascal-case name of what a tag calls <c>menu</c>, <c>cache_id</c> or <c>main-menu</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('-', '_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    static string Plain(string fileName) => fileName.Replace("--", "__", StringComparison.Ordinal).Replace("-", "__", StringComparison.Ordinal).Replace('.', '_');
}
