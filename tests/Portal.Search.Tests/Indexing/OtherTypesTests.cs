using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Indexing;

/// <summary>Types that a recipe of another site or an editor has defined, and texts that stand elsewhere than in an HTML body.</summary>
public sealed class OtherTypesTests
{
    const string Definitions = """
        { "ContentTypes": [
            { "Name": "Chronicle", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "ListPart", "Name": "ListPart" } ] },
            { "Name": "Entry", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "MarkdownBodyPart", "Name": "MarkdownBodyPart" }, { "PartName": "Entry", "Name": "Entry" } ] },
            { "Name": "Page", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "FlowPart", "Name": "FlowPart" }, { "PartName": "BagPart", "Name": "Services" } ] },
            { "Name": "Paragraph", "Settings": { "ContentTypeSettings": { "Stereotype": "Widget" } }, "ContentTypePartDefinitionRecords": [ { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" } ] },
            { "Name": "Service", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "Service", "Name": "Service" } ] },
            { "Name": "Setting", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" } ] } ],
          "ContentParts": [
            { "Name": "Entry", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                { "FieldName": "TextField", "Name": "Standfirst", "Settings": {} }, { "FieldName": "TextField", "Name": "AuthorName", "Settings": {} },
                { "FieldName": "TextField", "Name": "Colour", "Settings": { "ContentPartFieldSettings": { "Editor": "Color" } } }, { "FieldName": "HtmlField", "Name": "Aside", "Settings": {} } ] },
            { "Name": "Service", "Settings": {}, "ContentPartFieldDefinitionRecords": [ { "FieldName": "MarkdownField", "Name": "Told", "Settings": {} } ] } ] }
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Items_of_any_type_with_pages_are_found_by_all_their_texts(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        await site.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => JsonSerializer.Deserialize(Definitions, ContentDefinitions.Json)!, ct));
        await site.StartAsync();
        var chronicle = await PublishAsync(site, "Chronicle", """{ "TitlePart": { "Title": "The institute’s diary" }, "AutoroutePart": { "Path": "diary" } }""");
        var entry = await PublishAsync(site, "Entry", $$"""
            { "TitlePart": { "Title": "Harbour" }, "AutoroutePart": { "Path": "diary/harbour" }, "ContainedPart": { "ListContentItemId": "{{chronicle}}" },
              "MarkdownBodyPart": { "Markdown": "The **tides** of the [Danube](https://example.org/unseen)." },
              "Entry": { "Standfirst": { "Text": "An overture" }, "AuthorName": { "Text": "Milica" }, "Colour": { "Text": "vermilion" }, "Aside": { "Html": "<p>A <em>parenthesis</em></p>" } } }
            """);
        var page = await PublishAsync(site, "Page", """
            { "TitlePart": { "Title": "About" }, "AutoroutePart": { "Path": "about" },
              "FlowPart": { "Widgets": [ { "ContentItemId": "w1", "ContentType": "Paragraph", "HtmlBodyPart": { "Html": "<p>Founded in Geneva.</p>" } } ] },
              "Services": { "ContentItems": [ { "ContentItemId": "s1", "ContentType": "Service", "DisplayText": "Mediation", "TitlePart": { "Title": "Mediation" }, "Service": { "Told": { "Markdown": "We *listen*." } } } ] } }
            """);
        await PublishAsync(site, "Setting", """{ "HtmlBodyPart": { "Html": "<p>Founded in secrecy.</p>" } }""");
        await SearchSite.UntilAsync(() => site.Found("diary").Count > 0 && site.Found("geneva").Count > 0);

        foreach (var words in (string[])["harbour", "tides danube", "\"the tides of the danube\"", "overture", "parenthesis"])
            site.Found(words).ShouldBe([entry], words);
        foreach (var words in (string[])["about", "founded", "mediation", "listen"])
            site.Found(words).ShouldBe([page], words);
        foreach (var words in (string[])["+unseen", "+vermilion", "+secrecy", "+w1"])
            site.Database.Get<SiteSearch>().Search(new() { Query = words[1..], Exact = true }).Total.ShouldBe(0, words);

        Kinds(site, "harbour").ShouldBe([("Entry", IndexedTypes.Article)]);
        Kinds(site, "diary").ShouldBe([("Chronicle", IndexedTypes.Page)]);
        site.Database.Get<SiteSearch>().Search(new() { Query = "harbour", Types = [IndexedTypes.Article] }).Total.ShouldBe(1);
        site.Database.Get<SiteSearch>().Search(new() { Query = "harbour", Types = [IndexedTypes.Page] }).Total.ShouldBe(0);
        site.Database.Get<SiteSearch>().Search(new() { Query = "harbour", WithFacets = true }).Facets.Types.ShouldBe([new(IndexedTypes.Article, 1)]);
        site.Database.Get<SiteSearch>().Search(new() { Query = "harbour", Hidden = new HashSet<string> { "Entry" } }).Total.ShouldBe(0);

        // The same again from the database, as after an update of the program.
        site.Database.Get<LiveIndex>().TryRead(IndexContents.Of, out var contents).ShouldBeTrue();
        contents!.Types.ShouldContain(("Entry", 1));
        contents.Types.ShouldContain(("Chronicle", 1));
        site.Database.Get<RebuildRequests>().Ask();
        await SearchSite.UntilAsync(() => site.Status.Activity == IndexActivity.Following && site.Found("geneva").Count == 1 && site.Found("tides").Count == 1);
    }

    static IEnumerable<(string, string)> Kinds(SearchSite site, string query) =>
        site.Database.Get<SiteSearch>().Search(new() { Query = query }).Hits.Select(hit => (hit.Document.Type, hit.Document.Kind));

    static async Task<string> PublishAsync(SearchSite site, string type, string content)
    {
        var id = "";
        await site.WriteAsync(async (scope, ct) =>
        {
            var item = scope.Content.New(type);
            foreach (var (name, part) in JsonNode.Parse(content)!.AsObject())
                item.Content[name] = part?.DeepClone();
            await scope.Content.PublishAsync(item, ct);
            id = item.ContentItemId;
        });
        return id;
    }
}
