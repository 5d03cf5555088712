using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;
using Portal.Content.Journal;
using Portal.Feeds.Importing;
using Portal.Feeds.Jobs;
using Portal.Feeds.Stories;
using Portal.Site.Syndication;

namespace Portal.Feeds.Outgoing;

/// <summary>Tells the WebSub hub which of the site's feeds changed (w3.org/TR/websub, 7): follows the journal, on one node, at most once a minute.</summary>
sealed partial class HubPing(FeedHub hub, SiteAddress site, JournalReader journal, FeedJobs jobs, SiteReadiness readiness, TimeProvider time, ILogger<HubPing> log) : BackgroundService
{
    /// <summary>Name of the job.</summary>
    public const string Job = "hub";

    const int Batch = 1000;
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    static readonly string[] Formats = ["feed", "feed.atom", "feed.json"];

    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) };

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    /// <summary>Tells the hub what changed since the last time; returns how many feeds that were.</summary>
    public async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        if (hub.Url is not { } url || await jobs.TakeAsync(Job, cancellationToken) is not { } job)
            return 0;
        // What was published before there was a hub is no news to it.
        var position = job.Position.Length > 0 ? JournalPosition.Parse(job.Position) : await journal.HeadAsync(cancellationToken);
        var types = new HashSet<string>(StringComparer.Ordinal);
        while (await journal.ReadAsync(position, Batch, cancellationToken) is { Count: > 0 } entries)
        {
            types.UnionWith(entries.Where(entry => entry.Kind is JournalKind.Published).Select(entry => entry.ContentType));
            position = entries[^1].Position;
        }
        var feeds = types.SelectMany(FeedsOf).ToList();
        if (feeds.Count > 0)
        {
            using var form = new FormUrlEncodedContent([new("hub.mode", "publish"), .. feeds.Select(feed => new KeyValuePair<string, string>("hub.url", feed))]);
            using var response = await _client.PostAsync(new Uri(url), form, cancellationToken);
            if (!response.IsSuccessStatusCode)
                // The place in the journal stays, so that the next turn tells it again.
                throw new HttpRequestException($"The hub {url} answered {(int)response.StatusCode}.");
        }
        await jobs.AdvanceAsync(Job, position, cancellationToken);
        return feeds.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (hub.Url is null)
            return;
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                try
                {
                    await TurnAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogFailed(log, hub.Url, exception.Message);
                }
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the place in the journal is kept.
        }
    }

    IEnumerable<string> FeedsOf(string type) => Formats.SelectMany(format => type switch
    {
        "Article" => [site.Absolute("/" + format).AbsoluteUri, site.Absolute("/articles/" + format).AbsoluteUri],
        NewsItems.ContentType => [site.Absolute("/news/" + format).AbsoluteUri],
        Story.ContentType => [site.Absolute("/stories/" + format).AbsoluteUri],
        _ => Array.Empty<string>(),
    });

    [LoggerMessage(LogLevel.Warning, "The hub {Hub} could not be told of changes ({Reason}). It is tried again in a minute.")]
    static partial void LogFailed(ILogger logger, string hub, string reason);
}
