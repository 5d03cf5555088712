using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>What somebody reads in an issue; no groups where there is nothing to say.</summary>
sealed record Portion(Recipient Recipient, IReadOnlyList<DigestGroup> Groups);

/// <summary>What all mails of an issue have in common.</summary>
/// <param name="Plan">The plan; of letters and of mails of saved searches, one that is in no list.</param>
/// <param name="Content">What the issue says.</param>
sealed record IssueFrame(DigestPlan Plan, IssueContent Content)
{
    /// <summary>Mails of what saved searches found.</summary>
    public static IssueFrame Searches { get; } = new(new() { Id = IssuePlans.Searches, Name = "What your searches found", Rhythm = DigestRhythm.Searches, Archived = false, AtReadersTime = false }, new());

    /// <summary>A letter.</summary>
    public static IssueFrame Letter(IssueContent content) => new(new() { Id = IssuePlans.Letters, Name = "", Rhythm = DigestRhythm.Daily, AtReadersTime = false }, content);

    /// <summary>Whether it is counted how often its mails are opened and their links followed.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Whether it is a letter.</summary>
    public bool IsLetter => Plan.Id == IssuePlans.Letters;
}

/// <summary>Freezes an issue: draws its mails and writes them together with the ledger's rows in one transaction.</summary>
sealed partial class IssueWriter(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DigestMail mail, SiteDocuments documents, DeliverySignal signal, SiteAddress site, SmtpOptions smtp, ILogger<IssueWriter> log)
{
    const int RowsAtOnce = 2000;
    const int EditionsAtOnce = 50;

    /// <summary>Writes the issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="frame">What its mails have in common.</param>
    /// <param name="portions">Who gets what.</param>
    /// <param name="told">The saved searches that were looked at for it: their time moves on to that of the issue.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where another node wrote it, or an editor changed the draft, at the same time.</returns>
    public async Task<bool> WriteAsync(IssueRecord issue, IssueFrame frame, IReadOnlyList<Portion> portions, IReadOnlyCollection<SavedSearchRecord> told, CancellationToken cancellationToken)
    {
        frame = frame with { IsCounted = await CountsAsync(frame, portions, cancellationToken) };
        var links = frame.IsCounted ? new CountedLinks(issue.Id, site) : null;
        var frozen = await FreezeAsync(issue, frame, portions, links, cancellationToken);
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        if (issue.Archived)
            issue.Content = frame.Content.Write();
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                Tell(scope, told, issue.UntilUtc);
                Store(scope, issue);
                scope.Db.AddRange(links?.Records() ?? []);
                await scope.Db.SaveChangesAsync(ct);
                // All in one transaction, and few of them in memory at a time.
                foreach (var part in frozen.Select(one => one.Edition).OfType<DrawnEdition>().Distinct().Chunk(EditionsAtOnce))
                {
                    scope.Db.ChangeTracker.Clear();
                    var records = Array.ConvertAll(part, edition => edition.Record(issue.Id));
                    scope.Db.AddRange(records);
                    await scope.Db.SaveChangesAsync(ct);
                    foreach (var (edition, record) in part.Zip(records))
                        edition.Id = record.Id;
                }
                foreach (var part in frozen.Chunk(RowsAtOnce))
                {
                    scope.Db.ChangeTracker.Clear();
                    scope.Db.AddRange(part.Select(one => Row(issue, frame, one.Recipient, one.Edition, zone)));
                    await scope.Db.SaveChangesAsync(ct);
                }
            }, cancellationToken);
        }
        catch (DbUpdateException exception)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            // A search that was removed or told, or a draft that was changed, meanwhile: the next round looks again.
            if (exception is not DbUpdateConcurrencyException && !await db.Set<IssueRecord>().AnyAsync(other => other.PlanId == issue.PlanId && other.Period == issue.Period, cancellationToken))
                throw;
            LogElsewhere(log, issue.Period, exception.Message);
            return false;
        }
        signal.Raise();
        LogComposed(log, issue.Period, issue.Audience, issue.State);
        return true;
    }

    /// <summary>Moves the time of saved searches on; saving fails where somebody else has done so.</summary>
    public static void Tell(WriteScope scope, IEnumerable<SavedSearchRecord> told, DateTime untilUtc)
    {
        foreach (var search in told)
        {
            var entry = scope.Db.Attach(search);
            entry.Property(one => one.ToldUtc).CurrentValue = untilUtc;
        }
    }

    // A draft is a row already: it becomes the issue only as it was read.
    static void Store(WriteScope scope, IssueRecord issue)
    {
        if (issue.Stamp == 0)
        {
            scope.Db.Add(issue);
            return;
        }
        scope.Db.Update(issue);
        issue.Stamp++;
    }

    async Task<List<(Recipient Recipient, DrawnEdition? Edition)>> FreezeAsync(IssueRecord issue, IssueFrame frame, IReadOnlyList<Portion> portions, CountedLinks? links, CancellationToken cancellationToken)
    {
        // Lists that were worked out once are told apart by what they are, others by what stands in them.
        var drawn = new Dictionary<(IReadOnlyList<DigestGroup>, string), DrawnEdition>();
        var editions = new Dictionary<string, DrawnEdition>(StringComparer.Ordinal);
        var frozen = new List<(Recipient, DrawnEdition?)>(portions.Count);
        foreach (var (recipient, groups) in portions)
        {
            if (groups.Count == 0 && !frame.IsLetter)
            {
                frozen.Add((recipient, null));
                continue;
            }
            if (!drawn.TryGetValue((groups, recipient.Language), out var edition))
            {
                var key = Key(groups, recipient.Language);
                if (!editions.TryGetValue(key, out edition))
                    editions[key] = edition = await DrawAsync(issue, frame, groups, recipient.Language, links, cancellationToken);
                drawn[(groups, recipient.Language)] = edition;
            }
            frozen.Add((recipient, edition));
        }
        return frozen;
    }

    async Task<bool> CountsAsync(IssueFrame frame, IReadOnlyList<Portion> portions, CancellationToken cancellationToken) =>
        frame.Plan.Id != IssuePlans.Searches
        && (await documents.GetAsync<DigestPlans>(cancellationToken)).CountsReading
        && portions.Count(portion => portion.Groups.Count > 0 || frame.IsLetter) >= CountedLinks.FewestReaders;

    static string Key(IReadOnlyList<DigestGroup> groups, string language) => $"{language}\n{string.Join('\n', groups.Select(group =>
        $"{group.Topic?.Id} {group.IsOwn} {group.Title} {group.SearchHash} {group.Search} {string.Join(' ', group.Items.SelectMany(item => item.All()).Select(item => item.Id))}"))}";

    async Task<DrawnEdition> DrawAsync(IssueRecord issue, IssueFrame frame, IReadOnlyList<DigestGroup> groups, string language, CountedLinks? links, CancellationToken cancellationToken)
    {
        var rendered = await mail.RenderAsync(frame, issue, CultureInfo.GetCultureInfo(language), groups, cancellationToken);
        return new(language, links is null ? rendered : rendered with { Html = links.Write(rendered.Html) },
            frame.Plan.Id == IssuePlans.Searches ? string.Join(' ', groups.Select(group => group.SearchHash).OfType<string>().Distinct(StringComparer.Ordinal)) : "",
            [.. groups.SelectMany(group => group.Items).SelectMany(item => item.All()).Select(item => item.Id).Distinct(StringComparer.Ordinal)]);
    }

    DeliveryRecord Row(IssueRecord issue, IssueFrame frame, Recipient recipient, DrawnEdition? edition, TimeZoneInfo zone) => new()
    {
        IssueId = issue.Id,
        SubscriberId = recipient.Id,
        Kind = DeliveryKind.Digest,
        EditionId = edition?.Id,
        MessageId = MessageHeaders.MessageId(issue.Id, recipient.Id, smtp),
        DateUtc = issue.ComposedUtc,
        State = edition is null ? DeliveryState.Skipped : issue.State == IssueState.Held ? DeliveryState.Held : DeliveryState.Queued,
        Reason = edition is null ? DeliveryReason.Nothing : issue.State == IssueState.Held ? DeliveryReason.Late : null,
        NotBeforeUtc = ReadersTime.Of(frame.Plan, issue.DueUtc, recipient, zone) is var own && own > issue.ComposedUtc ? own : issue.ComposedUtc,
        ChangedUtc = issue.ComposedUtc,
    };

    [LoggerMessage(LogLevel.Information, "The issue {Period} for {Audience} subscribers is composed: {State}.")]
    static partial void LogComposed(ILogger logger, string period, int audience, IssueState state);

    [LoggerMessage(LogLevel.Information, "The issue {Period} was composed by another node at the same time ({Reason}).")]
    static partial void LogElsewhere(ILogger logger, string period, string reason);
}
