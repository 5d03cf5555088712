using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Xunit;

namespace Portal.Content.Tests.Taxonomies;

/// <summary>A database with one type of text that has topics, and a taxonomy of topics: law (sea law, cables), trade.</summary>
static class Essays
{
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider, cancellationToken: TestContext.Current.CancellationToken);
        var definitions = JsonSerializer.Deserialize("""
            { "ContentTypes": [
                { "Name": "Essay", "Settings": { "ContentTypeSettings": { "Draftable": true, "Versionable": true } },
                  "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "Essay", "Name": "Essay" } ] },
                { "Name": "Taxonomy", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "TaxonomyPart", "Name": "TaxonomyPart" } ] } ],
              "ContentParts": [ { "Name": "Essay", "ContentPartFieldDefinitionRecords": [
                { "FieldName": "TextField", "Name": "Lead" }, { "FieldName": "TextField", "Name": "Language" },
                { "FieldName": "TaxonomyField", "Name": "Topics", "Settings": { "TaxonomyFieldSettings": { "TaxonomyContentItemId": "topics" } } } ] } ] }
            """, ContentDefinitions.Json)!;
        await database.WriteAsync(async (scope, ct) =>
        {
            await scope.UpdateDocumentAsync<ContentDefinitions>(_ => definitions, ct);
            return true;
        });
        await database.PublishAsync("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TitlePart": { "Title": "Topics" }, "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [
                { "ContentItemId": "law", "ContentType": "Topic", "DisplayText": "Law", "Unknown": { "Kept": 1 }, "Terms": [
                  { "ContentItemId": "sea", "ContentType": "Topic", "DisplayText": "Sea law", "Terms": [ { "ContentItemId": "cables", "ContentType": "Topic", "DisplayText": "Cables" } ] } ] },
                { "ContentItemId": "trade", "ContentType": "Topic", "DisplayText": "Trade" } ] } }
            """);
        return database;
    }

    public static Task<T> WriteAsync<T>(this TestDatabase database, Func<WriteScope, CancellationToken, Task<T>> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, TestContext.Current.CancellationToken);

    public static Task<ContentItem> PublishAsync(this TestDatabase database, string json) => database.WriteAsync(async (scope, ct) =>
    {
        var item = ContentItemJson.Read((JsonObject)JsonNode.Parse(json)!);
        item.ContentItemVersionId = ContentIdentity.New();
        await scope.Content.PublishAsync(item, ct);
        return item;
    });

    public static Task<ContentItem> EssayAsync(this TestDatabase database, string id, params string[] terms) => database.PublishAsync(
        $$"""{ "ContentItemId": "{{id}}", "ContentType": "Essay", "TitlePart": { "Title": "{{id}}" }, "Essay": { "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": {{JsonSerializer.Serialize(terms)}} } } }""");

    /// <summary>The published essays that the page of a term shows.</summary>
    public static async Task<IEnumerable<string>> OfTermAsync(this TestDatabase database, string term) =>
        (await database.Get<ContentReader>().ListPublishedAsync(new() { Types = ["Essay"], Keys = [$"term:{term}"], Count = 1000 }, TestContext.Current.CancellationToken))
            .Items.Select(item => item.ContentItemId).Order(StringComparer.Ordinal);
}
