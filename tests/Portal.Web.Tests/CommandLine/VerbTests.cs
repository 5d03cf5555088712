using Portal.Content.Storage;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.CommandLine;

/// <summary>The command line as a shell sees it: exit codes, and which stream says what.</summary>
public sealed class VerbTests
{
    static readonly string[] Verbs =
    [
        "", "serve", "setup", "recipe", "recipe run", "content", "content export", "content import", "feeds", "feeds add", "feeds list", "feeds refresh", "feeds parse", "feeds opml", "feeds opml import", "feeds opml export",
        "search", "search rebuild", "search evaluate", "newsletter", "newsletter preview", "newsletter send", "newsletter status", "newsletter held", "newsletter release", "newsletter import-subscribers", "newsletter export-subscribers", "users", "users add", "users reset-password", "doctor", "backup",
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_verb_explains_itself()
    {
        await using var site = await CreateAsync();
        await Parallel.ForEachAsync(Verbs, Cancellation, async (verb, ct) =>
        {
            var help = await site.RunVerbAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"], ct);
            help.ExitCode.ShouldBe(0, $"{verb}: {help.Error}");
            // Between the words of a verb its parents' own arguments may stand.
            help.Output.ShouldMatch($@"Usage:\s+portal {verb.Replace(" ", @"( \S+)*? ", StringComparison.Ordinal)}", verb);
            help.Error.ShouldBeEmpty(verb);
        });
        Directory.GetFileSystemEntries(site.DataDirectory).ShouldBeEmpty("Help needs no site.");
    }

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("feeds no-such-verb")]
    [InlineData("feeds refresh --no-such-option")]
    [InlineData("search --in nowhere words")]
    [InlineData("newsletter release some-issue")]
    [InlineData("newsletter release some-issue --resend --mark-sent")]
    [InlineData("newsletter import-subscribers table.csv --consent-source Conference")]
    [InlineData("setup")]
    public async Task Wrong_usage_is_told_on_the_error_stream_with_exit_code_2(string line)
    {
        await using var site = await CreateAsync();
        var result = await site.RunVerbAsync(line.Split(' '), Cancellation);
        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldNotBeEmpty();
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_with_exit_code_1()
    {
        await using var site = await CreateAsync();
        foreach (var line in new[] { "feeds parse no-such-file.xml", "content import no-such-file.json", "recipe run no-such-file.json", "users reset-password nobody@portal.example", "newsletter release no-such-issue --resend", "newsletter import-subscribers no-such-file.csv", "doctor --ping http://127.0.0.1:9/health/live" })
        {
            var result = await site.RunVerbAsync(line.Split(' '), Cancellation);
            result.ExitCode.ShouldBe(1, $"{line}: {result.Output}{result.Error}");
            result.Error.ShouldNotBeEmpty(line);
            result.Error.ShouldNotContain("   at ", Case.Sensitive, $"No stack trace: {line}");
        }
    }

    [Fact]
    public async Task Feeds_are_parsed_without_a_site()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        await using var site = await CreateAsync();
        using var http = new HttpClient();
        foreach (var feed in OwnFeeds.Create(TimeProvider.System.GetUtcNow()))
        {
            var file = Path.Combine(site.DataDirectory, feed.Name);
            await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(server.Add(feed), Cancellation), Cancellation);
            var result = (await site.RunVerbAsync(["feeds", "parse", file, "--json"], Cancellation)).EnsureSuccess();
            var parsed = System.Text.Json.Nodes.JsonNode.Parse(result.Output)!;
            parsed["title"]!.GetValue<string>().ShouldBe(feed.Title);
            parsed["items"]!.AsArray().Select(item => item!["link"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(feed.Entries.Select(entry => entry.Link).Order(StringComparer.Ordinal), feed.Name);
        }
        File.Exists(Path.Combine(site.DataDirectory, "portal.db")).ShouldBeFalse();
    }

    static Task<PortalSite> CreateAsync() => PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
}
