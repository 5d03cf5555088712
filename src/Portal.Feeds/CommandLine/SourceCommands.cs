using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Feeds.Discovery;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.CommandLine;

/// <summary><c>portal feeds add|list|refresh</c>.</summary>
static class SourceCommands
{
    public static Command Add(SiteAccess site)
    {
        var urls = new Argument<string[]>("urls") { Description = "Addresses of feeds, or of sites that have one.", Arity = ArgumentArity.OneOrMore };
        var all = new Option<bool>("--all") { Description = "Where a site has several feeds, add all of them." };
        var pick = new Option<int?>("--pick") { Description = "Where a site has several feeds, add the one of this number." };
        var list = new Option<bool>("--list") { Description = "Only show the feeds of the site; add none." };
        var command = new Command("add", "Add feeds by their address or by the address of a site.") { urls, all, pick, list };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var code = 0;
            foreach (var url in parsed.GetValue(urls) ?? [])
            {
                try
                {
                    var found = await services.GetRequiredService<FeedDiscovery>().FindAsync(url, ct);
                    if (found.Count == 0)
                    {
                        await error.WriteLineAsync($"{url}: no feed was found there.");
                        code = 1;
                    }
                    if (parsed.GetValue(list) || (found.Count > 1 && !parsed.GetValue(all) && parsed.GetValue(pick) is null))
                    {
                        // A choice is not made for people: the first feed is often the one of comments.
                        await ShowAsync(output, found);
                        if (!parsed.GetValue(list))
                            await error.WriteLineAsync($"{url}: there are {found.Count} feeds. Choose one with --pick NUMBER, or take them with --all.");
                        code = parsed.GetValue(list) ? code : 2;
                        continue;
                    }
                    if (parsed.GetValue(pick) is { } wanted && (wanted < 1 || wanted > found.Count))
                    {
                        await error.WriteLineAsync($"{url}: there is no feed of the number {wanted}; there are {found.Count}.");
                        code = 2;
                        continue;
                    }
                    foreach (var feed in parsed.GetValue(pick) is { } number ? found.Skip(number - 1).Take(1) : found)
                    {
                        var source = await services.GetRequiredService<FeedSources>().AddAsync(feed, ContentActor.System, ct);
                        await output.WriteLineAsync($"{source.Title}: {source.Url} ({feed.Entries} entries)");
                    }
                }
                catch (FetchException failed)
                {
                    await error.WriteLineAsync($"{url}: {failed.Message}");
                    code = 1;
                }
            }
            return code;
        }, cancellationToken));
        return command;
    }

    public static Command List(SiteAccess site)
    {
        var json = new Option<bool>("--json") { Description = "Print one line of JSON for each source." };
        var command = new Command("list", "List the feed sources and how they are doing.") { json };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            foreach (var one in await services.GetRequiredService<FeedSources>().ListAsync(ct))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Json(one).ToJsonString(FeedDocumentJson.Compact) : Line(one));
            return 0;
        }, cancellationToken));
        return command;
    }

    public static Command Refresh(SiteAccess site)
    {
        var all = new Option<bool>("--all") { Description = "Also sources that are not due yet." };
        var source = new Option<string?>("--source") { Description = "Only the source of this identifier." };
        var command = new Command("refresh", "Import now, in this process: the sources that are due, all of them, or one.") { all, source };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var only = parsed.GetValue(source);
            var chosen = (await services.GetRequiredService<FeedSources>().ListAsync(ct))
                .Where(one => only is not null ? one.Source.Id == only : one.State is { Active: true } state && (parsed.GetValue(all) || state.NextFetchUtc <= now)).ToList();
            if (only is not null && chosen.Count == 0)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no source with the identifier “{only}”.");
                return 2;
            }
            var failed = 0;
            await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = services.GetRequiredService<FeedsOptions>().Parallel, CancellationToken = ct }, async (one, inner) =>
            {
                var outcome = await services.GetRequiredService<FeedImporter>().ImportAsync(one.Source.Id, inner);
                if (outcome.State == ImportState.Failed)
                    Interlocked.Increment(ref failed);
                await TextWriter.Synchronized(parsed.InvocationConfiguration.Output).WriteLineAsync($"{outcome.Title}: {outcome.Message}");
            });
            return failed > 0 ? 1 : 0;
        }, cancellationToken));
        return command;
    }

    static async Task ShowAsync(TextWriter output, IReadOnlyList<DiscoveredFeed> found)
    {
        foreach (var (index, feed) in found.Index())
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {feed.Title}  {feed.Url}  ({feed.Format}, {feed.Entries} entries{(feed.Newest is { } newest ? $", newest of {newest:yyyy-MM-dd}" : "")})"));
            foreach (var title in feed.Latest)
                await output.WriteLineAsync($"     {title}");
        }
    }

    static string Line(SourceOverview one) => string.Create(CultureInfo.InvariantCulture,
        $"{one.Source.Id}  {one.Source.Title}  {one.Source.Url}  {State(one)}");

    static string State(SourceOverview one) => one switch
    {
        { Source.Paused: true } => "paused",
        { State: null } => "not shown",
        { State.Error: { } error } => $"failing: {Trouble.Parse(error)}",
        { State.LastSuccessUtc: null } => "not fetched yet",
        { State: { } state } => string.Create(CultureInfo.InvariantCulture, $"{state.ItemCount} items, next fetch {state.NextFetchUtc:yyyy-MM-dd HH:mm} UTC"),
    };

    static JsonObject Json(SourceOverview one) => new()
    {
        ["id"] = one.Source.Id,
        ["title"] = one.Source.Title,
        ["url"] = one.Source.Url,
        ["paused"] = one.Source.Paused,
        ["active"] = one.State?.Active ?? false,
        ["lastTry"] = one.State?.LastTryUtc,
        ["lastSuccess"] = one.State?.LastSuccessUtc,
        ["nextFetch"] = one.State?.NextFetchUtc,
        ["status"] = one.State?.Status,
        ["error"] = one.State?.Error is { } error ? Trouble.Parse(error).ToString() : null,
        ["failures"] = one.State?.Failures,
        ["repaired"] = one.State?.Repaired,
        ["entries"] = one.State?.EntryCount,
        ["items"] = one.State?.ItemCount,
    };
}
