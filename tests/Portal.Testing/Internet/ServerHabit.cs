namespace Portal.Testing.Internet;

/// <summary>What a server of the simulated internet is like.</summary>
public enum ServerHabit
{
    /// <summary>Sends an ETag and answers 304.</summary>
    ETag,

    /// <summary>Sends a date and answers 304.</summary>
    LastModified,

    /// <summary>Sends everything each time.</summary>
    NoValidators,

    /// <summary>Its answers are compressed.</summary>
    Compressed,

    /// <summary>Its feed asks to be left alone for two hours (<c>ttl</c>).</summary>
    Ttl,

    /// <summary>Its feed wants to be left alone in the first six hours of the day (<c>skipHours</c>).</summary>
    SkipHours,

    /// <summary>Says that its answers hold for an hour (<c>Cache-Control</c>).</summary>
    MaxAge,

    /// <summary>Announces a hub, which tells of new entries at once (WebSub).</summary>
    Pushing,

    /// <summary>Answers 404 for twelve hours a day.</summary>
    Vanishing,

    /// <summary>Answers 503 every fourth hour, and says for how many seconds (<c>Retry-After</c>).</summary>
    Overloaded,

    /// <summary>Answers 429 each seventh time, and says until when (<c>Retry-After</c>).</summary>
    TooMany,

    /// <summary>Has an error of its own each fifth time.</summary>
    Failing,

    /// <summary>Moved for good (308).</summary>
    Moved,

    /// <summary>Sends to another server for a while (302).</summary>
    Elsewhere,

    /// <summary>Gives its feed up after a day (410).</summary>
    Ending,

    /// <summary>Breaks its answers off each fifth time.</summary>
    Breaking,

    /// <summary>Thinks for up to twenty seconds.</summary>
    Slow,

    /// <summary>Does not answer at all each third time.</summary>
    Hanging,

    /// <summary>Its feed is no sound XML.</summary>
    IllFormed,

    /// <summary>Its feed is cut off each fourth time.</summary>
    Truncated,

    /// <summary>Shows a web page instead of its feed each sixth time.</summary>
    Maintenance,
}
