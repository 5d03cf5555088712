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
}

/// <summary>One issue of a digest. Unique by plan and period, so that any number of nodes compose it once.</summary>
sealed class IssueRecord
{
    /// <summary>Random identifier, 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Rhythm of the plan.</summary>
    public DigestRhythm Plan { get; init; }

    /// <summary><c>2026-11-24</c> for a day, <c>2026-W48</c> for a week, <c>now-…</c> for one sent by hand.</summary>
    public required string Period { get; init; }

    /// <summary>When it was due.</summary>
    public DateTime DueUtc { get; init; }

    /// <summary>When audience and content were frozen.</summary>
    public DateTime ComposedUtc { get; init; }

    /// <summary>Its items came since then …</summary>
    public DateTime SinceUtc { get; init; }

    /// <summary>… until then.</summary>
    public DateTime UntilUtc { get; init; }

    /// <summary>Rows of its ledger.</summary>
    public int Audience { get; init; }

    /// <summary>Where it stands.</summary>
    public IssueState State { get; set; }

    /// <summary>When its last row ended.</summary>
    public DateTime? FinishedUtc { get; set; }
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
