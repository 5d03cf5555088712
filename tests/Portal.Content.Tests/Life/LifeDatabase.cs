using System.Text.Json;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Xunit;

namespace Portal.Content.Tests.Life;

/// <summary>A database with an article that lives through drafts and versions, and news that are stored in place.</summary>
static class LifeDatabase
{
    const string Definitions = """
        { "ContentTypes": [
            { "Name": "Article", "Settings": { "ContentTypeSettings": { "Versionable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "PublishLaterPart", "Name": "PublishLaterPart" },
                { "PartName": "ArchiveLaterPart", "Name": "ArchiveLaterPart" },
                { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "articles/{{ ContentItem.DisplayText | slugify }}" } } },
                { "PartName": "Article", "Name": "Article" } ] },
            { "Name": "NewsItem", "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "NewsItem", "Name": "NewsItem" } ] },
            { "Name": "Taxonomy", "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "TaxonomyPart", "Name": "TaxonomyPart" } ] } ],
          "ContentParts": [
            { "Name": "Article", "ContentPartFieldDefinitionRecords": [ { "FieldName": "NumericField", "Name": "Counter" }, { "FieldName": "TaxonomyField", "Name": "Topics" } ] },
            { "Name": "NewsItem", "ContentPartFieldDefinitionRecords": [ { "FieldName": "NumericField", "Name": "Counter" }, { "FieldName": "TaxonomyField", "Name": "Topics" } ] } ] }
        """;

    public static ContentActor Milica { get; } = new("user-milica", "milica");

    public static ContentActor Ana { get; } = new("user-ana", "ana");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, TimeProvider? time = null)
    {
        var database = await TestDatabase.CreateAsync(provider, time: time, cancellationToken: Cancellation);
        var read = JsonSerializer.Deserialize(Definitions, ContentDefinitions.Json)!;
        await database.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => read, ct));
        return database;
    }

    public static Task<ContentItem> PublishAsync(this TestDatabase database, string title, string? path = null, string type = "Article") => database.WriteAsync(async (scope, ct) =>
    {
        var item = scope.Content.New(type);
        item.Apply(new TitlePart(title));
        if (path is not null)
            item.Apply(new AutoroutePart(path));
        await scope.Content.PublishAsync(item, ct);
        return item;
    });

    public static async Task<ContentItem> MoveAsync(this TestDatabase database, ContentItem item, string path)
    {
        var latest = (await database.Get<ContentReader>().GetLatestAsync(item.ContentItemId, Cancellation))!;
        latest.Apply(latest.As<AutoroutePart>()! with { Path = path });
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(latest, ct));
        return latest;
    }

    public static Task WriteAsync(this TestDatabase database, Func<WriteScope, CancellationToken, Task> work, ContentActor? actor = null) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, actor ?? Milica, work, Cancellation);

    public static Task<T> WriteAsync<T>(this TestDatabase database, Func<WriteScope, CancellationToken, Task<T>> work, ContentActor? actor = null) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, actor ?? Milica, work, Cancellation);
}
