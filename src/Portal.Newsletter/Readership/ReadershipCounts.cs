using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Newsletter.Readership;

/// <summary>Counts in memory what readers open and follow, and adds it to the sums in the database. Thread-safe.</summary>
sealed class ReadershipCounts(IDbContextFactory<PortalDbContext> databases, UnitOfWork work)
{
    /// <summary>Issues whose links are kept in memory: readers follow those of the last few.</summary>
    const int KeptIssues = 50;

    readonly ConcurrentDictionary<string, IReadOnlyDictionary<int, string>> _links = new(StringComparer.Ordinal);
    readonly Lock _lock = new();
    Dictionary<(string Issue, int Number), int> _waiting = [];

    /// <summary>Where a link of an issue leads, <c>""</c> for <see cref="IssueLinkRecord.Opening"/>; null where there is no such link.</summary>
    public async ValueTask<string?> FindAsync(string issueId, int number, CancellationToken cancellationToken)
    {
        if (!_links.TryGetValue(issueId, out var links))
        {
            if (issueId.Length > ContentIdentity.MaxLength)
                return null;
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            links = await db.Set<IssueLinkRecord>().AsNoTracking().Where(link => link.IssueId == issueId).ToDictionaryAsync(link => link.Number, link => link.Url, cancellationToken);
            if (links.Count == 0)
                return null;
            if (_links.Count >= KeptIssues)
                _links.Clear();
            _links[issueId] = links;
        }
        return links.GetValueOrDefault(number);
    }

    /// <summary>Counts one more of a link that was found.</summary>
    public void Add(string issueId, int number)
    {
        lock (_lock)
            _waiting[(issueId, number)] = _waiting.GetValueOrDefault((issueId, number)) + 1;
    }

    /// <summary>Stores what was counted; what could not be stored is kept for the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<(string Issue, int Number), int> taken;
        lock (_lock)
            (taken, _waiting) = (_waiting, []);
        if (taken.Count == 0)
            return;
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                // All nodes write rows in one order, so that none waits for another in a circle.
                foreach (var ((issue, number), count) in taken.OrderBy(one => one.Key.Issue, StringComparer.Ordinal).ThenBy(one => one.Key.Number))
                    await scope.Db.Set<IssueLinkRecord>().Where(link => link.IssueId == issue && link.Number == number)
                        .ExecuteUpdateAsync(set => set.SetProperty(link => link.Count, link => link.Count + count), ct);
            }, cancellationToken);
        }
        catch
        {
            lock (_lock)
            {
                foreach (var (key, count) in taken)
                    _waiting[key] = _waiting.GetValueOrDefault(key) + count;
            }
            throw;
        }
    }
}
