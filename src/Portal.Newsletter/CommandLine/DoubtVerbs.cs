using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Content.Items;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;

namespace Portal.Newsletter.CommandLine;

/// <summary>What is done with mails that are held because nobody knows whether the server took them.</summary>
enum DoubtDecision
{
    /// <summary>They are sent again: nobody is passed over, somebody may get two.</summary>
    Resend,

    /// <summary>They count as sent: nobody gets two, somebody may get none.</summary>
    MarkSent,
}

/// <summary>The verbs about mails in doubt.</summary>
sealed class DoubtVerbs(NewsletterOverview overview, DeliveryDecisions decisions, IssueDelivery delivery)
{
    public async Task<int> ListAsync(bool json, CancellationToken cancellationToken)
    {
        foreach (var line in await overview.HeldAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync(json
                ? JsonSerializer.Serialize(new HeldJson(line.IssueId, line.Period, line.Address, line.ChangedUtc, line.Reply), DoubtJson.Default.HeldJson)
                : string.Create(CultureInfo.InvariantCulture, $"{line.IssueId}  {line.Period}  {line.Address}  {line.Reply}"));
        }
        return 0;
    }

    public async Task<int> DecideAsync(string issueId, IReadOnlyCollection<string> addresses, DoubtDecision decision, CancellationToken cancellationToken)
    {
        var held = (await overview.HeldAsync(cancellationToken))
            .Where(line => line.IssueId == issueId && (addresses.Count == 0 || addresses.Contains(line.Address, StringComparer.OrdinalIgnoreCase))).ToList();
        if (held.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No such mail of the issue “{issueId}” is in doubt. “portal newsletter held” names those that are.");
            return 1;
        }
        foreach (var line in held)
        {
            if (decision == DoubtDecision.Resend)
                await decisions.ReleaseAsync(line.Id, ContentActor.System, cancellationToken);
            else
                await decisions.SettleAsSentAsync(line.Id, ContentActor.System, cancellationToken);
            await Console.Out.WriteLineAsync(decision == DoubtDecision.Resend ? $"{line.Address}: is sent again." : $"{line.Address}: counts as sent.");
        }
        return await delivery.RunAsync(issueId, cancellationToken);
    }
}

sealed record HeldJson(string IssueId, string Period, string Address, DateTime Since, string? Reply);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HeldJson))]
sealed partial class DoubtJson : JsonSerializerContext;
