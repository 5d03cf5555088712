using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Somebody who gets an issue.</summary>
sealed record Recipient(string Id, string Topics, string Language);

/// <summary>What somebody reads in an issue; no groups where there is nothing to say.</summary>
sealed record Portion(Recipient Recipient, IReadOnlyList<DigestGroup> Groups);

/// <summary>Freezes an issue: draws its mails and writes them together with the ledger's rows in one transaction.</summary>
sealed partial class IssueWriter(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DigestMail mail, DeliverySignal signal, SmtpOptions smtp, ILogger<IssueWriter> log)
{
    /// <summary>Writes the issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="portions">Who gets what.</param>
    /// <param name="told">The saved searches that were looked at for it: their time moves on to that of the issue.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where another node wrote it at the same time.</returns>
    public async Task<bool> WriteAsync(IssueRecord issue, IReadOnlyList<Portion> portions, IReadOnlyCollection<SavedSearchRecord> told, CancellationToken cancellationToken)
    {
        var frozen = await FreezeAsync(issue, portions, cancellationToken);
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                Tell(scope, told, issue.UntilUtc);
                scope.Db.Add(issue);
                scope.Db.AddRange(frozen.Select(one => one.Edition).OfType<EditionRecord>().Distinct());
                await scope.Db.SaveChangesAsync(ct);
                scope.Db.AddRange(frozen.Select(one => Row(issue, one.Recipient, one.Edition)));
            }, cancellationToken);
        }
        catch (DbUpdateException exception)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            // A search that was removed or told meanwhile: the next round looks again.
            if (exception is not DbUpdateConcurrencyException && !await db.Set<IssueRecord>().AnyAsync(other => other.Plan == issue.Plan && other.Period == issue.Period, cancellationToken))
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

    async Task<List<(Recipient Recipient, EditionRecord? Edition)>> FreezeAsync(IssueRecord issue, IReadOnlyList<Portion> portions, CancellationToken cancellationToken)
    {
        var editions = new Dictionary<string, EditionRecord>(StringComparer.Ordinal);
        var frozen = new List<(Recipient, EditionRecord?)>(portions.Count);
        foreach (var (recipient, groups) in portions)
        {
            if (groups.Count == 0)
            {
                frozen.Add((recipient, null));
                continue;
            }
            var ids = groups.SelectMany(group => group.Items).Select(item => item.Id).ToList();
            var headings = string.Join('\n', groups.Where(group => group.Search is not null).Select(group => $"{group.SearchHash} {group.Search} {group.Items.Count}"));
            var key = $"{recipient.Language}|{recipient.Topics}|{string.Join(' ', ids)}|{headings}";
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
                    Searches = issue.Plan == DigestRhythm.Searches ? string.Join(' ', groups.Select(group => group.SearchHash).OfType<string>().Distinct(StringComparer.Ordinal)) : "",
                    Items = ids.ConvertAll(id => new EditionItemRecord { ContentItemId = id }),
                };
            }
            frozen.Add((recipient, edition));
        }
        return frozen;
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

    [LoggerMessage(LogLevel.Information, "The issue {Period} for {Audience} subscribers is composed: {State}.")]
    static partial void LogComposed(ILogger logger, string period, int audience, IssueState state);

    [LoggerMessage(LogLevel.Information, "The issue {Period} was composed by another node at the same time ({Reason}).")]
    static partial void LogElsewhere(ILogger logger, string period, string reason);
}
