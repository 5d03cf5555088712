using Portal.Content.Localization;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Plans;

/// <summary>What a plan may say.</summary>
static class PlanLimits
{
    /// <summary>Most plans of a site.</summary>
    public const int MostPlans = 50;

    /// <summary>Most sections of a plan.</summary>
    public const int MostSections = 30;

    /// <summary>Longest name or heading, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>Most hours ahead at which a draft is made.</summary>
    public const int MostHoursAhead = 72;

    const int MostTerms = 100;

    /// <summary>Why a plan can't be kept, as an English sentence for people; null where it can.</summary>
    public static string? Problem(DigestPlan plan)
    {
        if (plan.Id is not { Length: > 0 and <= 32 } || !plan.Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            || plan.Id[0] == '-' || plan.Id[^1] == '-' || plan.Id is IssuePlans.Letters or IssuePlans.Searches)
            return "The short name consists of small letters a to z, digits and hyphens, at most 32.";
        if (string.IsNullOrWhiteSpace(plan.Name) || plan.Name.Length > MaxName || plan.Name.Any(char.IsControl))
            return "Give the digest a name of at most 200 characters.";
        if (plan.Rhythm == DigestRhythm.Searches || !Enum.IsDefined(plan.Rhythm))
            return "Choose how often the digest comes.";
        if (plan.Hour is < 0 or > 23 || plan.Day is < 1 or > 28 || !Enum.IsDefined(plan.Weekday))
            return "The hour is 0 to 23 and the day of the month 1 to 28.";
        if (plan.DraftHours is < 0 or > MostHoursAhead || plan.Most is < 1 or > 200)
            return "A draft is made at most 72 hours ahead, and a mail holds 1 to 200 items.";
        if (plan.TimeZoneId.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(plan.TimeZoneId, out _))
            return "No time zone has this name.";
        if (plan.Languages.Any(language => !InterfaceLanguage.All.Any(known => known.Culture.Name == language)))
            return "The site does not speak this language.";
        if (!IsTemplate(plan.Template))
            return "The name of a template consists of letters, digits and hyphens.";
        if (plan.Sections.Count is 0 or > MostSections)
            return "A digest has 1 to 30 sections.";
        return plan.Sections.Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    static string? Problem(DigestSection section)
    {
        if (!Enum.IsDefined(section.Kind) || section.Title.Length > MaxName || section.Title.Any(char.IsControl) || section.Most is < 1 or > 200)
            return "A section has a heading of at most 200 characters and 1 to 200 items.";
        if (section.Topics.Count > MostTerms || section.Regions.Count > MostTerms || section.Sources.Count > MostTerms)
            return "A section names at most 100 topics, regions and sources each.";
        return section.Kind == SectionKind.Search && !SavedSearch.TryRead(section.Search, out _) ? "Write the words that the section searches." : null;
    }

    static bool IsTemplate(string name) => name is { Length: > 0 and <= 64 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}

/// <summary>Names in the column of plans that are no plans of editors.</summary>
static class IssuePlans
{
    /// <summary>Mails of what saved searches found.</summary>
    public const string Searches = "searches";

    /// <summary>Letters that are written once.</summary>
    public const string Letters = "letters";
}
