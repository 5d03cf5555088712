namespace Portal.Newsletter.Digests;

/// <summary>An item as a digest tells of it.</summary>
/// <param name="Topics">Its topics on the first level of the taxonomy.</param>
sealed record DigestItem(
    string Id, string Title, string Url, string Source, DateTime PublishedUtc, string Excerpt, string Language, bool IsOwn, IReadOnlyList<string> Topics)
{
    /// <summary>When it was published, or was brought in where that was later.</summary>
    public DateTime CameUtc { get; init; }

    /// <summary>All its terms of topics and regions, with those above them.</summary>
    public IReadOnlyList<string> Terms { get => field ?? []; init; }

    /// <summary>Regions on the first level of the taxonomy.</summary>
    public IReadOnlyList<string> Regions { get => field ?? []; init; }

    /// <summary>Its source, or empty.</summary>
    public string SourceId { get => field ?? ""; init; }

    /// <summary>Its picture, or null.</summary>
    public DigestPicture? Picture { get; init; }

    /// <summary>Minutes that it takes to read; 0 where only an excerpt is here.</summary>
    public int Minutes { get; init; }

    /// <summary>The story that it belongs to, or null.</summary>
    public string? Story { get; init; }

    /// <summary>Others' reports of the same story that came in the same time.</summary>
    public IReadOnlyList<DigestItem> Others { get => field ?? []; init; }

    /// <summary>Reports of the story, also of other days: who had one of them knows the story.</summary>
    public IReadOnlyList<string> Reports { get => field ?? []; init; }

    /// <summary>The item and its others.</summary>
    public IEnumerable<DigestItem> All() => Others.Prepend(this);
}

/// <summary>A picture in a mail: of the site's own media, whole address.</summary>
sealed record DigestPicture(string Url, int Width, int Height, string Alt);

/// <summary>A topic under which a digest groups.</summary>
sealed record DigestTopic(string Id, string Name);

/// <summary>What an issue may tell of: the site's topics, and the items of a span of time, own articles first, then newest first.</summary>
/// <param name="Chosen">Those of the items that an editor wants in the issue, by their identifiers; they stand first.</param>
sealed record DigestMaterial(IReadOnlyList<DigestTopic> Topics, IReadOnlyList<DigestItem> Items, IReadOnlySet<string> Chosen);
