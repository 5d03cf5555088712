using System.Net;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Site.Tests.Api;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

/// <summary>Items of a securable type that visitors may not view: no list, feed or map of the site lets out a title.</summary>
public sealed class HiddenTypeTests
{
    const string Title = "Minutes of the closed meeting";
    const string Slug = "closed-minutes";
    const string Editor = "AccessContentApi ViewContent EditContent ExecuteApi_memos";

    [Theory]
    [InlineData("/topics/water", 200)]
    [InlineData("/topics/water/feed", 200)]
    [InlineData("/topics/water/feed.atom", 200)]
    [InlineData("/topics/water/feed.json", 200)]
    [InlineData("/folder", 200)]
    [InlineData("/folder/feed", 200)]
    [InlineData("/Contents/Lists/folder/rss", 200)]
    [InlineData("/sitemap.xml", 200)]
    [InlineData("/about", 200)]
    [InlineData("/api/queries/memos", 200)]
    [InlineData("/api/queries/memo", 200)]
    [InlineData("/api/content", 401)]
    [InlineData("/Contents/ContentItems/memo", 404)]
    [InlineData("/old-minutes", 404)]
    public async Task A_visitor_meets_neither_title_nor_address(string path, int status)
    {
        await using var host = await StartAsync();
        foreach (var _ in new[] { "rendered", "kept" })
        {
            var (response, text) = await host.GetAsync(path);
            ((int)response.StatusCode).ShouldBe(status);
            text.ShouldNotContain(Title);
            text.ShouldNotContain(Slug);
            (response.Headers.Location?.OriginalString ?? "").ShouldNotContain(Slug);
        }
    }

    [Fact]
    public async Task Whoever_guesses_the_address_learns_no_more_than_of_one_where_nothing_stands()
    {
        await using var host = await StartAsync();
        var (response, text) = await host.GetAsync("/" + Slug);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        text.ShouldNotContain(Title);
    }

    [Theory]
    [InlineData("/topics/water")]
    [InlineData("/folder")]
    [InlineData("/folder/feed")]
    [InlineData("/sitemap.xml")]
    [InlineData("/about")]
    [InlineData("/api/queries/memos")]
    public async Task Kept_answers_follow_a_change_of_what_visitors_may_see(string path)
    {
        await using var host = await StartAsync();
        (await host.GetAsync(path)).Text.ShouldNotContain(Slug);
        await AllowAsync(host, "View_Memo");
        (await host.GetAsync(path)).Text.ShouldContain(Slug);
        await AllowAsync(host);
        (await host.GetAsync(path)).Text.ShouldNotContain(Slug);
    }

    [Theory]
    [InlineData("/api/content")]
    [InlineData("/api/content?type=Memo")]
    [InlineData("/api/content/memo")]
    [InlineData("/api/queries/memos")]
    [InlineData("/closed-minutes")]
    [InlineData("/about")]
    public async Task A_person_who_may_view_the_type_sees_it(string path)
    {
        await using var host = await StartAsync();
        var answer = await host.SendAsync(HttpMethod.Get, path, Editor);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(Slug);
    }

    static async Task<SiteHost> StartAsync()
    {
        var host = await ApiSite.StartAsync();
        await host.StepAsync(Json("""
            { "name": "ContentDefinition", "ContentTypes": [
              { "Name": "Memo", "DisplayName": "Memo", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Securable": true } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "Memo", "Name": "Memo" } ] },
              { "Name": "Folder", "DisplayName": "Folder", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" },
                { "PartName": "ListPart", "Name": "ListPart", "Settings": { "ListPartSettings": { "ContainedContentTypes": [ "Memo" ] } } } ] } ],
              "ContentParts": [ { "Name": "Memo", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TaxonomyField", "Name": "Topics", "Settings": { "TaxonomyFieldSettings": { "TaxonomyContentItemId": "topics" } } } ] } ] }
            """));
        await host.StepAsync(Json("""{ "name": "Queries", "Queries": [ { "Source": "Lucene", "Name": "memos", "Template": "{ \"query\": { \"term\": { \"Content.ContentItem.ContentType\": \"Memo\" } } }" }, { "Source": "Lucene", "Name": "memo", "Template": "{ \"query\": { \"term\": { \"ContentItemId\": \"memo\" } } }" } ] }"""));
        await AllowAsync(host);
        await host.PublishAsync("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "topics" }, "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [ { "ContentItemId": "water", "ContentType": "Topic", "DisplayText": "Water", "AutoroutePart": { "Path": "water" } } ] } }
            """);
        await host.PublishAsync("""{ "ContentItemId": "folder", "ContentType": "Folder", "TitlePart": { "Title": "Folder" }, "AutoroutePart": { "Path": "folder" } }""");
        await host.PublishAsync($$"""
            { "ContentItemId": "memo", "ContentType": "Memo", "TitlePart": { "Title": "{{Title}}" }, "AutoroutePart": { "Path": "old-minutes" }, "AliasPart": { "Alias": "memo" },
              "HtmlBodyPart": { "Html": "<p>…</p>" }, "ContainedPart": { "ListContentItemId": "folder" }, "Memo": { "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": [ "water" ] } } }
            """);
        await host.WriteAsync(async (scope, ct) =>
        {
            var memo = (await scope.Content.GetLatestAsync("memo", ct))!;
            memo.Apply(memo.As<AutoroutePart>()! with { Path = Slug });
            await scope.Content.PublishAsync(memo, ct);
        });
        await host.PublishAsync("""
            { "ContentItemId": "menu", "ContentType": "Menu", "TitlePart": { "Title": "Main menu" }, "AliasPart": { "Alias": "main-menu" }, "MenuItemsListPart": { "MenuItems": [
              { "ContentItemId": "m1", "ContentType": "ContentMenuItem", "DisplayText": "Memo", "ContentMenuItem": { "SelectedContentItem": { "ContentItemIds": [ "memo" ] } } } ] } }
            """);
        await host.PublishAsync("""{ "ContentItemId": "about", "ContentType": "Page", "TitlePart": { "Title": "About" }, "AutoroutePart": { "Path": "about" }, "HtmlBodyPart": { "Html": "<p>…</p>" } }""");
        await SampleContent.WidgetAsync(host, "w9", "LiquidWidget", "Box", "Always", "Sidebar",
            """ "LiquidPart": { "Liquid": "{% assign memo = Content.ContentItemId['memo'] %}{{ memo | display_text }}{{ Content['alias:memo'] | display_text }}" } """);
        return host;
    }

    // Visitors may see every securable type but the memos.
    static async Task AllowAsync(SiteHost host, params string[] more)
    {
        var types = (await host.Get<SiteDocuments>().GetAsync<ContentDefinitions>(CancellationToken.None)).ContentTypes.Where(type => type is { Securable: true, Name: not "Memo" });
        HashSet<string> permissions = [.. types.Select(type => $"View_{type.Name}"), "ExecuteApi_memos", "ExecuteApi_memo", .. more];
        await host.WriteAsync((scope, ct) => RoleStorage.StoreAsync(scope, Permissions.Anonymous, null, permissions, "Replace", ct));
    }

    static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;
}
