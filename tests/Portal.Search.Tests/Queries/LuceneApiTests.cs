using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Search.Queries;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Queries;

/// <summary><c>/api/lucene</c> over real HTTP. Rights of signed-in people are tested with the whole program.</summary>
public sealed class LuceneApiTests
{
    const string Berlin = """{ "query": { "match": { "TitlePart": "{{ word }}" } } }""";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_is_open_to_those_who_may_query_it()
    {
        await using var library = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await using var server = await ServeAsync(library);
        using var client = new HttpClient { BaseAddress = new(server.Urls.First()) };
        var address = $"api/lucene/content?indexName=Search&query={Uri.EscapeDataString(Berlin)}&parameters={Uri.EscapeDataString("""{ "word": "berlin" }""")}";
        (await StatusAsync(address)).ShouldBe(HttpStatusCode.Unauthorized);

        // As a recipe of a blog does: visitors may query this index, and no other.
        await library.Site.WriteAsync((scope, ct) => RoleStorage.StoreAsync(scope, Permissions.Anonymous, null, new HashSet<string> { "QueryLuceneSearchIndex" }, "Replace", ct));
        var answer = (await client.GetFromJsonAsync<JsonObject>(address, Cancellation))!;
        answer["count"]!.GetValue<int>().ShouldBe(1);
        var item = answer["items"]!.AsArray().ShouldHaveSingleItem()!;
        (item["ContentType"]!.GetValue<string>(), item["DisplayText"]!.GetValue<string>()).ShouldBe(("Article", "Berlin"));
        (await StatusAsync(address.Replace("indexName=Search", "indexName=Other", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> StatusAsync(string address)
        {
            using var response = await client.GetAsync(address, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Documents_are_answered_with_the_fields_that_are_wanted_and_mistakes_with_problems()
    {
        await using var library = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await library.Site.WriteAsync((scope, ct) => RoleStorage.StoreAsync(scope, Permissions.Anonymous, null, new HashSet<string> { "QueryLuceneApi" }, "Replace", ct));
        await using var server = await ServeAsync(library);
        using var client = new HttpClient { BaseAddress = new(server.Urls.First()) };

        using var posted = await client.PostAsJsonAsync("api/lucene/documents", new
        {
            indexName = "Search",
            query = """{ "query": { "match": { "HtmlBodyPart": "{{ word }}" } }, "_source": ["ContentItemId", "Content.ContentItem.DisplayText"] }""",
            parameters = new { word = "посета" },
        }, Cancellation);
        var document = (await posted.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        document.Select(field => field.Key).ShouldBe(["ContentItemId", "Content.ContentItem.DisplayText"]);
        document["Content.ContentItem.DisplayText"]!.GetValue<string>().ShouldBe("Visit");

        (await StatusAsync("api/lucene/content?indexName=Search")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("api/lucene/content?query=%7B&parameters=%7B")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("api/lucene/content?query=%7B%25")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync($"api/lucene/content?query={Uri.EscapeDataString("""{ "query": { "geo_distance": {} } }""")}")).ShouldBe(HttpStatusCode.NotImplemented);
        using var broken = await client.PostAsync("api/lucene/content", new StringContent("{", System.Text.Encoding.UTF8, "application/json"), Cancellation);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> StatusAsync(string address)
        {
            using var response = await client.GetAsync(address, Cancellation);
            return response.StatusCode;
        }
    }

    static async Task<WebApplication> ServeAsync(Library library)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(library.Get<LuceneApi>());
        builder.Services.AddSingleton(library.Get<SiteDocuments>());
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        builder.Services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();
        var app = builder.Build();
        LuceneApi.Map(app);
        await app.StartAsync(Cancellation);
        return app;
    }
}
