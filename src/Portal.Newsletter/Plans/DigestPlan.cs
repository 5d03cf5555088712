using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Plans;

/// <summary>A digest that editors plan: for whom, when, and of what.</summary>
/// <remarks>Settable, and not only at the beginning: what a recipe or an older document leaves out keeps its usual value.</remarks>
sealed record DigestPlan
{
    /// <summary>Small letters of ASCII, digits and hyphens, 1 to 32: it stands in the header List-Id and never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, in the words of the mail's second line: <c>The daily digest</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether issues are made.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often. Those get it who chose this rhythm.</summary>
    public DigestRhythm Rhythm { get; set; }

    /// <summary>The day of a weekly digest.</summary>
    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;

    /// <summary>The day of a monthly digest, 1 to 28.</summary>
    public int Day { get; set; } = 1;

    /// <summary>The full hour at which an issue is made, 0 to 23.</summary>
    public int Hour { get; set; } = 7;

    /// <summary>The clock by which it is made, by its IANA name; empty for the site's.</summary>
    public string TimeZoneId { get; set; } = "";

    /// <summary>Since when its issues are made at these times: what would have been due before is none that is late.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>Whether readers get it on the weekday and at the hour that they chose; else everybody gets it when it is made.</summary>
    public bool AtReadersTime { get; set; } = true;

    /// <summary>Cultures of those who get it; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>The segment of those who get it; empty for everybody.</summary>
    public string Segment { get; set; } = "";

    /// <summary>What it tells of, in this order. An item stands in the first section that takes it.</summary>
    public IReadOnlyList<DigestSection> Sections { get; set; } = DigestSection.Usual;

    /// <summary>Most items in one mail, 1 to 200.</summary>
    public int Most { get; set; } = 80;

    /// <summary>The theme's template.</summary>
    public string Template { get; set; } = Usual;

    /// <summary>Hours ahead of its time at which a draft is laid on the desk, 0 for none, at most 72.</summary>
    public int DraftHours { get; set; }

    /// <summary>Whether nothing goes out before an editor has approved it.</summary>
    public bool NeedsApproval { get; set; }

    /// <summary>Whether issues stand in the public archive.</summary>
    public bool Archived { get; set; } = true;

    /// <summary>The template that each theme has.</summary>
    public const string Usual = "DigestMail";

    /// <summary>Hours ahead at which the draft is made.</summary>
    public int Ahead => NeedsApproval && DraftHours == 0 ? 2 : DraftHours;

    /// <summary>Whether each reader's day has an issue of its own: what was gathered on Monday is no news on Thursday.</summary>
    public bool HasReadersDays => Rhythm == DigestRhythm.Weekly && AtReadersTime && Ahead == 0;

    /// <summary>Whether another plan makes its issues at the same times.</summary>
    public bool IsTimedLike(DigestPlan other) =>
        (Enabled, Rhythm, Weekday, Day, Hour, TimeZoneId, HasReadersDays) == (other.Enabled, other.Rhythm, other.Weekday, other.Day, other.Hour, other.TimeZoneId, other.HasReadersDays);

    /// <summary>The clock of the plan.</summary>
    public TimeZoneInfo Zone(TimeZoneInfo site) => TimeZoneId.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : site;
}

/// <summary>What a section of a digest takes.</summary>
enum SectionKind
{
    /// <summary>The institute's own articles.</summary>
    OwnArticles = 0,

    /// <summary>News, under a heading for each topic.</summary>
    NewsByTopic = 1,

    /// <summary>What bears one of the topics, regions and sources that are named.</summary>
    Selection = 2,

    /// <summary>What a search finds.</summary>
    Search = 3,
}

/// <summary>A section of a digest: a query.</summary>
sealed record DigestSection
{
    /// <summary>What it takes.</summary>
    public SectionKind Kind { get; set; }

    /// <summary>Its heading; empty for the usual one.</summary>
    public string Title { get; set; } = "";

    /// <summary>Terms of topics of which an item must bear one; empty for all.</summary>
    public IReadOnlyList<string> Topics { get; set; } = [];

    /// <summary>Terms of regions, likewise.</summary>
    public IReadOnlyList<string> Regions { get; set; } = [];

    /// <summary>Sources, likewise.</summary>
    public IReadOnlyList<string> Sources { get; set; } = [];

    /// <summary>What is searched: words, or the address of a page of results.</summary>
    public string Search { get; set; } = "";

    /// <summary>Most items, 1 to 200.</summary>
    public int Most { get; set; } = 60;

    /// <summary>Own articles first, then news by topic.</summary>
    public static IReadOnlyList<DigestSection> Usual { get; } = [new() { Kind = SectionKind.OwnArticles, Most = 20 }, new() { Kind = SectionKind.NewsByTopic }];
}
