using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// Commits what several workers want written at the same time in one transaction: a commit waits for the disk, and all who come
/// meanwhile share the next one. Each worker goes on only when its own lines are durable. Thread-safe.
/// </summary>
sealed class LedgerCommits(UnitOfWork work, NewsletterOptions options, BounceBook bounces)
{
    readonly Lock _lock = new();
    List<Line> _waiting = [];
    bool _committing;

    /// <summary>Writes what became of the attempt before and the intent of the next one. False where the next may not be sent.</summary>
    public Task<bool> WriteAsync(Settlement? settled, DeliveryRecord next)
    {
        var line = new Line(settled, next);
        lock (_lock)
        {
            _waiting.Add(line);
            if (_committing)
                return line.Done.Task;
            _committing = true;
        }
        // Not on the caller's time: it would write for the others for as long as they keep coming.
        _ = Task.Run(CommitAllAsync);
        return line.Done.Task;
    }

    async Task CommitAllAsync()
    {
        while (true)
        {
            List<Line> group;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _committing = false;
                    return;
                }
                (group, _waiting) = (_waiting, []);
            }
            try
            {
                var begun = await work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) => CommitAsync(scope, group, ct), CancellationToken.None);
                foreach (var line in group)
                {
                    var may = begun.TryGetValue(line.Next.Id, out var attempts);
                    if (may)
                        line.Next.Attempts = attempts;
                    line.Done.TrySetResult(may);
                }
            }
#pragma warning disable CA1031 // Whatever it is, the workers wait for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var line in group)
                    line.Done.TrySetException(exception);
            }
        }
    }

    async Task<IReadOnlyDictionary<long, int>> CommitAsync(WriteScope scope, List<Line> group, CancellationToken cancellationToken)
    {
        var settled = group.FindAll(line => line.Settled is not null).ConvertAll(line => (line.Settled!.Value, line.Next.LeaseOwner!));
        if (settled.Count > 0)
        {
            await LedgerStatements.SettleAsync(scope, settled, cancellationToken);
            await bounces.NoteRefusalsAsync(scope, settled.Select(one => one.Value), cancellationToken);
        }
        return await LedgerStatements.BeginAsync(scope, group.ConvertAll(line => (line.Next.Id, line.Next.LeaseOwner!)), scope.NowUtc + options.Lease, cancellationToken);
    }

    sealed record Line(Settlement? Settled, DeliveryRecord Next)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
