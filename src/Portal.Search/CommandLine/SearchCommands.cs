using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Results;

namespace Portal.Search.CommandLine;

/// <summary>The verb <c>portal search QUERY</c> with <c>rebuild</c> and <c>evaluate</c> below it.</summary>
static class SearchCommands
{
    const int Failed = 1;
    const int WrongUsage = 2;

    public static Command Create(SiteAccess site)
    {
        var query = new Argument<string[]>("query") { Description = "Words to look for; quote phrases, put - before words to leave out.", Arity = ArgumentArity.ZeroOrMore };
        var exact = new Option<bool>("--exact") { Description = "Only the words as typed, adjacent and in order." };
        var fields = new Option<string[]>("--in") { Description = "Where to look: title, content (both if left out).", AllowMultipleArgumentsPerToken = true };
        var types = new Option<string[]>("--type") { Description = "What to look for: posts, pages, news (all if left out).", AllowMultipleArgumentsPerToken = true };
        var topic = new Option<string?>("--topic") { Description = "Only what has this topic: its name or identifier." };
        var source = new Option<string?>("--source") { Description = "Only what comes from this source: its name or identifier." };
        var from = new Option<DateOnly?>("--from") { Description = "The first day of publication, as 2026-11-28." };
        var to = new Option<DateOnly?>("--to") { Description = "The last day of publication." };
        var sort = new Option<SearchOrder>("--sort") { Description = "What comes first: what suits best, or what is newest." };
        var verbatim = new Option<bool>("--verbatim") { Description = "Correct no spelling." };
        var facets = new Option<bool>("--facets") { Description = "Count what the results can be narrowed by." };
        var group = new Option<bool>("--group") { Description = "Count reports on one event as one result." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("search", "Searches the site's content.") { query, exact, fields, types, topic, source, from, to, sort, verbatim, facets, group, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new SearchRequest
            {
                Query = string.Join(' ', [.. parsed.GetValue(query) ?? [], .. Named("topic", parsed.GetValue(topic)), .. Named("source", parsed.GetValue(source))]).Trim(),
                Topic = IsIdentifier(parsed.GetValue(topic)) ? parsed.GetValue(topic) : null,
                Source = IsIdentifier(parsed.GetValue(source)) ? parsed.GetValue(source) : null,
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Order = parsed.GetValue(sort),
                Verbatim = parsed.GetValue(verbatim),
                WithFacets = parsed.GetValue(facets),
                Grouped = parsed.GetValue(group),
                Exact = parsed.GetValue(exact),
                Fields = SearchAddress.Fields(Split(parsed.GetValue(fields))),
                Types = SearchAddress.Types(Split(parsed.GetValue(types))),
            };
            if (Unknown(Split(parsed.GetValue(fields)), ["title", "content"]) is { } field)
                return WrongAsync(parsed, $"--in knows title and content, not \"{field}\".");
            if (Unknown(Split(parsed.GetValue(types)), [.. IndexedTypes.Selectors.Select(known => known.Selector)]) is { } type)
                return WrongAsync(parsed, $"--type knows posts, pages and news, not \"{type}\".");
            if (request.Query.Length == 0)
                return WrongAsync(parsed, "Say what to look for: portal search QUERY.");
            if (request.IsTooLong)
                return WrongAsync(parsed, $"The query has {request.Query.Length} characters; {SearchRequest.MaxLength} are allowed.");
            return site.RunAsync(parsed, (services, ct) => SearchAsync(parsed, services, request, parsed.GetValue(json), ct), cancellationToken);
        });
        command.Subcommands.Add(Rebuild(site));
        command.Subcommands.Add(EvaluateCommand.Create());
        return command;
    }

    static Command Rebuild(SiteAccess site)
    {
        var command = new Command("rebuild", "Builds the search index anew from the database.");
        command.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            using var ownership = services.GetRequiredService<IndexFolders>().TryOwn();
            if (ownership is null)
            {
                await Error(parsed).WriteLineAsync("The running site writes this search index. Rebuild it in the desk (/Admin/Search), or stop the site and try again.");
                return Failed;
            }
            using var index = await services.GetRequiredService<IndexMaintenance>().RebuildAsync(_ => { }, ct);
            await Output(parsed).WriteLineAsync($"The search index was built: {index.Documents} documents.");
            return 0;
        }, cancellationToken));
        return command;
    }

    /// <summary>A name as it is typed in a query.</summary>
    static IEnumerable<string> Named(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) || IsIdentifier(value) ? [] : [$"{name}:\"{value.Replace('"', ' ')}\""];

    static bool IsIdentifier(string? value) => value is { Length: 26 } && value.All(char.IsAsciiLetterOrDigit);

    static async Task<int> SearchAsync(ParseResult parsed, IServiceProvider services, SearchRequest request, bool json, CancellationToken cancellationToken)
    {
        var folders = services.GetRequiredService<IndexFolders>();
        var conditions = await services.GetRequiredService<SiteSearch>().ConditionsAsync(cancellationToken) with { Budget = TimeSpan.FromSeconds(30) };
        SearchResult result;
        using (var ownership = folders.TryOwn())
        {
            if (ownership is not null)
            {
                using var index = await services.GetRequiredService<IndexMaintenance>().OpenAsync(_ => { }, cancellationToken);
                index.Refresh();
                result = index.Read(searcher => SearchRun.Run(searcher, request, conditions));
            }
            else if (folders.Current is { } folder)
            {
                result = SearchIndex.ReadCommitted(folder, searcher => SearchRun.Run(searcher, request, conditions));
            }
            else
            {
                await Error(parsed).WriteLineAsync("The running site is still building its search index. Try again in a moment.");
                return Failed;
            }
        }
        var address = services.GetRequiredService<SiteAddress>();
        var answer = ResultJson.From(request, result, document => document.Path.Length > 0 ? address.Absolute(document.Path).AbsoluteUri : "");
        await (json
            ? Output(parsed).WriteLineAsync(JsonSerializer.Serialize(answer, SearchJson.Default.ResultJson))
            : ResultText.WriteAsync(Output(parsed), answer));
        return 0;
    }

    static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    static string? Unknown(IReadOnlyList<string> values, IReadOnlyList<string> known) => values.FirstOrDefault(value => !known.Contains(value));

    static async Task<int> WrongAsync(ParseResult parsed, string message)
    {
        await Error(parsed).WriteLineAsync(message);
        return WrongUsage;
    }

    static TextWriter Output(ParseResult parsed) => parsed.InvocationConfiguration.Output;

    static TextWriter Error(ParseResult parsed) => parsed.InvocationConfiguration.Error;
}
