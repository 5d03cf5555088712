using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Delivery;

/// <summary>When the next mail may go, of all (an empty name) or to one domain of recipients; shared by all nodes.</summary>
sealed class PaceRecord
{
    /// <summary>The domain, in small letters; empty for all mails.</summary>
    public required string Domain { get; init; }

    /// <summary>The next mail is due then, were they sent evenly.</summary>
    public DateTime NextUtc { get; set; }
}

/// <summary>
/// Keeps the limits of mails in an hour: within any hour, no more go than allowed, and of these at most a minute's worth at once. Rows
/// that must wait are given back with their time.
/// </summary>
sealed class DeliveryPace(SmtpOptions smtp)
{
    bool IsLimited => smtp.PerHour > 0 || smtp.PerDomainHour > 0 || smtp.DomainHour.Count > 0;

    /// <summary>Those of the claimed rows that may go now; the others are put back in the same transaction.</summary>
    public async Task<List<DeliveryRecord>> AdmitAsync(WriteScope scope, List<DeliveryRecord> claimed, CancellationToken cancellationToken)
    {
        if (!IsLimited || claimed.Count == 0)
            return claimed;
        List<string> ids = [.. claimed.Select(row => row.SubscriberId)];
        var domains = await scope.Db.Set<SubscriberRecord>().Where(one => ids.Contains(one.Id)).Select(one => new { one.Id, one.AddressKey })
            .ToDictionaryAsync(one => one.Id, one => one.AddressKey[(one.AddressKey.LastIndexOf('@') + 1)..], StringComparer.Ordinal, cancellationToken);
        var paces = await LockAsync(scope, domains.Values.Append(""), cancellationToken);
        var (admitted, waiting) = (new List<DeliveryRecord>(claimed.Count), new List<(long Id, DateTime Until)>());
        foreach (var row in claimed)
        {
            var pace = paces.Values.Where(one => one.Domain.Length == 0 || one.Domain == domains.GetValueOrDefault(row.SubscriberId)).ToList();
            var slowest = pace.MaxBy(one => one.FreeUtc);
            if (slowest is null || slowest.FreeUtc <= scope.NowUtc)
            {
                pace.ForEach(one => one.Take(scope.NowUtc, lasting: true));
                admitted.Add(row);
                continue;
            }
            waiting.Add((row.Id, slowest.FreeUtc));
            // Who must wait is given the next place, without taking it: others may have left by then.
            slowest.Take(scope.NowUtc, lasting: false);
        }
        foreach (var pace in paces.Values)
            pace.Store();
        foreach (var (id, until) in waiting)
        {
            await scope.Db.Set<DeliveryRecord>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBeforeUtc, until)
                .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), cancellationToken);
        }
        return admitted;
    }

    int LimitOf(string domain) => domain.Length == 0 ? smtp.PerHour : smtp.DomainHour.TryGetValue(domain, out var own) ? own : smtp.PerDomainHour;

    async Task<Dictionary<string, Pace>> LockAsync(WriteScope scope, IEnumerable<string> domains, CancellationToken cancellationToken)
    {
        List<string> names = [.. domains.Distinct(StringComparer.Ordinal).Where(domain => LimitOf(domain) > 0).Order(StringComparer.Ordinal)];
        foreach (var name in names)
            await scope.Db.Database.ExecuteSqlAsync($"""INSERT INTO "NewsletterPaces" ("Domain", "NextUtc") VALUES ({name}, {scope.NowUtc}) ON CONFLICT DO NOTHING""", cancellationToken);
        if (scope.Db.Provider == DatabaseProvider.Postgres)
        {
            // In the order of their names, so that two nodes don't wait for one another.
            foreach (var name in names)
                await scope.Db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "NewsletterPaces" WHERE "Domain" = {name} FOR UPDATE""", cancellationToken);
        }
        var rows = await scope.Db.Set<PaceRecord>().Where(row => names.Contains(row.Domain)).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Domain, row => new Pace(row, LimitOf(row.Domain)), StringComparer.Ordinal);
    }

    sealed class Pace
    {
        readonly PaceRecord _row;
        readonly TimeSpan _interval;
        readonly TimeSpan _burst;
        DateTime _next;
        DateTime _planned;

        public Pace(PaceRecord row, int limit)
        {
            var atOnce = Math.Max(1, limit / 60);
            _interval = TimeSpan.FromHours(1) / Math.Max(1, limit - atOnce);
            _burst = _interval * (atOnce - 1);
            (_row, _next, _planned) = (row, row.NextUtc, row.NextUtc);
        }

        public string Domain => _row.Domain;

        /// <summary>When one more may go.</summary>
        public DateTime FreeUtc => _planned - _burst;

        public void Take(DateTime now, bool lasting)
        {
            _planned = (_planned > now ? _planned : now) + _interval;
            if (lasting)
                _next = _planned;
        }

        public void Store() => _row.NextUtc = _next;
    }
}
