using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;
using Portal.Feeds.Jobs;
using Portal.Feeds.Review;

namespace Portal.Feeds.Retention;

/// <summary>Takes old news away once a night, on one node, and what belonged to people who are gone.</summary>
sealed partial class RetentionService(NewsRetention retention, NewsViews views, FeedJobs jobs, SiteDocuments documents, SiteReadiness readiness, TimeProvider time, ILogger<RetentionService> log) : BackgroundService
{
    /// <summary>Name of the job.</summary>
    public const string Job = "retention";

    static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                try
                {
                    await TurnAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(log, exception);
                }
                await Task.Delay(Look, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next night goes on.
        }
    }

    /// <summary>Does the night's work where it is night and nobody has done it.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var last = (await jobs.ReadAsync(Job, cancellationToken))?.DoneUtc;
        var hour = TimeZoneInfo.ConvertTimeFromUtc(now, (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone).Hour;
        // A machine that sleeps at night does it when a day was missed.
        if (last is { } done && now - done < (hour is >= 2 and < 5 ? TimeSpan.FromHours(12) : TimeSpan.FromHours(30)))
            return;
        if (await jobs.TakeAsync(Job, cancellationToken) is null)
            return;
        var gone = await retention.RunAsync(cancellationToken);
        await views.SweepAsync(cancellationToken);
        await jobs.DoneAsync(Job, gone, cancellationToken);
        if (gone > 0)
            LogGone(log, gone);
    }

    [LoggerMessage(LogLevel.Information, "{Count} news items were taken away because they were older than their sources' limits.")]
    static partial void LogGone(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Old news could not be taken away. It is tried again in ten minutes.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>Tells on the health page what the last night took away.</summary>
sealed class RetentionHealth(FeedJobs jobs, IStringLocalizer texts) : ISiteCheck
{
    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken) =>
        await jobs.ReadAsync(RetentionService.Job, cancellationToken) is { DoneUtc: not null, Result: > 0 } job
            ? [new(CheckState.Well, texts["Old news"], texts["{0} news items were taken away the last time, because they were older than their sources’ limits.", job.Result])]
            : [];
}
