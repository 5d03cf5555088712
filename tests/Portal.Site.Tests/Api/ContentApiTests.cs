using System.Net;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Api;

public sealed class ContentApiTests
{
    const string All = "AccessContentApi EditContent PublishContent DeleteContent ViewContent ManageLayers ManageTemplates";
    const string Author = "AccessContentApi EditOwnContent ViewContent";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_item_is_created_read_changed_and_taken_away()
    {
        await using var host = await ApiSite.StartAsync();
        var created = await host.SendAsync(HttpMethod.Post, "/api/content", All,
            """{ "ContentType": "Article", "TitlePart": { "Title": "Вода и мост" }, "HtmlBodyPart": { "Html": "<p>Text</p><script>alert(1)</script>" }, "Own": { "number": 1.50, "$type": "x" } }""");
        created.StatusCode.ShouldBe(HttpStatusCode.OK);
        var item = await ReadAsync(created);
        var id = item["ContentItemId"]!.ToString();
        (item["Published"]!.GetValue<bool>(), item["Owner"]!.ToString(), item["Author"]!.ToString(), item["DisplayText"]!.ToString()).ShouldBe((true, "u1", "milica", "Вода и мост"));
        item["HtmlBodyPart"]!["Html"]!.ToString().ShouldBe("<p>Text</p>");
        item["Own"]!.ToJsonString().ShouldBe("""{"number":1.50,"$type":"x"}""");
        created.Headers.Location!.ToString().ShouldBe($"/api/content/{id}");
        (await host.Http.GetAsync("/" + item["AutoroutePart"]!["Path"], Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var changed = await host.SendAsync(HttpMethod.Post, "/api/content?draft=true", All, $$"""{ "ContentItemId": "{{id}}", "ContentType": "Article", "Article": { "Excerpt": { "Text": "Short" } } }""");
        (await ReadAsync(changed))["TitlePart"]!["Title"]!.ToString().ShouldBe("Вода и мост", "What is not sent stays.");
        (await ReadAsync(await host.SendAsync(HttpMethod.Get, $"/api/content/{id}", All)))["Article"]?["Excerpt"]?["Text"].ShouldBeNull("Visitors see the version before.");
        (await ReadAsync(await host.SendAsync(HttpMethod.Get, $"/api/content/{id}?draft=true", All)))["Article"]!["Excerpt"]!["Text"]!.ToString().ShouldBe("Short");

        (await host.SendAsync(HttpMethod.Delete, $"/api/content/{id}", All)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.SendAsync(HttpMethod.Delete, $"/api/content/{id}", All)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.SendAsync(HttpMethod.Get, $"/api/content/{id}", All)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(HttpMethod.Post, "/api/content", All, $$"""{ "ContentItemId": "{{id}}", "ContentType": "Article", "TitlePart": { "Title": "Again" } }""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_no_page_shows_is_told_only_to_those_who_may_change_the_item()
    {
        await using var host = await ApiSite.StartAsync();
        await host.PublishAsync("""
            { "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "From the old site" }, "WordPress": { "PostId": 7, "Meta": { "phone": "555-0100" } },
              "Comments": { "Items": [ { "Id": 1, "Author": "Somebody", "Content": "Hidden words" } ] } }
            """);
        foreach (var path in new[] { "/api/content/a", "/api/content" })
        {
            var shown = await (await host.SendAsync(HttpMethod.Get, path, "AccessContentApi ViewContent")).Content.ReadAsStringAsync(Cancellation);
            shown.ShouldContain("From the old site");
            shown.ShouldNotContain("Hidden words");
            shown.ShouldNotContain("555-0100");
            (await (await host.SendAsync(HttpMethod.Get, path, "AccessContentApi EditContent ViewContent")).Content.ReadAsStringAsync(Cancellation)).ShouldContain("Hidden words");
        }
        (await host.SendAsync(HttpMethod.Post, "/api/content", All, """{ "ContentItemId": "a", "ContentType": "Article", "Article": { "Excerpt": { "Text": "Short" } } }""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Get<ContentReader>().GetPublishedAsync("a", Cancellation))!.Content.ContainsKey("Comments").ShouldBeTrue("What is not sent stays.");
    }

    [Fact]
    public async Task Of_two_programs_that_change_the_same_version_the_second_is_refused()
    {
        await using var host = await ApiSite.StartAsync();
        await host.PublishAsync("""{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "First" } }""");
        var read = await host.SendAsync(HttpMethod.Get, "/api/content/a", All);
        var tag = read.Headers.ETag!.ToString();
        (await host.SendAsync(HttpMethod.Get, "/api/content/a", All, ifNoneMatch: tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        const string Change = """{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "Second" } }""";
        (await host.SendAsync(HttpMethod.Post, "/api/content", All, Change, ifMatch: tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var late = await host.SendAsync(HttpMethod.Post, "/api/content", All, Change.Replace("Second", "Third", StringComparison.Ordinal), ifMatch: tag);
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        late.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await host.SendAsync(HttpMethod.Delete, "/api/content/a", All, ifMatch: tag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync(HttpMethod.Post, "/api/content", All, Change, ifNoneMatch: "*")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await host.Get<ContentReader>().GetPublishedAsync("a", Cancellation))!.DisplayText.ShouldBe("Second");
    }

    [Theory]
    [InlineData("", "GET", 401)]
    [InlineData("ViewContent", "GET", 403)]
    [InlineData("AccessContentApi", "GET", 403)]
    [InlineData("AccessContentApi ViewContent", "GET", 200)]
    [InlineData("AccessContentApi ViewContent", "POST", 403)]
    [InlineData(Author, "POST", 403)]
    [InlineData("AccessContentApi EditContent", "POST", 403)]
    [InlineData("AccessContentApi Publish_Article", "POST", 200)]
    [InlineData("AccessContentApi PublishContent", "POST", 200)]
    [InlineData("AccessContentApi EditContent", "DELETE", 403)]
    [InlineData("AccessContentApi Delete_Article", "DELETE", 200)]
    public async Task Whoever_may_not_is_refused(string permissions, string method, int status)
    {
        await using var host = await ApiSite.StartAsync();
        await host.PublishAsync("""{ "ContentItemId": "a", "ContentType": "Article", "Owner": "u9", "TitlePart": { "Title": "Of somebody else" } }""");
        var answer = await host.SendAsync(new(method), method == "POST" ? "/api/content" : "/api/content/a", permissions, method == "POST" ? """{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "Mine" } }""" : null);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task An_author_writes_drafts_of_their_own_and_neither_templates_nor_boxes()
    {
        await using var host = await ApiSite.StartAsync();
        (await host.SendAsync(HttpMethod.Post, "/api/content", Author, """{ "ContentType": "Article", "TitlePart": { "Title": "Mine" } }""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.SendAsync(HttpMethod.Post, "/api/content?draft=true", Author, """{ "ContentItemId": "mine", "ContentType": "Article", "Owner": "u9", "TitlePart": { "Title": "Mine" } }""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Get<ContentReader>().GetLatestAsync("mine", Cancellation))!.Owner.ShouldBe("u1", "Nobody writes in another's name.");
        foreach (var part in new[] { """ "LiquidPart": { "Liquid": "{{ x }}" } """, """ "Flow": { "Widgets": [ { "ContentType": "LiquidWidget", "LiquidPart": { "Liquid": "{{ x }}" } } ] } """, """ "LayerMetadata": { "Layer": "Always", "Zone": "Content" } """ })
            (await host.SendAsync(HttpMethod.Post, "/api/content?draft=true", Author, $$"""{ "ContentItemId": "mine", "ContentType": "Article", {{part}} }""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, part);
        (await host.SendAsync(HttpMethod.Post, "/api/content?draft=true", Author, """{ "ContentType": "HtmlWidget", "TitlePart": { "Title": "Box" } }""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("{", 400, "no valid JSON")]
    [InlineData("[]", 400, "one JSON object")]
    [InlineData("{}", 400, "ContentType")]
    [InlineData("""{ "ContentType": "Nothing" }""", 400, "Nothing")]
    [InlineData("""{ "ContentType": "Article" }""", 400, "TitlePart.Title")]
    [InlineData("""{ "ContentType": "Article", "TitlePart": 5 }""", 400, "TitlePart")]
    [InlineData("""{ "ContentType": "Article", "TitlePart": { "Title": "a" }, "HtmlBodyPart": { "Html": [] } }""", 400, "HtmlBodyPart.Html")]
    [InlineData("""{ "ContentType": "Article", "TitlePart": { "Title": "a" }, "AutoroutePart": { "Path": "a?b" } }""", 400, "AutoroutePart.Path")]
    [InlineData("""{ "ContentType": "Article", "ContentType": "Page" }""", 400, "no valid JSON")]
    [InlineData("""{ "ContentItemId": "012345678901234567890123456789", "ContentType": "Article", "TitlePart": { "Title": "a" } }""", 400, "26 characters")]
    public async Task What_is_of_the_wrong_shape_is_refused_and_says_where(string body, int status, string where)
    {
        await using var host = await ApiSite.StartAsync();
        var answer = await host.SendAsync(HttpMethod.Post, "/api/content", All, body);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain(where);
    }

    [Fact]
    public async Task A_body_of_100_MB_or_nested_ten_thousand_deep_is_refused_with_a_reason()
    {
        await using var host = await ApiSite.StartAsync();
        var large = await host.SendAsync(HttpMethod.Post, "/api/content", All, "{ \"ContentType\": \"Article\", \"A\": \"" + new string('a', 100 * 1024 * 1024) + "\" }");
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await large.Content.ReadAsStringAsync(Cancellation)).ShouldContain("8 MB");
        var deep = await host.SendAsync(HttpMethod.Post, "/api/content", All, "{ \"ContentType\": \"Article\", \"A\": " + new string('[', 10_000) + new string(']', 10_000) + " }");
        deep.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var form = new FormUrlEncodedContent([new("ContentType", "Article")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/content") { Content = form, Headers = { { "X-Permissions", All } } };
        (await host.Http.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType, "A form of another site must not write.");
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using var host = await ApiSite.StartAsync();
        for (var day = 1; day <= 5; day++)
            await host.PublishAsync($$"""{ "ContentItemId": "a{{day}}", "ContentType": "Article", "PublishedUtc": "2026-11-0{{day}}T00:00:00Z", "TitlePart": { "Title": "Day {{day}}" } }""");
        var seen = new List<string>();
        for (var address = "/api/content?type=Article&count=2"; address is not null;)
        {
            var answer = await host.SendAsync(HttpMethod.Get, address, All);
            var page = await ReadAsync(answer);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["ContentItemId"]!.ToString()));
            address = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            (page["next"] is null).ShouldBe(address is null);
        }
        seen.ShouldBe(["a5", "a4", "a3", "a2", "a1"]);
        (await host.SendAsync(HttpMethod.Get, "/api/content?type=Nothing", All)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.SendAsync(HttpMethod.Get, "/api/content?after=nonsense", All)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.SendAsync(HttpMethod.Get, "/api/content?type=Article", "AccessContentApi View_Page")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Stored_queries_answer_what_they_list_and_say_what_they_cannot()
    {
        await using var host = await ApiSite.StartAsync();
        await host.PublishAsync("""{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "A" } }""");
        await host.PublishAsync("""{ "ContentItemId": "p", "ContentType": "Page", "TitlePart": { "Title": "P" } }""");
        await host.StepAsync((JsonObject)JsonNode.Parse("""
            { "name": "Queries", "Queries": [
              { "Source": "Lucene", "Name": "Some", "Template": "{ \"query\": { \"bool\": { \"filter\": [ { \"term\": { \"Content.ContentItem.ContentType\": \"{{ type }}\" } } ] } } }" },
              { "Source": "Lucene", "Name": "Words", "Template": "{ \"query\": { \"match\": { \"Content.ContentItem.FullText\": \"x\" } } }" },
              { "Source": "Sql", "Name": "Sql", "Template": "drop table ContentItems" } ] }
            """)!);
        (await IdsAsync(HttpMethod.Get, """/api/queries/some?parameters={"type":"Page"}""", null)).ShouldBe(["p"]);
        (await IdsAsync(HttpMethod.Post, "/api/queries/Some", """{ "type": "Article" }""")).ShouldBe(["a"]);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/Words", "ExecuteApiAll")).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/Sql", "ExecuteApiAll")).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/None", "ExecuteApiAll")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/Some?parameters=nonsense", "ExecuteApiAll")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/Some", "ExecuteApi_Words")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.SendAsync(HttpMethod.Get, "/api/queries/Some", "")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<IEnumerable<string>> IdsAsync(HttpMethod method, string path, string? body) =>
            (await ReadAsync(await host.SendAsync(method, path, "ExecuteApi_some ExecuteApi_Some ViewContent", body)))["items"]!.AsArray().Select(item => item!["ContentItemId"]!.ToString());
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        await using var host = await ApiSite.StartAsync();
        var description = JsonNode.Parse(await host.Http.GetStringAsync("/openapi/v1.json", Cancellation))!;
        description["openapi"]!.ToString().ShouldStartWith("3.");
        description["paths"]!.AsObject().Select(path => path.Key).ShouldBe(["/api/content", "/api/content/{id}", "/api/queries/{name}"], ignoreOrder: true);
        description["paths"]!["/api/content"]!.AsObject().Select(operation => operation.Key).ShouldBe(["get", "post"], ignoreOrder: true);
        description["components"]!["securitySchemes"]!["AccessToken"]!["scheme"]!.ToString().ShouldBe("bearer");
    }

    static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
