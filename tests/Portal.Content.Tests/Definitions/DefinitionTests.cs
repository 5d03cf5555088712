using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Definitions;

public sealed class DefinitionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Steps_merge_replace_and_delete_definitions(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await RunAsync(database, """
            { "name": "ContentDefinition", "ContentTypes": [
                { "Name": "A", "DisplayName": "First", "Settings": { "X": { "Kept": 1 } }, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "Shared", "Name": "Shared" } ] },
                { "Name": "B", "DisplayName": "Second" } ],
              "ContentParts": [ { "Name": "A", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "One" } ] }, { "Name": "Shared" } ] }
            """);
        await RunAsync(database, """
            { "name": "contentdefinition", "ContentTypes": [ { "Name": "A", "DisplayName": "Renamed" } ],
              "ContentParts": [ { "Name": "A", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Two" } ] } ] }
            """);
        var merged = await ReadAsync(database);
        merged.Type("A")!.DisplayName.ShouldBe("Renamed");
        merged.Type("A")!.Settings!["X"]!["Kept"]!.GetValue<int>().ShouldBe(1);
        merged.Part("A")!.Fields.Select(field => field.Name).ShouldBe(["One", "Two"]);

        await RunAsync(database, """{ "name": "ReplaceContentDefinition", "ContentParts": [ { "Name": "A", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Three" } ] } ] }""");
        (await ReadAsync(database)).Part("A")!.Fields.Select(field => field.Name).ShouldBe(["Three"]);

        var notes = await RunAsync(database, """{ "name": "DeleteContentDefinition", "ContentTypes": [ "B", "Never" ], "ContentParts": [ "Shared" ] }""");
        notes.ShouldHaveSingleItem().ShouldContain("Never");
        var left = await ReadAsync(database);
        left.ContentTypes.Select(type => type.Name).ShouldBe(["A"]);
        left.Type("A")!.Parts.Select(part => part.Name).ShouldBe(["TitlePart"]);
        await Should.ThrowAsync<RecipeException>(() => RunAsync(database, """{ "name": "DeleteContentDefinition", "ContentTypes": "A" }"""));
    }

    [Fact]
    public void Parts_stand_in_the_order_of_their_positions()
    {
        var type = new ContentTypeDefinition("T", null, null, [At("last", "after"), At("ten", "10"), At("two", "2"), At("between", "2.5"), At("none", null), At("first", "before")]);
        var definitions = new ContentDefinitions([type], []);
        definitions.OrderedParts("T").Select(part => part.Name).ShouldBe(["first", "none", "two", "between", "ten", "last"]);
        var moved = new ContentDefinitions([type.Moved("ten", -1)], []);
        moved.OrderedParts("T").Select(part => part.Name).ShouldBe(["first", "none", "two", "ten", "between", "last"]);
        new ContentDefinitions([moved.Type("T")!.Moved("first", -1)], []).OrderedParts("T").First().Name.ShouldBe("first");
    }

    [Theory]
    [InlineData("News item", "NewsItem")]
    [InlineData("Изјава за јавност", "IzjavaZaJavnost")]
    [InlineData("2026 reports", "Reports")]
    [InlineData("…", "")]
    public void A_technical_name_is_made_of_what_people_say(string displayName, string name) => DefinitionNames.From(displayName).ShouldBe(name);

    static ContentTypePartDefinition At(string name, string? position) =>
        new("BagPart", name, position is null ? null : new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = position } });

    static async Task<IReadOnlyList<string>> RunAsync(TestDatabase database, string step) =>
        (await database.Get<RecipeRunner>().RunAsync(new Recipe("test", [], [RecipeStep.Of((JsonObject)JsonNode.Parse(step)!)], null), ContentActor.System, Cancellation)).Notes;

    static ValueTask<ContentDefinitions> ReadAsync(TestDatabase database) => database.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Cancellation);
}
