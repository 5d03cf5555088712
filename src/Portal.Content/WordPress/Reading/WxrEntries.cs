namespace Portal.Content.WordPress.Reading;

/// <summary>Something that stands in a WordPress export file (WXR), as it stands there.</summary>
abstract record WxrEntry;

/// <summary>Somebody who writes on the WordPress site.</summary>
sealed record WxrAuthor(string Login, string Email, string DisplayName) : WxrEntry;

/// <summary>A category, a tag, a menu or a term of another taxonomy. <paramref name="Parent"/> is the slug of the term above; <paramref name="Id"/> is 0 where the file does not say it.</summary>
sealed record WxrTerm(string Taxonomy, string Slug, string Parent, string Name, string Description, long Id = 0) : WxrEntry;

/// <summary>A post of any type: article, page, attachment, menu entry, reusable block.</summary>
sealed record WxrPost : WxrEntry
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Link { get; init; } = "";
    public string Guid { get; init; } = "";
    public string Creator { get; init; } = "";
    public string Content { get; init; } = "";
    public string Excerpt { get; init; } = "";
    public string Slug { get; init; } = "";
    public string Status { get; init; } = "";
    public string Type { get; init; } = "";
    public string Password { get; init; } = "";
    public long Parent { get; init; }
    public int Order { get; init; }
    public bool Sticky { get; init; }
    public DateTime? PublishedUtc { get; init; }
    public DateTime? ModifiedUtc { get; init; }
    public string AttachmentUrl { get; init; } = "";
    public IReadOnlyList<WxrCategory> Categories { get; init; } = [];
    public IReadOnlyList<WxrMeta> Meta { get; init; } = [];
    public IReadOnlyList<WxrComment> Comments { get; init; } = [];

    /// <summary>The value of a custom field; empty where there is none.</summary>
    public string MetaValue(string key)
    {
        foreach (var meta in Meta)
        {
            if (meta.Key == key)
                return meta.Value;
        }
        return "";
    }
}

/// <summary>A term that a post bears.</summary>
sealed record WxrCategory(string Taxonomy, string Slug, string Name);

/// <summary>A custom field.</summary>
sealed record WxrMeta(string Key, string Value);

/// <summary>A comment. The commenter's mail and network address are not read: nothing here needs them.</summary>
sealed record WxrComment(long Id, long Parent, string Author, string Url, DateTime? WrittenUtc, string Approved, string Type, string Content);

/// <summary>The site that the file was exported from.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Url">Its address without a slash at the end.</param>
/// <param name="Version">Version of the file format.</param>
sealed record WxrSite(string Title, string Url, string Version);
