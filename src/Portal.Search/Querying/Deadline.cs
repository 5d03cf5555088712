using System.Diagnostics;

namespace Portal.Search.Querying;

/// <summary>When a search must come to its end, with what it has by then.</summary>
sealed class Deadline(TimeSpan budget)
{
    readonly long _end = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds * Stopwatch.Frequency);
    readonly long _half = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds / 2 * Stopwatch.Frequency);

    /// <summary>Whether half of the time is up, so that the other half is left to look with what was prepared.</summary>
    public bool IsHalfOver => Stopwatch.GetTimestamp() > _half;

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => Stopwatch.GetTimestamp() > _end;

    /// <summary>Whether something was left out because the time was up.</summary>
    public bool Cut { get; set; }
}
