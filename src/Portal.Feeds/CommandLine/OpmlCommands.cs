using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Feeds.Opml;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.CommandLine;

/// <summary><c>portal feeds opml import|export</c>.</summary>
static class OpmlCommands
{
    public static Command Create(SiteAccess site) => new("opml", "Take over or hand out the list of feeds as OPML, with its folders.") { Import(site), Export(site) };

    static Command Import(SiteAccess site)
    {
        var file = new Argument<FileInfo>("file") { Description = "The OPML file." };
        var folder = new Option<string>("--folder") { Description = "A folder in which all of them are put.", DefaultValueFactory = _ => "" };
        var command = new Command("import", "Add the feeds of a list. Those that are known already stay as they are.") { file, folder };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
            {
                await error.WriteLineAsync($"There is no file “{path}”.");
                return 2;
            }
            try
            {
                await using var stream = path.OpenRead();
                var within = parsed.GetValue(folder) ?? "";
                var feeds = (await OpmlReading.ReadAsync(stream, ct)).Select(feed => within.Length == 0 ? feed : feed with { Folder = $"{within}/{feed.Folder}".Trim('/') }).ToList();
                var results = await services.GetRequiredService<FeedSources>().AddAsync(feeds, ContentActor.System, ct);
                foreach (var result in results)
                    await output.WriteLineAsync($"{Word(result.State)}: {result.Source.Title} ({result.Source.Url})");
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{results.Count(one => one.State == AddedState.Added)} added, {results.Count(one => one.State == AddedState.Known)} known already, {results.Count(one => one.State == AddedState.Refused)} refused."));
                return results.Any(one => one.State == AddedState.Refused) ? 1 : 0;
            }
            catch (FeedFormatException broken)
            {
                await error.WriteLineAsync($"{path.Name}: {broken.Message}");
                return 1;
            }
        }, cancellationToken));
        return command;
    }

    static Command Export(SiteAccess site)
    {
        var file = new Argument<string>("file") { Description = "The file to write; “-” for the standard output." };
        var command = new Command("export", "Write the list of feeds.") { file };
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            using var list = new MemoryStream();
            var sources = (await services.GetRequiredService<FeedSources>().ListAsync(ct)).Select(one => one.Source).ToList();
            var name = (await services.GetRequiredService<SiteDocuments>().GetAsync<SiteSettings>(ct)).SiteName;
            await OpmlWriting.WriteAsync(list, name, services.GetRequiredService<TimeProvider>().GetUtcNow(), sources);
            if (parsed.GetRequiredValue(file) is var path && path == "-")
                await parsed.InvocationConfiguration.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(list.ToArray()));
            else
                await File.WriteAllBytesAsync(path, list.ToArray(), ct);
            return 0;
        }, cancellationToken));
        return command;
    }

    static string Word(AddedState state) => state switch
    {
        AddedState.Added => "added",
        AddedState.Known => "known already",
        _ => "refused, no web address",
    };
}
