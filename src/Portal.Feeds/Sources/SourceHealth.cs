using Portal.Content.Hosting;

namespace Portal.Feeds.Sources;

/// <summary>Tells on the health page which sources fail, and that private networks are open where they are.</summary>
sealed class SourceHealth(FeedSources sources, FeedsOptions options) : ISiteCheck
{
    const int MaxLines = 20;

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var all = await sources.ListAsync(cancellationToken);
        var results = new List<CheckResult>();
        if (options.AllowPrivateNetworks)
            results.Add(new(CheckState.Notice, "Private networks", "Feeds may be fetched from private networks. Take the setting Portal:Feeds:AllowPrivateNetworks away unless you need it."));
        var failing = all.Where(one => one.State is { Error: not null }).ToList();
        results.AddRange(failing.OrderByDescending(one => one.State!.Failures).Take(MaxLines).Select(one =>
            new CheckResult(one.State!.Failures > 3 || one.State.Retired ? CheckState.Trouble : CheckState.Notice, one.Source.Title, one.State.Error!, "/Admin/Feeds")));
        if (failing.Count > MaxLines)
            results.Add(new(CheckState.Trouble, "Feed sources", $"{failing.Count - MaxLines} more sources fail. See the list of feeds.", "/Admin/Feeds"));
        var well = all.Count(one => one.State is { Active: true, Error: null });
        results.Add(new(CheckState.Well, "Feed sources", $"{well} of {all.Count} sources are fetched without trouble.", "/Admin/Feeds"));
        return results;
    }
}
