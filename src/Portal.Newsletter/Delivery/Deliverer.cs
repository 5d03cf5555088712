using Microsoft.Extensions.Logging;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>Delivers what is due, over a few connections at a time.</summary>
sealed partial class Deliverer(
    DeliveryLedger ledger, DeliveryRecovery recovery, DeliveryMessages messages, IMailTransport transport, DomainGates gates, MailHealth health,
    SmtpOptions smtp, NewsletterOptions options, TimeProvider time, ILogger<Deliverer> log)
{
    /// <summary>Rows that a worker takes at once.</summary>
    const int BatchSize = 100;

    static readonly TimeSpan UnreachablePause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan EndPause = TimeSpan.FromSeconds(1);

    /// <summary>Works until nothing is due. When cancelled, the mail on the wire is finished and the rest handed back.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await recovery.RecoverAsync(stopping);
        if (await ledger.AnyDueAsync(stopping))
            await Task.WhenAll(Enumerable.Range(0, Math.Clamp(smtp.Connections, 1, 32)).Select(_ => WorkAsync(stopping)));
        // A line that broke a moment ago has left doubt: settle it now rather than at the next round.
        await recovery.RecoverAsync(stopping);
        await recovery.FinishAsync(stopping);
    }

    async Task WorkAsync(CancellationToken stopping)
    {
        var worker = new Worker(LeaseOwner.New());
        await using var connection = transport.Open();
        var pause = TimeSpan.Zero;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var rows = await ledger.NextAsync(worker.Owner, worker.Settled, BatchSize, CancellationToken.None);
                worker.Settled = null;
                foreach (var row in rows)
                    worker.Rows.Enqueue(row);
                if (worker.Rows.Count == 0)
                    return;
                await DeliverAsync(worker, connection, stopping);
                health.Reached();
            }
        }
        catch (MailUnreachableException exception)
        {
            health.Unreachable(exception.Message);
            LogUnreachable(log, exception.Message);
            pause = UnreachablePause;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what was on the wire is finished.
        }
        finally
        {
            if (worker.Settled is not null || worker.Rows.Count > 0)
                await EndAsync(worker, pause);
        }
    }

    // What is known of the last mail must not become a doubt because the database is away for a moment.
    async Task EndAsync(Worker worker, TimeSpan pause)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            try
            {
                await ledger.EndAsync(worker.Owner, worker.Settled, worker.Rows, pause, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException && time.GetElapsedTime(begun) < options.Lease / 2)
            {
                await Task.Delay(EndPause, time, CancellationToken.None);
            }
        }
    }

    async Task DeliverAsync(Worker worker, IMailConnection connection, CancellationToken stopping)
    {
        var batch = await messages.LoadAsync([.. worker.Rows], CancellationToken.None);
        while (worker.Rows.TryPeek(out var row) && !stopping.IsCancellationRequested)
        {
            await connection.ReadyAsync(stopping);
            var (mail, fault) = await BuildAsync(row, batch);
            using (mail)
            {
                using var place = mail is null ? null : await gates.EnterAsync(mail.Message.To.Mailboxes.First().Domain, stopping);
                // The one before waits for the record of its answer: it is written with the intent of this one.
                var may = await ledger.BeginAsync(worker.Settled, row, CancellationToken.None);
                worker.Rows.Dequeue();
                worker.Settled = null;
                if (!may)
                    continue;
                if (mail is null)
                {
                    worker.Settled = new(row.Id, row.Attempts, new(MailResult.Lost, fault ?? "What the mail was made of is gone."));
                    continue;
                }
                // Not cancelled by a stop: half a message on the wire would be a doubt. The lease is longer.
                using var limit = new CancellationTokenSource(options.Lease * 0.75, time);
                using var activity = DeliveryTelemetry.Start(row);
                var outcome = await connection.SendAsync(mail, limit.Token);
                DeliveryTelemetry.End(activity, row, outcome.Result);
                worker.Settled = new(row.Id, row.Attempts, outcome);
            }
        }
    }

    /// <summary>One of the workers: its rows, and what is not written yet of the last one.</summary>
    sealed class Worker(string owner)
    {
        public string Owner { get; } = owner;

        public Queue<DeliveryRecord> Rows { get; } = new();

        public Settlement? Settled { get; set; }
    }

    async Task<(OutgoingMail? Mail, string? Fault)> BuildAsync(DeliveryRecord row, DeliveryBatch batch)
    {
        try
        {
            return (await messages.BuildAsync(row, batch, CancellationToken.None), null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A template that fails must not stop the mails after this one.
            LogNotBuilt(log, row.MessageId, exception);
            return (null, $"The mail could not be made: {exception.Message}");
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Reason} Mail waits and is tried again in a minute.")]
    static partial void LogUnreachable(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The mail {MessageId} could not be made; it is tried again later.")]
    static partial void LogNotBuilt(ILogger logger, string messageId, Exception exception);
}
