namespace Portal.Content.WordPress.Bodies;

/// <summary>A picture or file of the WordPress site, as bodies name it.</summary>
/// <param name="Url">Its old address.</param>
/// <param name="Title">Its title.</param>
/// <param name="Alt">The text in its place.</param>
/// <param name="Caption">Its caption, HTML.</param>
sealed record BodyFile(string Url, string Title, string Alt, string Caption);

/// <summary>What the body of a post refers to elsewhere in the export.</summary>
interface IBodySource
{
    /// <summary>The attachment of that number, or null.</summary>
    BodyFile? File(long attachment);

    /// <summary>The pictures that were uploaded to a post.</summary>
    IEnumerable<long> PicturesOf(long post);

    /// <summary>The content of a reusable block, or null.</summary>
    string? ReusableBlock(long post);

    /// <summary>The new path of a picture or file (<c>/media/…</c>), by its old address; null where it was not brought over.</summary>
    string? Media(string url);

    /// <summary>The new path of a page of the old site; null where the address is none of the old site or nothing stands there.</summary>
    string? Page(string url);
}

/// <summary>The body of a post on its way into clean HTML.</summary>
/// <param name="PostId">Number of the post.</param>
/// <param name="Footnotes">The custom field <c>footnotes</c> of the block editor: a JSON array.</param>
sealed record BodyText(long PostId, string Footnotes)
{
    /// <summary>What could not be brought over as it was, once each.</summary>
    public SortedSet<string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Shortcodes that were left out, as they stood in the text.</summary>
    public List<string> Dropped { get; } = [];
}
