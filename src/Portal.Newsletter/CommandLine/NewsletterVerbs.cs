using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.CommandLine;

/// <summary>What the verbs do.</summary>
sealed class NewsletterVerbs(
    DigestOutline outline, DigestMail mail, SiteDocuments documents, DigestDispatch dispatch, IssueDelivery delivery, NewsletterOverview overview, TimeProvider time)
{
    public async Task<int> PreviewAsync(DigestRhythm rhythm, FileInfo? htmlFile, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var plan = (await documents.GetAsync<DigestPlans>(cancellationToken)).Of(rhythm) ?? DigestPlans.Empty.Of(rhythm)!;
        var groups = DigestGroups.First(await outline.BuildAsync(plan, now - PlanCalendar.Span(rhythm), now, cancellationToken), plan.Most);
        if (groups.Count == 0)
        {
            await Console.Error.WriteLineAsync("Nothing came in the time of this digest, so none would be sent.");
            return 0;
        }
        var issue = new IssueRecord { Id = ContentIdentity.New(), PlanId = plan.Id, Plan = rhythm, Period = "preview", DueUtc = now };
        var rendered = await mail.RenderAsync(new(plan, new()), issue, InterfaceLanguage.Default.Culture, groups, cancellationToken);
        if (htmlFile is not null)
            await File.WriteAllTextAsync(htmlFile.FullName, rendered.Html, cancellationToken);
        await Console.Out.WriteLineAsync($"Subject: {rendered.Subject}\n\n{rendered.Text}");
        return 0;
    }

    public async Task<int> SendAsync(DigestRhythm plan, CancellationToken cancellationToken)
    {
        if (await dispatch.SendNowAsync(plan, ContentActor.System, cancellationToken) is not { } id)
        {
            await Console.Error.WriteLineAsync("Nobody is subscribed to this digest; nothing was sent.");
            return 0;
        }
        return await delivery.RunAsync(id, cancellationToken);
    }

    public async Task<int> StatusAsync(bool json, CancellationToken cancellationToken)
    {
        var counts = await overview.CountAsync(cancellationToken);
        var issues = await overview.IssuesAsync(10, cancellationToken);
        var (daily, weekly) = (await overview.NextAsync(DigestRhythm.Daily, cancellationToken), await overview.NextAsync(DigestRhythm.Weekly, cancellationToken));
        if (json)
        {
            var status = new StatusJson(counts, daily, weekly, [.. issues.Select(line => new IssueJson(line.Issue.Id, line.Issue.PlanId, line.Issue.Period, line.Issue.State,
                line.Balance.Audience, line.Balance.IsBalanced, line.Balance.States.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value)))]);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(status, VerbJson.Default.StatusJson));
            return 0;
        }
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Subscribers: {counts.Daily} daily, {counts.Weekly} weekly, {counts.Searches} only for searches, {counts.Pending} not confirmed, {counts.Unsubscribed} left.\nNext issues: daily {daily:u}, weekly {weekly:u}."));
        foreach (var line in issues)
            await Console.Out.WriteLineAsync($"{line.Issue.Id}  {line.Issue.PlanId} {line.Issue.Period} ({line.Issue.State}): {line.Balance}");
        return 0;
    }
}

sealed record StatusJson(SubscriberCounts Subscribers, DateTime NextDailyUtc, DateTime NextWeeklyUtc, IReadOnlyList<IssueJson> Issues);

sealed record IssueJson(string Id, string Plan, string Period, IssueState State, int Audience, bool Balanced, IReadOnlyDictionary<string, int> Deliveries);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StatusJson))]
sealed partial class VerbJson : JsonSerializerContext;
