namespace Portal.Content.WordPress;

/// <summary>How a WordPress export is imported.</summary>
/// <param name="File">The export file (WXR).</param>
public sealed record WxrImportOptions(string File)
{
    /// <summary>A folder of uploads or a ZIP archive of one, or null.</summary>
    public string? Media { get; init; }

    /// <summary>Whether files that are not in <see cref="Media"/> are fetched from the old site.</summary>
    public bool Fetch { get; init; }

    /// <summary>Whether nothing is stored and only the report is made.</summary>
    public bool DryRun { get; init; }

    /// <summary>Name of the file's encoding, or null for the one that the file declares.</summary>
    public string? Encoding { get; init; }

    /// <summary>Which taxonomy here takes the terms of which taxonomy of WordPress; one that is missing here is made.</summary>
    public IReadOnlyDictionary<string, string> Taxonomies { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["category"] = "topics", ["post_tag"] = "tags" };

    /// <summary>Which content type here takes the posts of which type of WordPress.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["post"] = "Article", ["page"] = "Page" };

    /// <summary>Which menu here (by its alias) is given the entries of which menu of WordPress (by its slug); the others become menus of their own.</summary>
    public IReadOnlyDictionary<string, string> Menus { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Which user here (by mail address) owns what an author of WordPress (by login) wrote.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Posts in one transaction, 1 to 1,000.</summary>
    public int BatchSize { get; init; } = 100;
}
