namespace Portal.Newsletter.Subscribing;

/// <summary>The rhythms as forms, templates and mailing lists name them.</summary>
static class PlanNames
{
    /// <summary><c>daily</c>, <c>weekly</c> or <c>searches</c>.</summary>
    public static string Of(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Weekly => "weekly",
        DigestRhythm.Searches => "searches",
        DigestRhythm.Monthly => "monthly",
        DigestRhythm.AsItHappens => "as-it-happens",
        _ => "daily",
    };
}
