using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Portal.Desk.Shell;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>Plans and issues in words.</summary>
static partial class PlanWords
{
    /// <summary>How often.</summary>
    public static string Rhythm(this IStringLocalizer t, DigestRhythm rhythm) => t[rhythm switch
    {
        DigestRhythm.Daily => "Every day",
        DigestRhythm.Weekly => "Every week",
        DigestRhythm.Monthly => "Every month",
        DigestRhythm.AsItHappens => "As it happens",
        _ => "Only saved searches",
    }];

    /// <summary>What a section takes.</summary>
    public static string Section(this IStringLocalizer t, SectionKind kind) => t[kind switch
    {
        SectionKind.OwnArticles => "Own articles",
        SectionKind.NewsByTopic => "News, under its topics",
        SectionKind.Selection => "A selection",
        _ => "What a search finds",
    }];

    /// <summary>Where an issue stands.</summary>
    public static string State(this IStringLocalizer t, IssueRecord issue) => t[issue.State switch
    {
        IssueState.Open => "Under way",
        IssueState.Held => "Held: it came too late",
        IssueState.Paused => "Paused",
        IssueState.Cancelled => "Dropped",
        IssueState.Finished => "Finished",
        _ when issue.ApprovedUtc is not null => "Approved",
        _ when IssueContent.Read(issue.Content).Hold is not null => "Held: its mails have faults",
        _ => issue.MustApprove ? "Waits for approval" : "Goes at its hour",
    }];

    /// <summary>What an issue is one of.</summary>
    public static string Kind(this IStringLocalizer t, IssueRecord issue, DigestPlans plans) => t[issue.PlanId switch
    {
        IssuePlans.Letters => "Letter",
        IssuePlans.Searches => "Saved searches",
        _ => plans.Find(issue.PlanId)?.Name ?? issue.PlanId,
    }];

    /// <summary>An issue by what it is one of and its time: <c>The daily digest, 25 Nov 2026</c>.</summary>
    public static string Name(this IStringLocalizer t, IssueRecord issue, DigestPlans plans) =>
        t.Period(issue.Period) is { Length: > 0 } period ? $"{t.Kind(issue, plans)}, {period}" : t.Kind(issue, plans);

    /// <summary>The time of an issue (<see cref="IssueRecord.Period"/>) in words; empty where it has none.</summary>
    public static string Period(this IStringLocalizer t, string period)
    {
        var culture = CultureInfo.CurrentUICulture;
        if (DateOnly.TryParseExact(period, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.Show();
        if (DateOnly.TryParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return month.ToString("MMMM yyyy", culture);
        if (Week().Match(period) is { Success: true } week)
        {
            var name = t["week {0} of {1}", int.Parse(week.Groups["week"].Value, CultureInfo.InvariantCulture), week.Groups["year"].Value].Value;
            return week.Groups["day"] is { Success: true } own ? $"{name}, {culture.DateTimeFormat.GetDayName((DayOfWeek)(int.Parse(own.Value, CultureInfo.InvariantCulture) % 7))}" : name;
        }
        if (Moment().Match(period) is not { Success: true } moment
            || !DateOnly.TryParseExact(moment.Groups["day"].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var made))
            return period.StartsWith("letter-", StringComparison.Ordinal) ? "" : period;
        return moment.Groups["way"].Value == "now" ? t["by hand, {0}", made.Show()] : made.Show();
    }

    [GeneratedRegex("^(?<year>[0-9]{4})-W(?<week>[0-9]{2})(-(?<day>[1-7]))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Week();

    [GeneratedRegex("^(?<way>now|searches|at)-(?<day>[0-9]{8})T?[0-9]{4,9}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Moment();
}
