namespace Portal.Newsletter.Subscribing;

/// <summary>The rhythms as forms, templates and mailing lists name them.</summary>
static class PlanNames
{
    /// <summary><c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>as-it-happens</c> or <c>searches</c>.</summary>
    public static string Of(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Weekly => "weekly",
        DigestRhythm.Monthly => "monthly",
        DigestRhythm.AsItHappens => "as-it-happens",
        DigestRhythm.Searches => "searches",
        _ => "daily",
    };

    /// <summary>The rhythm of a name; daily where it names none.</summary>
    public static DigestRhythm Read(string? name) => name switch
    {
        "weekly" => DigestRhythm.Weekly,
        "monthly" => DigestRhythm.Monthly,
        "as-it-happens" => DigestRhythm.AsItHappens,
        "searches" => DigestRhythm.Searches,
        _ => DigestRhythm.Daily,
    };
}
