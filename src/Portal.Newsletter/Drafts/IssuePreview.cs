using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Drafts;

/// <summary>Draws an issue as readers would get it; nothing is stored or sent.</summary>
sealed partial class IssuePreview(IDbContextFactory<PortalDbContext> databases, DigestMail mail, DigestRefresh refresh, SiteDocuments documents)
{
    /// <summary>The mail for readers of a language who chose everything.</summary>
    public async Task<RenderedMail> DrawAsync(IssueRecord issue, IssueContent content, CultureInfo culture, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(issue, await refresh.RunAsync(content, cancellationToken), cancellationToken);
        return await mail.RenderAsync(frame, Shown(issue, frame), culture, DigestGroups.First(frame.Content.Groups, frame.Plan.Most), cancellationToken);
    }

    /// <summary>The mail that a subscriber would get: in the person's language, by what the person chose and had. Null where there is nobody of that address, or nothing for the person.</summary>
    public async Task<RenderedMail?> DrawForAsync(IssueRecord issue, IssueContent content, string address, CancellationToken cancellationToken)
    {
        var key = SubscriberAddress.Key(address.Trim());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var person = db.Set<SubscriberRecord>().Where(one => one.AddressKey == key);
        if (await Readers.ListAsync(person, cancellationToken) is not [var reader])
            return null;
        var frame = await FrameAsync(issue, await refresh.RunAsync(content, cancellationToken), cancellationToken);
        var ids = frame.Content.Items.SelectMany(item => item.All()).SelectMany(item => item.Reports.Prepend(item.Id)).Distinct(StringComparer.Ordinal).ToList();
        var had = (await SentItems.ReadAsync(db, ids, person, cancellationToken)).GetValueOrDefault(reader.Id);
        var groups = frame.IsLetter ? DigestGroups.First(frame.Content.Groups, int.MaxValue) : DigestGroups.Choose(frame.Content.Groups, reader.Choice, had, frame.Plan.Most);
        return groups.Count == 0 && !frame.IsLetter ? null : await mail.RenderAsync(frame, Shown(issue, frame), CultureInfo.GetCultureInfo(reader.Language), groups, cancellationToken);
    }

    /// <summary>The HTML as a dark screen shows it, or without pictures.</summary>
    public static string Look(string html, bool dark, bool withoutPictures)
    {
        if (dark)
            html = html.Replace("@media (prefers-color-scheme: dark)", "@media all", StringComparison.Ordinal);
        return withoutPictures ? PictureSource().Replace(html, "src=\"\"") : html;
    }

    /// <summary>What the issue's mails have in common.</summary>
    public async Task<IssueFrame> FrameAsync(IssueRecord issue, IssueContent content, CancellationToken cancellationToken)
    {
        var plans = await documents.GetAsync<DigestPlans>(cancellationToken);
        var frame = issue.PlanId == IssuePlans.Letters
            ? IssueFrame.Letter(content)
            : new(plans.Find(issue.PlanId) ?? new DigestPlan { Id = issue.PlanId, Name = issue.PlanId, Rhythm = issue.Plan }, content);
        return frame with { IsCounted = plans.CountsReading };
    }

    // A draft is archived once it goes; its mails name the page already.
    static IssueRecord Shown(IssueRecord issue, IssueFrame frame) => new()
    {
        Id = issue.Id,
        PlanId = issue.PlanId,
        Plan = issue.Plan,
        Period = issue.Period,
        DueUtc = issue.DueUtc,
        Archived = frame.IsLetter ? issue.Archived : frame.Plan.Archived,
    };

    [GeneratedRegex("src=\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex PictureSource();
}
