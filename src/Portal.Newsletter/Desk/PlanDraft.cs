using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>A plan while an editor writes it.</summary>
sealed class PlanDraft(DigestPlan? before)
{
    /// <summary>The plan that the editor saw; null for a new one.</summary>
    public DigestPlan? Before { get; } = before;

    public string Id { get; set; } = before?.Id ?? "";

    public string Name { get; set; } = before?.Name ?? "";

    public bool Enabled { get; set; } = before?.Enabled ?? true;

    public DigestRhythm Rhythm { get; set; } = before?.Rhythm ?? DigestRhythm.Weekly;

    public DayOfWeek Weekday { get; set; } = before?.Weekday ?? DayOfWeek.Monday;

    public int Day { get; set; } = before?.Day ?? 1;

    public int Hour { get; set; } = before?.Hour ?? 7;

    public string TimeZoneId { get; set; } = before?.TimeZoneId ?? "";

    public bool AtReadersTime { get; set; } = before?.AtReadersTime ?? true;

    public List<string> Languages { get; } = [.. before?.Languages ?? []];

    public string Segment { get; set; } = before?.Segment ?? "";

    public List<SectionDraft> Sections { get; } = [.. (before?.Sections ?? DigestSection.Usual).Select(section => new SectionDraft(section))];

    public int Most { get; set; } = before?.Most ?? 80;

    public string Template { get; set; } = before?.Template ?? DigestPlan.Usual;

    public int DraftHours { get; set; } = before?.DraftHours ?? 0;

    public bool NeedsApproval { get; set; } = before?.NeedsApproval ?? false;

    public bool Archived { get; set; } = before?.Archived ?? true;

    /// <summary>The plan as written.</summary>
    public DigestPlan Plan => new()
    {
        Id = Id.Trim(),
        Name = Name.Trim(),
        Enabled = Enabled,
        Rhythm = Rhythm,
        Weekday = Weekday,
        Day = Day,
        Hour = Hour,
        TimeZoneId = TimeZoneId.Trim(),
        AtReadersTime = AtReadersTime,
        Languages = [.. Languages],
        Segment = Segment,
        Sections = [.. Sections.Select(section => section.Section)],
        Most = Most,
        Template = Template.Trim(),
        DraftHours = DraftHours,
        NeedsApproval = NeedsApproval,
        Archived = Archived,
    };
}

/// <summary>A section while an editor writes it.</summary>
sealed class SectionDraft(DigestSection before)
{
    public SectionKind Kind { get; set; } = before.Kind;

    public string Title { get; set; } = before.Title;

    public List<string> Topics { get; } = [.. before.Topics];

    public List<string> Regions { get; } = [.. before.Regions];

    public List<string> Sources { get; } = [.. before.Sources];

    public string Search { get; set; } = before.Search;

    public int Most { get; set; } = before.Most;

    /// <summary>The section as written; what its kind does not ask for is dropped.</summary>
    public DigestSection Section => new()
    {
        Kind = Kind,
        Title = Kind == SectionKind.NewsByTopic ? "" : Title.Trim(),
        Topics = Kind == SectionKind.Search ? [] : [.. Topics],
        Regions = Kind == SectionKind.Search ? [] : [.. Regions],
        Sources = Kind is SectionKind.Search or SectionKind.OwnArticles ? [] : [.. Sources],
        Search = Kind == SectionKind.Search ? Search.Trim() : "",
        Most = Most,
    };
}
