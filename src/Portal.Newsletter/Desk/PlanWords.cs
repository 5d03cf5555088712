using Microsoft.Extensions.Localization;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>Plans and issues in words.</summary>
static class PlanWords
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
}
