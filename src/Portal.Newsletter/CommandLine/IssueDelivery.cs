using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.CommandLine;

/// <summary>Delivers an issue in the process of a verb.</summary>
sealed class IssueDelivery(Deliverer deliverer, NewsletterOverview overview, MailHealth health, TimeProvider time)
{
    /// <summary>Delivers until nothing of the issue is on the wire, and prints its books. Returns the exit code.</summary>
    public async Task<int> RunAsync(string issueId, CancellationToken cancellationToken)
    {
        while (true)
        {
            await deliverer.RunAsync(cancellationToken);
            var line = (await overview.IssueAsync(issueId, cancellationToken))!;
            // Mail that the server deferred waits for its hour, which the running site keeps; what another process has on the wire is waited for.
            if (line.Balance[DeliveryState.Attempting] + line.Balance[DeliveryState.InDoubt] > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
                continue;
            }
            await Console.Out.WriteLineAsync(line.Balance.ToString());
            if (health.Trouble is { } trouble)
                await Console.Error.WriteLineAsync($"{trouble} The mail waits and is sent by the running site.");
            return line.Balance.IsBalanced && line.Balance[DeliveryState.Failed] == 0 && health.Trouble is null ? 0 : 1;
        }
    }
}
