namespace Portal.Newsletter.Subscribing;

/// <summary>What a person chose: what comes, when, and in which language.</summary>
sealed record SubscriberChoices
{
    /// <summary>The hour of who chose none.</summary>
    public const int DefaultHour = 7;

    /// <summary>Longest name of a time zone, in characters.</summary>
    public const int MaxTimeZoneLength = 64;

    /// <summary>How often.</summary>
    public DigestRhythm Rhythm { get; init; }

    /// <summary>Topics as they are stored (see <see cref="ChoiceList"/>); empty for all.</summary>
    public string Topics { get; init; } = "";

    /// <summary>Regions, likewise.</summary>
    public string Regions { get; init; } = "";

    /// <summary>Sources, likewise.</summary>
    public string Sources { get; init; } = "";

    /// <summary>Culture of the mails; it holds the script too.</summary>
    public string Language { get; init; } = "en";

    /// <summary>On which day a weekly digest comes.</summary>
    public DayOfWeek Weekday { get; init; } = DayOfWeek.Monday;

    /// <summary>At which full hour of the person's clock, 0 to 23.</summary>
    public int Hour { get; init; } = DefaultHour;

    /// <summary>The person's time zone by its IANA name; empty for the site's.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>What somebody has chosen.</summary>
    public static SubscriberChoices Of(SubscriberRecord subscriber) => new()
    {
        Rhythm = subscriber.Rhythm,
        Topics = subscriber.Topics,
        Regions = subscriber.Regions,
        Sources = subscriber.Sources,
        Language = subscriber.Language,
        Weekday = subscriber.Weekday,
        Hour = subscriber.Hour,
        TimeZone = subscriber.TimeZone,
    };

    /// <summary>Writes the choices to somebody's row.</summary>
    public void Apply(SubscriberRecord subscriber)
    {
        (subscriber.Rhythm, subscriber.Topics, subscriber.Regions, subscriber.Sources) = (Rhythm, Topics, Regions, Sources);
        (subscriber.Language, subscriber.Weekday, subscriber.Hour, subscriber.TimeZone) = (Language, Weekday, Math.Clamp(Hour, 0, 23), TimeZone);
    }
}
