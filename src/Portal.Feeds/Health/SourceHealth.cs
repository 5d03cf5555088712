using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Health;

/// <summary>Tells on the health page and on “Today” which sources fail or have changed, and that private networks are open where they are.</summary>
sealed class SourceHealth(ContentReader content, IDbContextFactory<PortalDbContext> databases, FeedsOptions options, IStringLocalizer texts, TimeProvider time) : ISiteCheck
{
    /// <summary>More than these are told in one line; the list of feeds says the rest.</summary>
    const int MaxLines = 4;

    const string FeedsPage = "/Admin/Feeds";
    const string FailingPage = FeedsPage + "?state=failing";
    const string ChangedPage = FeedsPage + "?state=changed";

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        if (options.AllowPrivateNetworks)
            results.Add(new(CheckState.Notice, texts["Private networks"], texts["Feeds may be fetched from private networks. Take the setting Portal:Feeds:AllowPrivateNetworks away unless you need it."]));
        var now = time.GetUtcNow().UtcDateTime;
        var (noted, active) = await StatesAsync(now, cancellationToken);
        var failing = noted.Where(state => state.Error is not null || state.Retired).ToList();
        var changed = noted.Except(failing).ToList();
        if (failing.Count > MaxLines)
            results.Add(new(failing.Exists(IsLasting) ? CheckState.Trouble : CheckState.Notice, texts["Feed sources"],
                texts["{0} of {1} sources could not be fetched the last time. They are tried again by themselves; the list of feeds says what is wrong with each.", failing.Count, active], FailingPage));
        else
            await TellAsync(results, failing, now, cancellationToken);
        if (changed.Count > MaxLines)
            results.Add(new(CheckState.Notice, texts["Feed sources"], texts["{0} sources have moved, changed their names or fallen silent. The page of each says what has happened.", changed.Count], ChangedPage));
        else
            await TellAsync(results, changed, now, cancellationToken);
        results.Add(new(CheckState.Well, texts["Feed sources"], texts["{0} of {1} sources are fetched without trouble.", active - failing.Count(state => state.Active), active], FeedsPage));
        return results;
    }

    async Task<(List<FeedSourceState> Noted, int Active)> StatesAsync(DateTime now, CancellationToken cancellationToken)
    {
        var silent = now.AddDays(-SourceNotices.SilentDays);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var states = db.Set<FeedSourceState>().AsNoTracking();
        // Of a source that was removed, or that an editor has paused, there is nothing to say.
        var noted = await states.Where(state => (state.Active || state.Retired) && (state.Error != null || state.Retired || state.FormerUrl != null || state.FormerTitle != null
            || state.DuplicateOf != null || state.NewestEntryUtc < silent || (state.NewestEntryUtc == null && state.LastNewUtc < silent))).Take(500).ToListAsync(cancellationToken);
        return (noted, await states.CountAsync(state => state.Active, cancellationToken));
    }

    async Task TellAsync(List<CheckResult> results, List<FeedSourceState> states, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var state in states)
        {
            if (await content.GetLatestAsync(state.SourceId, cancellationToken) is not { } item)
                continue;
            foreach (var notice in SourceNotices.Of(state, now))
                results.Add(new(notice.State, new FeedSource(item).Title, notice.Told.In(texts), $"{FeedsPage}/{state.SourceId}"));
        }
    }

    static bool IsLasting(FeedSourceState state) => state.Retired || state.Failures >= SourceNotices.LastingFailures;
}
