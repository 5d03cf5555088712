using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Content.Definitions;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Search.Querying;
using Portal.Search.Tests.Indexing;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Results;

/// <summary>The addresses for machines over real HTTP; the search page is drawn by the theme and tested with the whole site.</summary>
public sealed class SearchEndpointTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_and_suggestions_answer_in_json()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.StartAsync();
        var item = await site.PublishAsync("Самит у Бечу", "<p>Разговори о <b>разоружању</b> & миру</p>");
        await SearchSite.UntilAsync(() => site.Found("samit").Count == 1);
        await using var server = await ServeAsync(site);
        using var client = Client(server);

        var result = (await client.GetFromJsonAsync<JsonObject>("api/search?q=samit+razoružanje&type=posts", Cancellation))!;
        result["outcome"]!.GetValue<string>().ShouldBe("searched");
        result["total"]!.GetValue<int>().ShouldBe(1);
        var hit = result["hits"]!.AsArray().ShouldHaveSingleItem()!;
        hit["id"]!.GetValue<string>().ShouldBe(item.ContentItemId);
        hit["url"]!.GetValue<string>().ShouldEndWith($"/Article/{item.ContentItemId}", Case.Insensitive);
        hit["snippet"]!.GetValue<string>().ShouldBe("Разговори о <mark>разоружању</mark> &amp; миру");
        (await client.GetFromJsonAsync<JsonObject>("api/search?q=samit&type=pages", Cancellation))!["total"]!.GetValue<int>().ShouldBe(0);

        var answer = await SuggestOneAsync(client, "sam");
        answer["status"]!.GetValue<string>().ShouldBe("1 suggestion");
        answer["all"]!["text"]!.GetValue<string>().ShouldBe("All results for “sam”");
        answer["all"]!["url"]!.GetValue<string>().ShouldBe("/search?q=sam");
        var suggestion = answer["suggestions"]!.AsArray().ShouldHaveSingleItem()!;
        suggestion["id"]!.GetValue<string>().ShouldBe(item.ContentItemId);
        suggestion["title"]!.GetValue<string>().ShouldBe("Самит у Бечу");
        suggestion["marks"]!.ToJsonString().ShouldBe("[[0,5]]", "In another script the whole word is marked.");
        suggestion["kind"]!.GetValue<string>().ShouldBe("Article");
        suggestion["url"]!.GetValue<string>().ShouldEndWith(item.ContentItemId, Case.Insensitive);
        (await SuggestOneAsync(client, "сам"))["suggestions"]!.AsArray().ShouldHaveSingleItem()!["marks"]!.ToJsonString().ShouldBe("[[0,3]]");
        (await SuggestAsync(client, "zzz"))["suggestions"]!.AsArray().ShouldBeEmpty();
        (await SuggestAsync(client, ""))["all"].ShouldBeNull();
        (await SuggestAsync(client, new('x', 501)))["suggestions"]!.AsArray().ShouldBeEmpty();

        JsonArray parts = [];
        await Eventually.TrueAsync(async () =>
        {
            using var forBrowsers = await client.GetAsync("search/suggest.json?q=sam", Cancellation);
            forBrowsers.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-suggestions+json");
            forBrowsers.Headers.CacheControl!.Private.ShouldBeTrue();
            parts = JsonNode.Parse(await forBrowsers.Content.ReadAsStringAsync(Cancellation))!.AsArray();
            return parts[1]!.AsArray().Count > 0;
        }, "a suggestion comes", Cancellation);
        parts[0]!.GetValue<string>().ShouldBe("sam");
        parts[1]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("Самит у Бечу");
        parts[2]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldStartWith("Article · ");
        Uri.IsWellFormedUriString(parts[3]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>(), UriKind.Absolute).ShouldBeTrue();

        using var tooLong = await client.GetAsync($"api/search?q={new string('x', SearchRequest.MaxLength + 1)}", Cancellation);
        tooLong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_visitors_may_not_view_is_neither_found_nor_suggested_nor_counted()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.StartAsync();
        await site.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(
            before => before.MergedWith(JsonSerializer.Deserialize("""{ "ContentTypes": [ { "Name": "Article", "Settings": { "ContentTypeSettings": { "Securable": true } }, "ContentTypePartDefinitionRecords": [] } ], "ContentParts": [] }""", ContentDefinitions.Json)!), ct));
        await site.PublishAsync("Summit behind closed doors", "<p>Of the summit.</p>");
        var open = await site.PublishAsync("Summit in the open", "<p>Of the summit.</p>", "NewsItem");
        await SearchSite.UntilAsync(() => site.Found("summit").Count == 2);
        await using var server = await ServeAsync(site);
        using var client = Client(server);
        (await TotalAsync("q=summit")).ShouldBe(2);

        await site.WriteAsync((scope, ct) => RoleStorage.StoreAsync(scope, Permissions.Anonymous, null, new HashSet<string>(), "Replace", ct));
        (await client.GetFromJsonAsync<JsonObject>("api/search?q=summit", Cancellation))!["hits"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(open.ContentItemId);
        (await TotalAsync("q=summit")).ShouldBe(1);
        (await TotalAsync("q=summit&type=posts")).ShouldBe(0);
        (await TotalAsync("q=closed&sort=date")).ShouldBe(0);
        (await SuggestOneAsync(client, "summ"))["suggestions"]!.AsArray().ShouldHaveSingleItem()!["title"]!.GetValue<string>().ShouldBe("Summit in the open");

        await site.WriteAsync((scope, ct) => RoleStorage.StoreAsync(scope, Permissions.Anonymous, null, new HashSet<string> { "View_Article" }, "Replace", ct));
        (await TotalAsync("q=summit")).ShouldBe(2);

        async Task<int> TotalAsync(string query) => (await client.GetFromJsonAsync<JsonObject>($"api/search?{query}", Cancellation))!["total"]!.GetValue<int>();
    }

    [Fact]
    public async Task Browsers_are_told_how_to_search_the_site()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await using var server = await ServeAsync(site);
        using var client = Client(server);
        var description = XElement.Parse(await client.GetStringAsync("opensearch.xml", Cancellation));
        XNamespace opensearch = "http://a9.com/-/spec/opensearch/1.1/";
        description.Name.ShouldBe(opensearch + "OpenSearchDescription");
        var addresses = description.Elements(opensearch + "Url").ToDictionary(url => (url.Attribute("rel")!.Value, url.Attribute("type")!.Value), url => url.Attribute("template")!.Value);
        addresses[("results", "text/html")].ShouldEndWith("/search?q={searchTerms}");
        addresses[("results", "application/rss+xml")].ShouldEndWith("/search/feed?q={searchTerms}");
        addresses[("suggestions", "application/x-suggestions+json")].ShouldEndWith("/search/suggest.json?q={searchTerms}");
        addresses[("self", "application/opensearchdescription+xml")].ShouldEndWith("/opensearch.xml");
        addresses.Values.ShouldAllBe(template => template.StartsWith("http://"));
        description.Element(opensearch + "Image")!.Value.ShouldEndWith(".svg");
        description.Element(opensearch + "ShortName")!.Value.Length.ShouldBeLessThanOrEqualTo(16);
        description.Element(opensearch + "Query")!.Attribute("role")!.Value.ShouldBe("example");
    }

    /// <summary>A server with the module's endpoints on a free port of this machine, on the site's services.</summary>
    static async Task<WebApplication> ServeAsync(SearchSite site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(site.Database.Get<SiteSearch>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Search.Results.SearchPageShape>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Search.Results.TitleSuggestions>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Search.Results.OpenSearchDescription>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Content.Hosting.SiteAddress>());
        builder.Services.AddSingleton(site.Database.Get<Microsoft.Extensions.Localization.IStringLocalizer>());
        builder.Services.AddSingleton<Portal.Site.Pages.SitePages>();
        var app = builder.Build();
        app.MapSearch();
        await app.StartAsync(Cancellation);
        return app;
    }

    static async Task<JsonObject> SuggestAsync(HttpClient client, string typed) => (await client.GetFromJsonAsync<JsonObject>($"search/suggest?q={Uri.EscapeDataString(typed)}", Cancellation))!;

    // What can't be found within the time that somebody who types has is left out: on a busy machine it comes with the next letter.
    static async Task<JsonObject> SuggestOneAsync(HttpClient client, string typed)
    {
        var answer = new JsonObject();
        await Eventually.TrueAsync(async () => (answer = await SuggestAsync(client, typed))["suggestions"]!.AsArray().Count > 0, "a suggestion comes", Cancellation);
        return answer;
    }

    static HttpClient Client(WebApplication server) => new() { BaseAddress = new(server.Urls.First()) };
}
