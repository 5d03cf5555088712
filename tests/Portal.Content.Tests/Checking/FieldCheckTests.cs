using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Checking;

public sealed class FieldCheckTests : IAsyncLifetime
{
    TestDatabase? _database;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);

    [Theory]
    [InlineData("TextField", """{ "Required": true }""", """{ "Text": " " }""", "“Label” is missing.")]
    [InlineData("TextField", """{ "Required": true }""", null, "“Label” is missing.")]
    [InlineData("TextField", """{ "Required": true }""", """{ "Text": "x" }""", null)]
    [InlineData("TextField", "{}", """{ "Text": [ 1 ] }""", "“Label” has a value of the wrong kind.")]
    [InlineData("TextField", "{}", "[]", "“Label” has a value of the wrong kind.")]
    [InlineData("TextField:Email", "{}", """{ "Text": "not an address" }""", "“Label”: “not an address” is no e-mail address.")]
    [InlineData("TextField:Email", "{}", """{ "Text": "a@example.org" }""", null)]
    [InlineData("TextField:Url", "{}", """{ "Text": "javascript:x()" }""", "“Label”: “javascript:x()” is no address. Addresses begin with https:// or http://.")]
    [InlineData("TextField:Tel", "{}", """{ "Text": "+381 (11) 123-456" }""", null)]
    [InlineData("TextField:Color", "{}", """{ "Text": "red" }""", "“Label”: “red” is no colour. Colours are written like #0d3b44.")]
    [InlineData("TextField:Color", "{}", """{ "Text": "#0d3b44" }""", null)]
    [InlineData("HtmlField", """{ "Required": true }""", """{ "Html": "<p><br></p>" }""", "“Label” is missing.")]
    [InlineData("HtmlField", """{ "Required": true }""", """{ "Html": "<p><img src='a.jpg'></p>" }""", null)]
    [InlineData("BooleanField", "{}", """{ "Value": "perhaps" }""", "“Label” has a value of the wrong kind.")]
    [InlineData("NumericField", """{ "Minimum": 1, "Maximum": 5 }""", """{ "Value": 6 }""", "“Label” must be between 1 and 5.")]
    [InlineData("NumericField", """{ "Minimum": "1" }""", """{ "Value": 0.5 }""", "“Label” must be at least 1.")]
    [InlineData("NumericField", """{ "Maximum": 5 }""", """{ "Value": 6 }""", "“Label” must be at most 5.")]
    [InlineData("NumericField", """{ "Scale": 0 }""", """{ "Value": 1.5 }""", "“Label” must be a whole number.")]
    [InlineData("NumericField", """{ "Scale": 2 }""", """{ "Value": 1.505 }""", "“Label” may have 2 digits after the point.")]
    [InlineData("NumericField", """{ "Required": true }""", """{ "Value": null }""", "“Label” is missing.")]
    [InlineData("DateField", """{ "Required": true }""", """{ "Value": null }""", "“Label” is missing.")]
    [InlineData("TimeField", "{}", """{ "Value": "25:00:00" }""", "“Label” has a value of the wrong kind.")]
    [InlineData("TimeField", "{}", """{ "Value": "1.00:00:00" }""", "“Label” must be a time of the day, such as 09:30.")]
    [InlineData("TimeField", "{}", """{ "Value": "09:30:00" }""", null)]
    [InlineData("LinkField", """{ "Required": true }""", """{ "Url": "", "Text": "x" }""", "“Label” is missing.")]
    [InlineData("LinkField", """{ "LinkTextMode": 1 }""", """{ "Url": "/about", "Text": "" }""", "“Label”: the text of the link is missing.")]
    [InlineData("LinkField", "{}", """{ "Url": "//evil.example", "Text": "x" }""", "“Label”: “//evil.example” is no address. Addresses begin with https:// or http://.")]
    [InlineData("MediaField", """{ "AllowedExtensions": [ ".jpg" ] }""", """{ "Paths": [ "a.exe" ] }""", "“Label”: “a.exe” is none of the kinds of file that stand here: .jpg.")]
    [InlineData("MediaField", "{}", """{ "Paths": [ "a.jpg", "b.jpg" ] }""", "“Label” takes one choice only.")]
    [InlineData("ContentPickerField", "{}", """{ "ContentItemIds": [ "a", "b" ] }""", "“Label” takes one choice only.")]
    [InlineData("ContentPickerField", """{ "Multiple": true, "Required": true }""", """{ "ContentItemIds": [] }""", "“Label” is missing.")]
    [InlineData("TaxonomyField", """{ "Unique": true }""", """{ "TermContentItemIds": [ "a", "b" ] }""", "“Label” takes one choice only.")]
    [InlineData("MultiTextField", """{ "Options": [ { "name": "One", "value": "1" } ] }""", """{ "Values": [ "2" ] }""", "“Label”: “2” is not in the list of choices.")]
    [InlineData("YoutubeField", "{}", """{ "RawAddress": "https://example.org/watch?v=dQw4w9WgXcQ" }""", "“Label”: “https://example.org/watch?v=dQw4w9WgXcQ” is no address of a film on YouTube. Copy the address from the film’s page.")]
    [InlineData("YoutubeField", "{}", """{ "RawAddress": "https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ" }""", null)]
    [InlineData("GeoPointField", "{}", """{ "Latitude": 91, "Longitude": 0 }""", "“Label” needs a latitude from -90 to 90 and a longitude from -180 to 180.")]
    [InlineData("NobodyKnowsField", """{ "Required": true }""", "7", null)]
    public async Task A_field_holds_what_its_settings_ask_for(string field, string settings, string? value, string? problem)
    {
        var name = field.Split(':')[0];
        var definition = new ContentFieldDefinition(name, "Field", new JsonObject
        {
            ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = "Label", ["Editor"] = field.Split(':') is [_, var editor] ? editor : "" },
            [name + "Settings"] = JsonNode.Parse(settings),
        });
        var item = new ContentItem { ContentItemId = "i", ContentType = "Thing", Content = new JsonObject { ["Thing"] = value is null ? [] : new JsonObject { ["Field"] = JsonNode.Parse(value) } } };
        var problems = await Check(item, Definitions(definition));
        (problems is [var only] ? only.ToString() : null).ShouldBe(problem);
        if (problem is not null)
            problems.Single().Element.ShouldBe("Thing-Field");
    }

    [Fact]
    public async Task Items_in_bags_are_checked_with_the_place_where_they_stand()
    {
        var field = new ContentFieldDefinition("TextField", "Field", (JsonObject)JsonNode.Parse("""{ "TextFieldSettings": { "Required": true } }""")!);
        var definitions = Definitions(field).With(new ContentTypeDefinition("Holder", null, null,
            [new("BagPart", "Things", (JsonObject)JsonNode.Parse("""{ "BagPartSettings": { "ContainedContentTypes": [ "Thing", "Holder" ] } }""")!)]));
        var item = new ContentItem { ContentItemId = "i", ContentType = "Holder" };
        item.Content["Things"] = JsonNode.Parse("""
            { "ContentItems": [ { "ContentItemId": "a", "ContentType": "Thing", "Thing": { "Field": { "Text": "well" } } },
              { "ContentItemId": "h", "ContentType": "Holder", "Things": { "ContentItems": [ { "ContentItemId": "b", "ContentType": "Thing" } ] } },
              { "ContentItemId": "u", "ContentType": "Unknown" } ] }
            """);
        (await Check(item, definitions)).ShouldHaveSingleItem().Element.ShouldBe("Things-h-Things-b-Thing-Field");

        item.Content["Things"] = JsonNode.Parse("""{ "ContentItems": "not a list" }""");
        (await Check(item, definitions)).ShouldHaveSingleItem().Element.ShouldBe("Things");

        JsonObject deep = new() { ["ContentItemId"] = "x", ["ContentType"] = "Holder" };
        for (var level = 0; level < 40; level++)
            deep = new JsonObject { ["ContentItemId"] = "x", ["ContentType"] = "Holder", ["Things"] = new JsonObject { ["ContentItems"] = new JsonArray(deep) } };
        (await Check(ContentItemJson.Read(deep), definitions)).ShouldHaveSingleItem().Message.ShouldContain("nested too deep");
    }

    [Fact]
    public async Task Only_terms_without_terms_below_them_can_be_chosen_where_the_settings_say_so()
    {
        var taxonomy = ContentItemJson.Read((JsonObject)JsonNode.Parse("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "Latest": true, "Published": true, "TaxonomyPart": { "Terms": [
              { "ContentItemId": "branch", "ContentType": "Topic", "DisplayText": "Branch", "Terms": [ { "ContentItemId": "leaf", "ContentType": "Topic", "DisplayText": "Leaf" } ] } ] } }
            """)!);
        await _database!.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.ImportAsync(taxonomy, ct), Cancellation);
        var field = new ContentFieldDefinition("TaxonomyField", "Field", (JsonObject)JsonNode.Parse("""{ "TaxonomyFieldSettings": { "TaxonomyContentItemId": "topics", "LeavesOnly": true } }""")!);
        var item = new ContentItem { ContentItemId = "i", ContentType = "Thing" };
        item.Apply("Thing", "Field", new TaxonomyField("topics", ["branch"]));
        (await Check(item, Definitions(field))).ShouldHaveSingleItem().ToString().ShouldContain("“Branch” has terms below it");
        item.Apply("Thing", "Field", new TaxonomyField("topics", ["leaf"]));
        (await Check(item, Definitions(field))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alias_that_another_item_bears_is_not_taken_from_it()
    {
        var menu = new ContentItem { ContentItemId = "menu", ContentType = "Menu", DisplayText = "Main menu", Latest = true, Published = true };
        menu.Apply(new AliasPart("main-menu"));
        await _database!.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.ImportAsync(menu, ct), Cancellation);
        var definitions = new ContentDefinitions([new("Menu", null, null, [new("AliasPart", "AliasPart", null)])], []);
        var other = new ContentItem { ContentItemId = "other", ContentType = "Menu" };
        other.Apply(new AliasPart(" Main-Menu "));
        (await Check(other, definitions)).ShouldHaveSingleItem().ToString().ShouldBe("The alias “Main-Menu” belongs to “Main menu”. Choose another one.");
        (await Check(menu, definitions)).ShouldBeEmpty();
        other.Apply(new AliasPart("other-menu"));
        (await Check(other, definitions)).ShouldBeEmpty();
    }

    [Fact]
    public void New_items_begin_with_the_defaults_of_their_fields()
    {
        var item = new ContentItem { ContentItemId = "i", ContentType = "Thing" };
        FieldDefaults.Apply(item, Definitions(new("NumericField", "Field", (JsonObject)JsonNode.Parse("""{ "NumericFieldSettings": { "DefaultValue": "3" } }""")!)));
        item.Field<NumericField>("Thing", "Field")!.Value.ShouldBe(3);
        FieldDefaults.Apply(item, Definitions(new("NumericField", "Field", (JsonObject)JsonNode.Parse("""{ "NumericFieldSettings": { "DefaultValue": 9 } }""")!)));
        item.Field<NumericField>("Thing", "Field")!.Value.ShouldBe(3, "what is there stays");
    }

    [Fact]
    public void Html_is_cleaned_however_deep_it_stands_and_a_new_template_is_noticed()
    {
        var nobody = new ClaimsPrincipal();
        var item = ContentItemJson.Read((JsonObject)JsonNode.Parse("""
            { "ContentItemId": "i", "ContentType": "Box", "HtmlBodyPart": { "Html": "<p onclick='x()'>a</p>" },
              "WidgetsListPart": { "Widgets": { "Zone": [ { "ContentItemId": "b", "ContentType": "Box", "HtmlBodyPart": { "Html": "<script>x()</script><p>b</p>" } } ] } } }
            """)!);
        var stored = item.Copy();
        _database!.Get<WrittenText>().Clean(item);
        item.Content.ToJsonString().ShouldNotContain("x()");
        WrittenText.Refusal(item, stored, nobody).ShouldBeNull();
        item.Content["WidgetsListPart"]!["Widgets"]!["Zone"]![0]!["LiquidPart"] = new JsonObject { ["Liquid"] = "{{ x }}" };
        WrittenText.Refusal(item, stored, nobody).ShouldBe(GuardedText.Template);
        WrittenText.Refusal(item, item.Copy(), nobody).ShouldBeNull();
    }

    Task<IReadOnlyList<ContentProblem>> Check(ContentItem item, ContentDefinitions definitions) => _database!.Get<ContentCheck>().FindAsync(item, definitions, publishing: false, Cancellation);

    static ContentDefinitions Definitions(ContentFieldDefinition field) =>
        new([new("Thing", "Thing", null, [new("Thing", "Thing", null)])], [new("Thing", null, [field])]);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
