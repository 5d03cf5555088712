using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Transfer;

/// <summary>How a table is read.</summary>
sealed record ImportOptions
{
    /// <summary>The columns; null to go by their names.</summary>
    public Func<IReadOnlyList<string>, SubscriberColumns>? Columns { get; init; }

    /// <summary>Where and when those agreed whose line does not say so; null where that is not known: they are asked.</summary>
    public StatedConsent? Consent { get; init; }

    /// <summary>Language of lines that name none.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether nothing is written.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What became of a line.</summary>
/// <param name="Line">Number of the record, the header being 1.</param>
/// <param name="Address">What stands there as address.</param>
/// <param name="Result">What became of it.</param>
sealed record ImportLine(int Line, string Address, EntryResult Result);

/// <summary>
/// Brings subscribers from a table. Who has no proof of consent is asked, a few hundred in an hour; who left or must not be written to
/// stays out. A few lines at a time are written in one transaction: an import that was broken off is begun again from the start, and
/// finds what it wrote before.
/// </summary>
sealed class SubscriberImport(
    IDbContextFactory<PortalDbContext> databases, UnitOfWork work, Suppressions suppressions, SubscriberEntry entry, SiteChoices choices, NewsletterOptions options, DeliverySignal signal, TimeProvider time)
{
    /// <summary>Most lines of a table.</summary>
    public const int MaxLines = 200_000;

    /// <summary>Largest file that the desk takes, in bytes.</summary>
    public const long MaxBytes = 50L * 1024 * 1024;

    const int BatchSize = 250;

    /// <summary>Reads the table and tells line by line what became of it.</summary>
    /// <exception cref="FormatException">It is no table, it has no addresses, or it is too long.</exception>
    public async IAsyncEnumerable<ImportLine> RunAsync(TextReader table, ImportOptions import, ContentActor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parsing = new ImportParsing(import, await choices.AllAsync(cancellationToken), actor.Name, time.GetUtcNow().UtcDateTime);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var batch = new List<ParsedLine>(BatchSize);
        var asked = new Stagger(options.InvitationsPerHour, await LastAskedAsync(cancellationToken));
        await foreach (var line in parsing.ReadAsync(table, cancellationToken))
        {
            batch.Add(line.Entry is { } one && !seen.Add(SubscriberAddress.Key(one.Address)) ? line with { Entry = null, Fault = EntryResult.Twice } : line);
            if (batch.Count < BatchSize)
                continue;
            foreach (var written in await WriteAsync(batch, import.DryRun, asked, actor, cancellationToken))
                yield return written;
            batch.Clear();
        }
        foreach (var written in await WriteAsync(batch, import.DryRun, asked, actor, cancellationToken))
            yield return written;
        signal.Raise();
    }

    async Task<IReadOnlyList<ImportLine>> WriteAsync(IReadOnlyList<ParsedLine> batch, bool dryRun, Stagger asked, ContentActor actor, CancellationToken cancellationToken)
    {
        List<string> keys = [.. batch.Where(line => line.Entry is not null).Select(line => SubscriberAddress.Key(line.Entry!.Address))];
        return await work.RunAsync(WriteTurn.Background, actor, async (scope, ct) =>
        {
            var known = await scope.Db.Set<SubscriberRecord>().Where(one => keys.Contains(one.AddressKey)).ToDictionaryAsync(one => one.AddressKey, StringComparer.Ordinal, ct);
            var suppressed = await suppressions.KnownAsync(scope.Db, keys, ct);
            var lines = new List<ImportLine>(batch.Count);
            foreach (var (number, typed, one, fault) in batch)
            {
                var result = fault;
                if (one is not null)
                {
                    var key = SubscriberAddress.Key(one.Address);
                    result = entry.Write(scope, one, known.GetValueOrDefault(key), suppressed.Contains(key), asked.Next(scope.NowUtc), dryRun);
                    if (result == EntryResult.Asked)
                        asked.Use();
                }
                lines.Add(new(number, typed, result));
            }
            return lines;
        }, cancellationToken);
    }

    // Two imports share the rate.
    async Task<DateTime> LastAskedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Set<DeliveryRecord>().Where(row => row.State == DeliveryState.Queued && row.Kind == DeliveryKind.Confirmation && row.NotBeforeUtc > now)
            .MaxAsync(row => (DateTime?)row.NotBeforeUtc, cancellationToken) ?? now;
    }

    /// <summary>Spreads questions over the hours.</summary>
    sealed class Stagger(int perHour, DateTime from)
    {
        readonly TimeSpan _step = TimeSpan.FromHours(1) / Math.Clamp(perHour, 1, 1_000_000);
        DateTime _next = from;

        public DateTime Next(DateTime nowUtc) => _next > nowUtc ? _next : nowUtc;

        public void Use() => _next += _step;
    }
}
