namespace Portal.Testing.Feeds;

/// <summary>The formats in which feeds come.</summary>
public enum FeedDialect
{
    /// <summary>RSS 0.91: no dates and no identities.</summary>
    Rss091,

    /// <summary>RSS 1.0, which is RDF, with Dublin Core.</summary>
    Rss10,

    /// <summary>RSS 2.0 with <c>content:encoded</c> and <c>dc:creator</c>.</summary>
    Rss20,

    /// <summary>Atom 0.3.</summary>
    Atom03,

    /// <summary>Atom 1.0 (RFC 4287).</summary>
    Atom10,

    /// <summary>JSON Feed 1.1.</summary>
    Json11,
}

/// <summary>A file that goes with an entry.</summary>
public sealed record TestEnclosure(string Url, string Type, long Length);

/// <summary>What stands in a feed.</summary>
public sealed record TestEntry(string Title, string Link)
{
    /// <summary>Identity (guid, id), or null for none.</summary>
    public string? Id { get; init; } = Link;

    /// <summary>Date, or null for none.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The text, as HTML.</summary>
    public string Html { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public string Author { get; init; } = "";

    /// <summary>Its categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>A file that goes with it.</summary>
    public TestEnclosure? Enclosure { get; init; }
}

/// <summary>A feed that a test serves and may change while it is served.</summary>
public sealed class TestFeed(string name, string title, FeedDialect dialect, string language)
{
    readonly Lock _lock = new();
    readonly List<TestEntry> _entries = [];

    /// <summary>Its place on the server: <c>/feeds/{name}</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its title.</summary>
    public string Title { get; } = title;

    /// <summary>Its format.</summary>
    public FeedDialect Dialect { get; } = dialect;

    /// <summary>Its language, as in BCP 47.</summary>
    public string Language { get; } = language;

    /// <summary>Counts its changes; its entity tag.</summary>
    public int Version { get; private set; }

    /// <summary>The entries, newest last.</summary>
    public IReadOnlyList<TestEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>Adds the entry, or puts it in the place of the one with the same link.</summary>
    public TestFeed Put(TestEntry entry)
    {
        lock (_lock)
        {
            _entries.RemoveAll(one => one.Link == entry.Link);
            _entries.Add(entry);
            Version++;
        }
        return this;
    }
}
