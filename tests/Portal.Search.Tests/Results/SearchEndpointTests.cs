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

        var suggestion = (await client.GetFromJsonAsync<JsonArray>("search/suggest?q=sam", Cancellation))!.ShouldHaveSingleItem()!;
        suggestion["title"]!.GetValue<string>().ShouldBe("Самит у Бечу");
        (await client.GetFromJsonAsync<JsonArray>("search/suggest", Cancellation))!.ShouldBeEmpty();

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
        (await client.GetFromJsonAsync<JsonArray>("search/suggest?q=summ", Cancellation))!.ShouldHaveSingleItem()!["title"]!.GetValue<string>().ShouldBe("Summit in the open");

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
        description.Elements(opensearch + "Url").First().Attribute("template")!.Value.ShouldEndWith("/search?q={searchTerms}");
    }

    /// <summary>A server with the module's endpoints on a free port of this machine, on the site's services.</summary>
    static async Task<WebApplication> ServeAsync(SearchSite site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(site.Database.Get<SiteSearch>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Search.Results.SearchPageShape>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Content.Documents.SiteDocuments>());
        builder.Services.AddSingleton(site.Database.Get<Portal.Content.Hosting.SiteAddress>());
        builder.Services.AddSingleton(site.Database.Get<Microsoft.Extensions.Localization.IStringLocalizer>());
        builder.Services.AddSingleton<Portal.Site.Pages.SitePages>();
        var app = builder.Build();
        app.MapSearch();
        await app.StartAsync(Cancellation);
        return app;
    }

    static HttpClient Client(WebApplication server) => new() { BaseAddress = new(server.Urls.First()) };
}
