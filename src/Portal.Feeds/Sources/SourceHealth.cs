using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Feeds.Fetching;

namespace Portal.Feeds.Sources;

/// <summary>Tells on the health page which sources fail, and that private networks are open where they are.</summary>
sealed class SourceHealth(FeedSources sources, FeedsOptions options, IStringLocalizer texts) : ISiteCheck
{
    /// <summary>More than these are told in one line; the list of feeds says the rest.</summary>
    const int MaxLines = 4;

    const string FeedsPage = "/Admin/Feeds";

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var all = await sources.ListAsync(cancellationToken);
        var results = new List<CheckResult>();
        if (options.AllowPrivateNetworks)
            results.Add(new(CheckState.Notice, texts["Private networks"], texts["Feeds may be fetched from private networks. Take the setting Portal:Feeds:AllowPrivateNetworks away unless you need it."]));
        var failing = all.Where(one => one.State is { Error: not null }).ToList();
        if (failing.Count > MaxLines)
            results.Add(new(failing.Exists(IsLasting) ? CheckState.Trouble : CheckState.Notice, texts["Feed sources"],
                texts["{0} of {1} sources could not be fetched the last time. They are tried again by themselves; the list of feeds says what is wrong with each.", failing.Count, all.Count], FeedsPage));
        else
            results.AddRange(failing.Select(one => new CheckResult(IsLasting(one) ? CheckState.Trouble : CheckState.Notice, one.Source.Title, Trouble.Parse(one.State!.Error!).In(texts), FeedsPage)));
        var well = all.Count(one => one.State is { Active: true, Error: null });
        results.Add(new(CheckState.Well, texts["Feed sources"], texts["{0} of {1} sources are fetched without trouble.", well, all.Count], FeedsPage));
        return results;
    }

    static bool IsLasting(SourceOverview one) => one.State is { Retired: true } or { Failures: > 3 };
}
