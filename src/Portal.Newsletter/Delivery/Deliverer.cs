using Microsoft.Extensions.Logging;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>Delivers what is due, over a few connections at a time.</summary>
sealed partial class Deliverer(
    DeliveryLedger ledger, DeliveryRecovery recovery, DeliveryMessages messages, IMailTransport transport, MailHealth health,
    SmtpOptions smtp, NewsletterOptions options, TimeProvider time, ILogger<Deliverer> log)
{
    /// <summary>Rows that a worker takes at once.</summary>
    const int BatchSize = 50;

    static readonly TimeSpan UnreachablePause = TimeSpan.FromMinutes(1);

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
        var owner = LeaseOwner.New();
        await using var connection = transport.Open();
        while (!stopping.IsCancellationRequested)
        {
            var rows = await ledger.ClaimAsync(owner, BatchSize, CancellationToken.None);
            if (rows.Count == 0)
                return;
            if (!await DeliverAsync(owner, rows, connection, stopping))
                return;
        }
    }

    async Task<bool> DeliverAsync(string owner, List<DeliveryRecord> rows, IMailConnection connection, CancellationToken stopping)
    {
        Settlement? settled = null;
        try
        {
            var batch = await messages.LoadAsync(rows, CancellationToken.None);
            foreach (var row in rows)
            {
                if (stopping.IsCancellationRequested)
                    break;
                await connection.ReadyAsync(stopping);
                var (message, fault) = await BuildAsync(row, batch);
                // The person waits for the answer of the mail before: it is written with the intent of this one.
                var may = await ledger.BeginAsync(settled, row, CancellationToken.None);
                settled = null;
                if (!may)
                    continue;
                if (message is null)
                {
                    settled = new(row.Id, row.Attempts, new(MailResult.Lost, fault ?? "What the mail was made of is gone."));
                    continue;
                }
                // Not cancelled by a stop: half a message on the wire would be a doubt. The lease is longer.
                using var limit = new CancellationTokenSource(options.Lease * 0.75, time);
                using var activity = DeliveryTelemetry.Start(row);
                var outcome = await connection.SendAsync(message, limit.Token);
                DeliveryTelemetry.End(activity, row, outcome.Result);
                settled = new(row.Id, row.Attempts, outcome);
                message.Dispose();
            }
            health.Reached();
            await ledger.EndAsync(owner, settled, TimeSpan.Zero, CancellationToken.None);
            return true;
        }
        catch (MailUnreachableException exception)
        {
            health.Unreachable(exception.Message);
            LogUnreachable(log, exception.Message);
            await ledger.EndAsync(owner, settled, UnreachablePause, CancellationToken.None);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ledger.EndAsync(owner, settled, TimeSpan.Zero, CancellationToken.None);
            return false;
        }
    }

    async Task<(MimeKit.MimeMessage? Message, string? Fault)> BuildAsync(DeliveryRecord row, DeliveryBatch batch)
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
