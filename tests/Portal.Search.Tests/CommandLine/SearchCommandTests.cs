using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Portal.Content;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Tests.Indexing;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.CommandLine;

public sealed class SearchCommandTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_builds_the_index_where_none_is_and_prints_what_it_finds()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishAsync("Самит у Бечу", "<p>Разговори о миру</p>");
        await site.PublishAsync("About", "<p>A summit is a meeting</p>", "Page");

        var (code, output, _) = await RunAsync(site, "samit", "--json");
        code.ShouldBe(0);
        JsonNode.Parse(output)!["hits"]![0]!["title"]!.GetValue<string>().ShouldBe("Самит у Бечу");
        (await RunAsync(site, "mir", "--in", "title")).Output.ShouldContain("Nothing was found.");
        (await RunAsync(site, "summit", "meeting", "--type", "posts,pages")).Output.ShouldContain("About (Page");
        (await RunAsync(site, "summit meeting", "--exact")).Output.ShouldContain("Nothing was found.");
        await site.PublishAsync("Later", "<p>summit</p>");
        (await RunAsync(site, "summit")).Output.ShouldContain("2 results");
    }

    [Fact]
    public async Task Search_narrows_sorts_corrects_and_counts()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishAsync("Summit of peace", "<p>in Vienna</p>");
        await site.PublishAsync("Summit of war", "<p>in Geneva</p>", "NewsItem");

        (await RunAsync(site, "sumit")).Output.ShouldContain("these are results for: Summit");
        (await RunAsync(site, "sumit", "--verbatim")).Output.ShouldContain("Did you mean: Summit");
        (await RunAsync(site, "summit", "--to", "2001-01-01")).Output.ShouldContain("Nothing was found.");
        (await RunAsync(site, "summit", "--from", "2001-01-01", "--sort", "date", "--facets")).Output.ShouldContain("type: Article (1), NewsItem (1)");
        var json = JsonNode.Parse((await RunAsync(site, "sumit", "--facets", "--json")).Output)!;
        json["correction"]!["applied"]!.GetValue<bool>().ShouldBeTrue();
        json["facets"]!["type"]!.AsArray().Count.ShouldBe(2);
        // A topic that nobody knows is plain words.
        (await RunAsync(site, "summit", "--topic", "vienna")).Output.ShouldContain("Summit of peace");
        (await RunAsync(site, "summit", "--from", "yesterday")).Code.ShouldNotBe(0);
    }

    [Fact]
    public async Task Wrong_usage_is_explained()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        (await RunAsync(site)).ShouldBe((2, "", "Say what to look for: portal search QUERY.\n"));
        (await RunAsync(site, "x", "--in", "body")).Code.ShouldBe(2);
        (await RunAsync(site, "x", "--type", "books")).Error.ShouldContain("books");
    }

    [Fact]
    public async Task While_the_site_runs_search_reads_its_index_and_rebuild_says_what_to_do()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishAsync("Summit", "<p>of peace</p>");
        await site.StartAsync();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following);
        (await RunAsync(site, "summit")).Output.ShouldContain("1 result");
        var (code, _, error) = await RunAsync(site, "rebuild");
        code.ShouldBe(1);
        error.ShouldContain("/Admin/Search");
    }

    [Fact]
    public async Task Rebuild_makes_a_new_index()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.PublishManyAsync(5, "item");
        (await RunAsync(site, "rebuild")).Output.ShouldContain("5 documents");
    }

    [Fact]
    public async Task Evaluate_measures_a_collection()
    {
        var folder = Directory.CreateTempSubdirectory("portal-evaluate-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "docs"), """
            {"id":"a","title":"Vienna","text":"talks on peace"}
            {"id":"b","title":"Opera","text":"in vienna"}
            {"id":"c","text":"nothing"}
            """, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "queries"), """
            {"id":"1","text":"peace talks in vienna"}
            {"id":"2","text":"nobody judged this"}
            """, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "qrels"), "1\ta\t1\n1\tc\t0\n", Cancellation);
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        string[] arguments = ["evaluate", "--docs", Path.Combine(folder, "docs"), "--queries", Path.Combine(folder, "queries"), "--qrels", Path.Combine(folder, "qrels"), "--json"];
        var (code, output, _) = await RunAsync(site, arguments);
        code.ShouldBe(0);
        var report = JsonNode.Parse(output)!;
        report["map"]!.GetValue<double>().ShouldBe(1);
        report["ndcg@10"]!.GetValue<double>().ShouldBe(1);
        report["p@10"]!.GetValue<double>().ShouldBe(0.1, 1e-9);
        report["queries"]!.GetValue<int>().ShouldBe(1);

        await File.WriteAllTextAsync(Path.Combine(folder, "queries"), "not json", Cancellation);
        var (failed, _, error) = await RunAsync(site, arguments);
        failed.ShouldBe(1);
        error.ShouldContain("Line 1");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs <c>portal search …</c> on the site's data with services of its own, as another process would.</summary>
    static async Task<(int Code, string Output, string Error)> RunAsync(SearchSite site, params string[] arguments)
    {
        var access = new SiteAccess((_, _) =>
        {
            var builder = Host.CreateEmptyApplicationBuilder(new());
            builder.Configuration.AddInMemoryCollection([new("Portal:DataDirectory", site.Database.DataDirectory)]);
            builder.Services.AddContent(builder.Configuration);
            builder.Services.AddSearch(builder.Configuration);
            return Task.FromResult(builder.Build());
        });
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await SearchModule.Commands(access).Parse(arguments).InvokeAsync(new() { Output = output, Error = error }, Cancellation);
        return (code, output.ToString(), error.ToString());
    }
}
