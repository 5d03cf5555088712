using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Items;
using Portal.Content.Queries;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Shapes;

/// <summary>Templates that run stored queries.</summary>
public sealed class QueryFilterTests
{
    [Fact]
    public async Task A_template_lists_what_a_stored_query_finds_and_the_kept_page_follows_it()
    {
        await using var host = await SiteHost.StartAsync();
        await PrepareAsync(host, """{ "Source": "Lucene", "Name": "RecentArticles", "Template": "{ \"query\": { \"term\": { \"Content.ContentItem.ContentType\": \"Article\" } }, \"sort\": { \"Content.ContentItem.CreatedUtc\": { \"order\": \"desc\" } }, \"size\": {{ size | default: 10 }} }" }""");
        await host.PublishAsync("""{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "First" } }""");
        (await PageAsync(host)).ShouldBe("all: First; two: First; none:");
        await host.PublishAsync("""{ "ContentItemId": "b", "ContentType": "Article", "TitlePart": { "Title": "Second" } }""");
        await host.PublishAsync("""{ "ContentItemId": "c", "ContentType": "Article", "TitlePart": { "Title": "Third" } }""");
        (await PageAsync(host)).ShouldBe("all: Third Second First; two: Third Second; none:");
    }

    [Fact]
    public async Task What_a_search_finds_is_looked_up_for_each_visitor()
    {
        var source = new WordSource();
        await using var host = await SiteHost.StartAsync(services: services => services.AddSingleton<IQuerySource>(source));
        await PrepareAsync(host, """{ "Source": "Lucene", "Name": "RecentArticles", "Template": "{ \"query\": { \"match\": { \"Content.ContentItem.FullText\": \"word\" } } }" }""");
        (await PageAsync(host)).ShouldBe("all: asked 1; two: asked 2; none:");
        (await PageAsync(host)).ShouldBe("all: asked 3; two: asked 4; none:");
    }

    static async Task PrepareAsync(SiteHost host, string query)
    {
        await host.StepAsync(new JsonObject { ["name"] = "Queries", ["Queries"] = new JsonArray(JsonNode.Parse(query)) });
        const string Template = """
            QUERIES all:{% assign all = Queries.RecentArticles | query %}{% for item in all %} {{ item | display_text }}{% endfor %}; two:{% assign two = Queries.RecentArticles | query: size: 2 %}{% for item in two %} {{ item | display_text }}{% endfor %}; none:{% assign none = Queries.NoSuchQuery | query %}{% for item in none %} {{ item | display_text }}{% endfor %}END
            """;
        await host.StepAsync(new JsonObject { ["name"] = "Templates", ["Templates"] = new JsonObject { ["Content__p1"] = new JsonObject { ["Content"] = Template } } });
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "Queries" }, "AutoroutePart": { "Path": "queries" } }""");
    }

    static async Task<string> PageAsync(SiteHost host)
    {
        var (response, text) = await host.GetAsync("/queries");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return text[(text.IndexOf("QUERIES ", StringComparison.Ordinal) + "QUERIES ".Length)..text.IndexOf("END", StringComparison.Ordinal)];
    }

    /// <summary>Answers each run with an item that tells its number, as an index answers with what it holds by then.</summary>
    sealed class WordSource : IQuerySource
    {
        int _runs;

        public string Source => "Lucene";

        public Task<QueryResult> RunAsync(JsonObject query, string text, IReadOnlySet<string> hidden, CancellationToken cancellationToken) =>
            Task.FromResult(new QueryResult([new ContentItem { ContentItemId = "x", ContentType = "Article", DisplayText = $"asked {++_runs}" }]));
    }
}
