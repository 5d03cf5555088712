using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Composes issues: who gets what, frozen together with the ledger's rows in one transaction.</summary>
sealed partial class DigestComposer(
    IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DigestItems items, DigestMail mail, DeliverySignal signal,
    SmtpOptions smtp, NewsletterOptions options, TimeProvider time, ILogger<DigestComposer> log)
{
    // An item whose transaction was under way while the last issue was read would fall between two spans; what somebody has is left out anyway.
    static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>
    /// Composes the issue of a period, unless it is there or nobody is to get it; then null. One that is much too late is held.
    /// </summary>
    public async Task<IssueRecord?> ComposeAsync(DigestRhythm plan, DigestDue due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<IssueRecord>().AnyAsync(issue => issue.Plan == plan && issue.Period == due.Period, cancellationToken))
            return null;
        // Who came after the hour has the next one.
        var audience = await db.Set<SubscriberRecord>().AsNoTracking()
            .Where(one => one.State == SubscriberState.Confirmed && one.Rhythm == plan && one.ConfirmedUtc <= due.Utc)
            .OrderBy(one => one.Id).Select(one => new Recipient(one.Id, one.Topics, one.Language)).ToListAsync(cancellationToken);
        if (audience.Count == 0)
            return null;
        var last = await db.Set<IssueRecord>().Where(issue => issue.Plan == plan).OrderByDescending(issue => issue.UntilUtc)
            .Select(issue => (DateTime?)issue.UntilUtc).FirstOrDefaultAsync(cancellationToken);
        var since = last - Overlap ?? due.Utc.AddDays(-DigestCalendar.Days(plan));
        var material = await items.ReadAsync(since, now, cancellationToken);
        var sentBefore = await SentBeforeAsync(db, plan, material, cancellationToken);
        var issue = new IssueRecord
        {
            Id = ContentIdentity.New(),
            Plan = plan,
            Period = due.Period,
            DueUtc = due.Utc,
            ComposedUtc = now,
            SinceUtc = since,
            UntilUtc = now,
            Audience = audience.Count,
            State = now - due.Utc > TimeSpan.FromHours(options.LateHours) ? IssueState.Held : IssueState.Open,
        };
        var frozen = await FreezeAsync(issue, audience, material, sentBefore, cancellationToken);
        return await StoreAsync(issue, frozen, cancellationToken) ? issue : null;
    }

    async Task<List<(Recipient Recipient, EditionRecord? Edition)>> FreezeAsync(
        IssueRecord issue, List<Recipient> audience, DigestMaterial material, Dictionary<string, HashSet<string>> sentBefore, CancellationToken cancellationToken)
    {
        var editions = new Dictionary<string, EditionRecord>(StringComparer.Ordinal);
        var frozen = new List<(Recipient, EditionRecord?)>(audience.Count);
        foreach (var recipient in audience)
        {
            var groups = DigestGroups.Choose(material, recipient.Topics, sentBefore.GetValueOrDefault(recipient.Id));
            if (groups.Count == 0)
            {
                frozen.Add((recipient, null));
                continue;
            }
            var ids = groups.SelectMany(group => group.Items).Select(item => item.Id).ToList();
            var key = $"{recipient.Language}|{recipient.Topics}|{string.Join(' ', ids)}";
            if (!editions.TryGetValue(key, out var edition))
            {
                var rendered = await mail.RenderAsync(issue.Plan, issue.DueUtc, CultureInfo.GetCultureInfo(recipient.Language), groups, cancellationToken);
                editions[key] = edition = new()
                {
                    IssueId = issue.Id,
                    Language = recipient.Language,
                    Subject = rendered.Subject,
                    Html = rendered.Html,
                    Text = rendered.Text,
                    Items = ids.ConvertAll(id => new EditionItemRecord { ContentItemId = id }),
                };
            }
            frozen.Add((recipient, edition));
        }
        return frozen;
    }

    async Task<bool> StoreAsync(IssueRecord issue, List<(Recipient Recipient, EditionRecord? Edition)> frozen, CancellationToken cancellationToken)
    {
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                scope.Db.Add(issue);
                scope.Db.AddRange(frozen.Select(one => one.Edition).OfType<EditionRecord>().Distinct());
                await scope.Db.SaveChangesAsync(ct);
                scope.Db.AddRange(frozen.Select(one => Row(issue, one.Recipient, one.Edition)));
            }, cancellationToken);
        }
        catch (DbUpdateException exception)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            if (!await db.Set<IssueRecord>().AnyAsync(other => other.Plan == issue.Plan && other.Period == issue.Period, cancellationToken))
                throw;
            LogElsewhere(log, issue.Period, exception.Message);
            return false;
        }
        signal.Raise();
        LogComposed(log, issue.Period, issue.Audience, issue.State);
        return true;
    }

    DeliveryRecord Row(IssueRecord issue, Recipient recipient, EditionRecord? edition) => new()
    {
        IssueId = issue.Id,
        SubscriberId = recipient.Id,
        Kind = DeliveryKind.Digest,
        EditionId = edition?.Id,
        MessageId = MessageHeaders.MessageId(issue.Id, recipient.Id, smtp),
        DateUtc = issue.ComposedUtc,
        State = edition is null ? DeliveryState.Skipped : issue.State == IssueState.Held ? DeliveryState.Held : DeliveryState.Queued,
        Reason = edition is null ? DeliveryReason.Nothing : issue.State == IssueState.Held ? DeliveryReason.Late : null,
        NotBeforeUtc = issue.ComposedUtc,
        ChangedUtc = issue.ComposedUtc,
    };

    // What people of this plan have or will get from issues of any plan: somebody may have changed from daily to weekly.
    static async Task<Dictionary<string, HashSet<string>>> SentBeforeAsync(PortalDbContext db, DigestRhythm plan, DigestMaterial material, CancellationToken cancellationToken)
    {
        var candidates = material.Items.Select(item => item.Id).ToList();
        var pairs = await (
            from item in db.Set<EditionItemRecord>()
            join delivery in db.Set<DeliveryRecord>() on item.EditionId equals delivery.EditionId
            join subscriber in db.Set<SubscriberRecord>() on delivery.SubscriberId equals subscriber.Id
            where candidates.Contains(item.ContentItemId) && subscriber.Rhythm == plan && subscriber.State == SubscriberState.Confirmed
                && delivery.State != DeliveryState.Failed && delivery.State != DeliveryState.Suppressed && delivery.State != DeliveryState.Skipped
            select new { delivery.SubscriberId, item.ContentItemId }).ToListAsync(cancellationToken);
        return pairs.GroupBy(pair => pair.SubscriberId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.ContentItemId).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    sealed record Recipient(string Id, string Topics, string Language);

    [LoggerMessage(LogLevel.Information, "The issue {Period} for {Audience} subscribers is composed: {State}.")]
    static partial void LogComposed(ILogger logger, string period, int audience, IssueState state);

    [LoggerMessage(LogLevel.Information, "The issue {Period} was composed by another node at the same time ({Reason}).")]
    static partial void LogElsewhere(ILogger logger, string period, string reason);
}
