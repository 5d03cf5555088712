using Portal.Content.WordPress.Reading;

namespace Portal.Content.WordPress.Mapping;

/// <summary>What is remembered of a post while the others are read: enough to say where it will stand.</summary>
sealed record SurveyedPost(long Id, string Type, string Status, string Slug, long Parent, string Title, string Link)
{
    /// <summary>Type of the content item, or null where posts of this type are not brought over.</summary>
    public string? ContentType { get; init; }

    /// <summary>Identifier of the content item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>Its address here, without a leading slash.</summary>
    public string Path { get; set; } = "";
}

/// <summary>What is remembered of an attachment.</summary>
sealed record SurveyedFile(long Id, long Parent, string Url, string Link, string? Path, string Title, string Alt, string Caption)
{
    /// <summary>Its path in the media library, or null while it is not there.</summary>
    public string? MediaPath { get; set; }

    /// <summary>Whether it was brought over in this run.</summary>
    public bool IsNew { get; set; }
}

/// <summary>An entry of a menu.</summary>
sealed record SurveyedMenuEntry(long Id, long Parent, int Order, string Menu, string Title, string Kind, string Object, long ObjectId, string Url);

/// <summary>
/// What a first reading of the export found. Posts refer to others that stand later in the file; without their bodies all of them fit
/// into memory.
/// </summary>
sealed class SiteSurvey(WxrSite site)
{
    public WxrSite Site { get; set; } = site;
    public Dictionary<string, WxrAuthor> Authors { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<(string Taxonomy, string Slug), WxrTerm> Terms { get; } = [];
    public Dictionary<long, SurveyedPost> Posts { get; } = [];
    public Dictionary<long, SurveyedFile> Files { get; } = [];
    public Dictionary<long, string> ReusableBlocks { get; } = [];
    public List<SurveyedMenuEntry> MenuEntries { get; } = [];
    public HashSet<string> MentionedUploads { get; } = new(StringComparer.Ordinal);
    public List<string> Repairs { get; } = [];
    public string? Damage { get; set; }

    /// <summary>Entries of the file, for the progress of the second reading.</summary>
    public long Entries { get; set; }

    /// <summary>The name under which readers know an author.</summary>
    public string AuthorName(string login) => Authors.TryGetValue(login, out var author) && author.DisplayName.Length > 0 ? author.DisplayName : login;
}
