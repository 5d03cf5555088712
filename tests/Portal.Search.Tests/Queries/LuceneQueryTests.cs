using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Search.Tests.Indexing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Queries;

/// <summary>Stored queries in Orchard Core's language, against a real index.</summary>
public sealed class LuceneQueryTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory]
    [InlineData("""{ "match_all": {} }""", "berlin summit treaty visit")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": "negotiating" } }""", "summit treaty")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": { "query": "berlin treaty", "operator": "and" } } }""", "treaty")]
    [InlineData("""{ "match": { "Content.ContentItem.DisplayText.Analyzed": "berlin" } }""", "berlin")]
    [InlineData("""{ "match": { "TitlePart": "Берлину" } }""", "")]
    [InlineData("""{ "match": { "HtmlBodyPart": "Београд" } }""", "visit")]
    [InlineData("""{ "match_phrase": { "Content.ContentItem.FullText": "the wall of Berlin" } }""", "berlin")]
    [InlineData("""{ "match_phrase": { "Content.ContentItem.FullText": "wall Berlin" } }""", "")]
    [InlineData("""{ "match_phrase": { "Content.ContentItem.FullText": { "query": "wall Berlin", "slop": 1 } } }""", "berlin")]
    [InlineData("""{ "term": { "Content.ContentItem.FullText": "poseta" } }""", "visit")]
    [InlineData("""{ "term": { "Content.ContentItem.FullText": { "value": "poseta", "boost": 2 } } }""", "visit")]
    [InlineData("""{ "terms": { "Content.ContentItem.ContentType": ["Page", "Article"] } }""", "berlin summit treaty")]
    [InlineData("""{ "term": { "Content.ContentItem.ContentType.keyword": "NewsItem" } }""", "visit")]
    [InlineData("""{ "term": { "Article.Topics.TermContentItemIds": "term1" } }""", "berlin summit treaty visit")]
    [InlineData("""{ "prefix": { "Content.ContentItem.FullText": "negot" } }""", "summit treaty")]
    [InlineData("""{ "wildcard": { "Content.ContentItem.FullText": "neg*t?ate" } }""", "summit")]
    [InlineData("""{ "fuzzy": { "Content.ContentItem.FullText": "sumit" } }""", "summit")]
    [InlineData("""{ "fuzzy": { "Content.ContentItem.FullText": { "value": "sumitt", "fuzziness": 2 } } }""", "summit")]
    [InlineData("""{ "regexp": { "Content.ContentItem.FullText": "negotiat(e|ing)" } }""", "summit treaty")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "gte": "now-1d", "lt": "now+1d" } } }""", "berlin summit treaty visit")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "lt": "2020-01-01" } } }""", "")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "gt": "20200101120000", "lte": "now" } } }""", "berlin summit treaty visit")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "gte": "now+999999y" } } }""", "")]
    [InlineData("""{ "bool": { "must": [ { "match": { "Content.ContentItem.FullText": "berlin" } } ], "must_not": { "match": { "TitlePart": "berlin" } } } }""", "treaty")]
    [InlineData("""{ "bool": { "filter": [ { "term": { "Content.ContentItem.ContentType": "Article" } } ] } }""", "berlin summit treaty")]
    [InlineData("""{ "bool": { "must_not": [ { "term": { "Content.ContentItem.ContentType": "Article" } } ] } }""", "visit")]
    [InlineData("""{ "bool": { "should": [ { "match": { "TitlePart": "berlin" } }, { "match": { "HtmlBodyPart": "wall" } }, { "match": { "HtmlBodyPart": "treaty" } } ], "minimum_should_match": 2 } }""", "berlin")]
    [InlineData("""{ "query_string": { "query": "TitlePart:berlin OR (negotiate AND -vienna)" } }""", "berlin treaty")]
    [InlineData("""{ "query_string": { "query": "Content.ContentItem.ContentType:NewsItem" } }""", "visit")]
    [InlineData("""{ "query_string": { "query": "negot*", "default_field": "Content.BodyAspect.Body" } }""", "summit treaty")]
    [InlineData("""{ "simple_query_string": { "query": "berlin -wall", "fields": ["Content.ContentItem.FullText^2"] } }""", "treaty")]
    [InlineData("""{ "simple_query_string": { "query": "\"( unbalanced" } }""", "")]
    public async Task A_query_finds_what_it_asks_for(string query, string found)
    {
        await using var site = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var answer = await site.RunAsync($$"""{ "query": {{query}}, "size": 50 }""", Cancellation);
        answer.Problem.ShouldBeNull();
        answer.Found.ShouldBe(found);
    }

    [Theory]
    [InlineData("""{ "geo_distance": { "distance": "10km" } }""", "geo_distance")]
    [InlineData("""{ "match": { "BlogPost.Secret.Text": "x" } }""", "BlogPost.Secret.Text")]
    [InlineData("""{ "span_near": {} }""", "span_near")]
    [InlineData("""{ "wildcard": { "Content.ContentItem.FullText": "*summit" } }""", "wildcard")]
    [InlineData("""{ "regexp": { "Content.ContentItem.FullText": "(a|b){1000}" } }""", "regular expression")]
    [InlineData("""{ "regexp": { "Content.ContentItem.FullText": "su[" } }""", "regular expression")]
    [InlineData("""{ "prefix": { "Content.ContentItem.FullText": "a" } }""", "prefix")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "gte": "yesterday" } } }""", "yesterday")]
    [InlineData("""{ "range": { "Content.ContentItem.FullText": { "gte": "a" } } }""", "range")]
    [InlineData("""{ "bool": { "musty": [] } }""", "musty")]
    [InlineData("""{ "bool": { "must": 5 } }""", "JSON object")]
    [InlineData("""{ "match": { "TitlePart": "a", "HtmlBodyPart": "b" } }""", "one field")]
    [InlineData("""{ "match": {}, "term": {} }""", "several kinds")]
    [InlineData("""{ "query_string": { "query": "(((" } }""", "can’t be read")]
    [InlineData("""{ "query_string": { "query": "*:* AND a[" } }""", "can’t be read")]
    public async Task What_can_not_be_asked_here_is_named(string query, string named)
    {
        await using var site = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var answer = await site.RunAsync($$"""{ "query": {{query}} }""", Cancellation);
        answer.Problem.ShouldNotBeNull().ShouldContain(named, Case.Insensitive);
        answer.Found.ShouldBe("");
    }

    [Fact]
    public async Task A_hostile_query_is_refused_before_it_costs_anything()
    {
        await using var site = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var deep = string.Concat(Enumerable.Repeat("""{ "bool": { "must": """, 30)) + """{ "match_all": {} }""" + string.Concat(Enumerable.Repeat("} }", 30));
        (await site.RunAsync($$"""{ "query": {{deep}} }""", Cancellation)).Problem.ShouldNotBeNull().ShouldContain("deep");
        var wide = string.Join(',', Enumerable.Range(0, 500).Select(number => $$"""{ "match": { "TitlePart": "w{{number}}" } }"""));
        (await site.RunAsync($$"""{ "query": { "bool": { "should": [ {{wide}} ] } } }""", Cancellation)).Problem.ShouldNotBeNull().ShouldContain("256");
        (await site.RunAsync($$"""{ "query": { "match": { "TitlePart": "{{new string('x', 2000)}}" } } }""", Cancellation)).Problem.ShouldNotBeNull().ShouldContain("1000");
        (await site.RunAsync($$"""{ "query": { "match": { "TitlePart": "{{new string('x', 70_000)}}" } } }""", Cancellation)).Problem.ShouldNotBeNull().ShouldContain("65536");
        (await site.RunAsync("""{ "query": { "match_all": {} }, "from": 999999999, "size": 999999999, "sort": "_score" }""", Cancellation)).Problem.ShouldBeNull();
        (await site.RunAsync($$"""{ "query": { "query_string": { "query": "{{string.Concat(Enumerable.Repeat("(", 400))}}a{{string.Concat(Enumerable.Repeat(")", 400))}}" } } }""", Cancellation)).Problem.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Results_come_in_the_querys_order_page_by_page(DatabaseProvider provider)
    {
        await using var site = await Library.OpenAsync(provider, Cancellation);
        var oldest = await site.RunAsync("""{ "query": { "match": { "Content.ContentItem.FullText": "berlin negotiate" } }, "sort": { "Content.ContentItem.PublishedUtc": { "order": "asc", "type": "double" } } }""", Cancellation);
        var newest = await site.RunAsync("""{ "query": { "match": { "Content.ContentItem.FullText": "berlin negotiate" } }, "sort": [ { "Content.ContentItem.CreatedUtc": "desc" } ], "from": "1", "size": "1" }""", Cancellation);
        oldest.Ordered.ShouldBe(["summit", "berlin", "treaty"]);
        newest.Ordered.ShouldBe(["berlin"]);
        (await site.RunAsync("""{ "query": { "match_phrase": { "TitlePart": "berlin" } }, "sort": { "Content.ContentItem.DisplayText.keyword": "asc" } }""", Cancellation)).Problem.ShouldNotBeNull().ShouldContain("DisplayText.keyword");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Queries_and_index_settings_of_a_recipe_run_with_parameters(DatabaseProvider provider)
    {
        await using var site = await Library.OpenAsync(provider, Cancellation);
        var notes = await site.RecipeAsync("""
            { "name": "lucene-index", "Indices": [ { "Search": { "AnalyzerName": "standardanalyzer", "IndexLatest": false, "IndexedContentTypes": [ "Article" ], "Culture": "" } },
              { "Posts": { "AnalyzerName": "frenchanalyzer", "IndexLatest": true, "IndexedContentTypes": [ "Article", "BlogPost" ], "Culture": "sr" } } ] },
            { "name": "Queries", "Queries": [
              { "Source": "Lucene", "Name": "RecentArticles", "Index": "Search", "Template": "{ \"query\": { \"term\": { \"Content.ContentItem.ContentType\": \"Article\" } }, \"sort\": { \"Content.ContentItem.CreatedUtc\": { \"order\": \"desc\", \"type\": \"double\" } }, \"size\": {{ size | default: 2 }} }", "ReturnContentItems": true },
              { "Source": "Lucene", "Name": "Find", "Index": "Search", "Template": "{ \"query\": { \"match\": { \"Content.ContentItem.FullText\": {{ q | json }} } } }", "ReturnContentItems": true },
              { "Source": "Lucene", "Name": "Everything", "Index": "Search", "Template": "{ \"query\": { \"match_all\": {} } }", "ReturnContentItems": true } ] }
            """, Cancellation);
        notes.ShouldContain(note => note.Contains("BlogPost", StringComparison.Ordinal));
        notes.ShouldContain(note => note.Contains("frenchanalyzer", StringComparison.Ordinal));
        notes.ShouldContain(note => note.Contains("drafts", StringComparison.Ordinal));

        var queries = site.Get<QueryRun>();
        (await queries.RunAsync("RecentArticles", [], Cancellation))!.Items.Count.ShouldBe(2);
        (await queries.RunAsync("recentarticles", new JsonObject { ["size"] = 3 }, Cancellation))!.Items.Count.ShouldBe(3);
        var found = (await queries.RunAsync("Find", new JsonObject { ["q"] = "Berlin \"quoted\"" }, Cancellation))!;
        found.Problem.ShouldBeNull();
        Library.Names(found.Items).ShouldBe("berlin treaty");
        // The news item has the word too, but is not of the index's types; a list from the database keeps to them as well.
        (await queries.RunAsync("Find", new JsonObject { ["q"] = "poseta" }, Cancellation))!.Items.ShouldBeEmpty();
        Library.Names((await queries.RunAsync("Everything", [], Cancellation))!.Items).ShouldBe("berlin summit treaty");
        // What a person may not see is left out before anything is counted.
        (await queries.RunAsync("Find", new JsonObject { ["q"] = "berlin" }, new HashSet<string> { "Article" }, Cancellation))!.Items.ShouldBeEmpty();

        var exported = await site.ExportAsync(Cancellation);
        exported.ShouldContain("frenchanalyzer");
        exported.ShouldContain("IndexedContentTypes");
    }
}
