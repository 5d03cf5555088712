using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Where an issue stands.</summary>
enum IssueState
{
    /// <summary>Is being delivered.</summary>
    Open = 0,

    /// <summary>Came too late; waits for a person's decision.</summary>
    Held = 1,

    /// <summary>Every row of its ledger has ended.</summary>
    Finished = 2,

    /// <summary>Lies on the desk; nobody stands in its ledger yet.</summary>
    Draft = 3,

    /// <summary>An editor stopped its delivery for a while.</summary>
    Paused = 4,

    /// <summary>An editor dropped it.</summary>
    Cancelled = 5,
}

/// <summary>One issue of a digest. Unique by plan and period, so that any number of nodes compose it once.</summary>
sealed class IssueRecord
{
    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The plan (<see cref="Plans.DigestPlan.Id"/>), or one of <see cref="Plans.IssuePlans"/>.</summary>
    public required string PlanId { get; init; }

    /// <summary>Rhythm of the plan; a letter has none, and says <see cref="DigestRhythm.Searches"/>: no digest.</summary>
    public DigestRhythm Plan { get; init; }

    /// <summary>The plan's place in the calendar: 0, or the day of the week of those who chose it.</summary>
    public int Slot { get; init; }

    /// <summary><c>2026-11-24</c> for a day, <c>2026-W48</c> for a week, <c>now-…</c> for one sent by hand.</summary>
    public required string Period { get; init; }

    /// <summary>When it is due.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>When audience and content were frozen; of a draft, when it was made.</summary>
    public DateTime ComposedUtc { get; set; }

    /// <summary>Its items came since then …</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>… until then.</summary>
    public DateTime UntilUtc { get; set; }

    /// <summary>Rows of its ledger.</summary>
    public int Audience { get; set; }

    /// <summary>Where it stands.</summary>
    public IssueState State { get; set; }

    /// <summary>When its last row ended.</summary>
    public DateTime? FinishedUtc { get; set; }

    /// <summary>What it says, as JSON (<see cref="IssueContent"/>); null where nobody edits or archives it.</summary>
    public string? Content { get; set; }

    /// <summary>Goes up with each change by a person: who saves what somebody else has changed is told so.</summary>
    public int Stamp { get; set; }

    /// <summary>Whether it waits for an editor's approval, whatever its hour.</summary>
    public bool MustApprove { get; set; }

    /// <summary>When an editor approved it.</summary>
    public DateTime? ApprovedUtc { get; set; }

    /// <summary>Who did.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>Whether it stands in the public archive.</summary>
    public bool Archived { get; set; }
}

/// <summary>An issue as one group of subscribers gets it: rendered once, frozen; only the links of the person are put in later.</summary>
sealed class EditionRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; init; }

    /// <summary>The issue.</summary>
    public required string IssueId { get; init; }

    /// <summary>Culture.</summary>
    public required string Language { get; init; }

    /// <summary>Subject of the mail.</summary>
    public required string Subject { get; init; }

    /// <summary>HTML part, with <see cref="SubscriberLinks.Placeholder"/> in place of the person's token.</summary>
    public required string Html { get; init; }

    /// <summary>Text part, likewise.</summary>
    public required string Text { get; init; }

    /// <summary>Hashes of the saved searches that found what stands in it, separated by blanks: one click in a mail of these ends them and nothing else.</summary>
    public string Searches { get; init; } = "";

    /// <summary>What stands in it.</summary>
    public List<EditionItemRecord> Items { get; init; } = [];
}

/// <summary>An item that stands in an edition, so that nobody gets it a second time.</summary>
sealed class EditionItemRecord
{
    /// <summary>The edition.</summary>
    public long EditionId { get; init; }

    /// <summary>The item.</summary>
    public required string ContentItemId { get; init; }
}
