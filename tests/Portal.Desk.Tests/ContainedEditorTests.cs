using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Desk.Editors;
using Portal.Desk.Items;
using Radzen;
using TestContext = Xunit.TestContext;

namespace Portal.Desk.Tests;

/// <summary>The editor of flows and bags as components, with the kernel's services behind them.</summary>
public sealed class ContainedEditorTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_are_added_written_moved_removed_and_brought_back()
    {
        await DefineAsync();
        await using var desk = Desk();
        var item = new ContentItem { ContentItemId = "holder", ContentType = "Holder" };
        item.Content["Entries"] = JsonNode.Parse("""{ "Kept": 1, "ContentItems": [ { "ContentItemId": "first", "ContentType": "Entry", "DisplayText": "First", "TitlePart": { "Title": "First" }, "Strange": { "A": 1 } } ] }""");
        var part = (await site.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Ct)).Type("Holder")!.Parts[0];
        var changes = 0;
        var editor = desk.Render<BagPartEditor>(parameters => parameters.Add(one => one.Editing, new PartEditing(item, part, () => changes++)));
        await editor.WaitForElementAsync("button[aria-expanded]");

        editor.FindAll("button").Last(button => button.TextContent.Contains("Add", StringComparison.Ordinal)).Click();
        var added = Entries(item)[1]!["ContentItemId"]!.ToString();
        editor.Find($"#Entries-{added}-TitlePart").Change("Second");
        Entries(item)[1]!["DisplayText"]!.ToString().ShouldBe("Second");
        Entries(item)[1]!["Entry"]!["Count"]!["Value"]!.GetValue<decimal>().ShouldBe(7, "new ones begin with the defaults");

        editor.Find("button[aria-label='Move Entry: Second up']").Click();
        Titles(item).ShouldBe(["Second", "First"]);
        editor.Find("[role=status]").TextContent.ShouldContain("place 1 of 2");
        editor.Find("button[aria-label='Move Entry: Second up']").HasAttribute("disabled").ShouldBeTrue();
        editor.Find("button[aria-label='Move Entry: Second down']").Click();
        Titles(item).ShouldBe(["First", "Second"]);

        editor.Find("button[aria-label='Remove Entry: First']").Click();
        Titles(item).ShouldBe(["Second"]);
        editor.FindAll("button").Single(button => button.TextContent.Contains("Bring back", StringComparison.Ordinal)).Click();
        Titles(item).ShouldBe(["First", "Second"]);
        Entries(item)[0]!["Strange"]!["A"]!.GetValue<int>().ShouldBe(1, "what the desk doesn't know stays");
        item.Content["Entries"]!["Kept"]!.GetValue<int>().ShouldBe(1);
        changes.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_closed_item_shows_no_form_and_its_button_opens_it()
    {
        await DefineAsync();
        await using var desk = Desk();
        var item = new ContentItem { ContentItemId = "holder", ContentType = "Holder" };
        item.Content["Entries"] = JsonNode.Parse("""{ "ContentItems": [ { "ContentItemId": "one", "ContentType": "Entry", "TitlePart": { "Title": "One" } } ] }""");
        var part = (await site.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Ct)).Type("Holder")!.Parts[0];
        var editor = desk.Render<BagPartEditor>(parameters => parameters.Add(one => one.Editing, new PartEditing(item, part, () => { })));
        var head = await editor.WaitForElementAsync("button[aria-expanded]");
        head.GetAttribute("aria-expanded").ShouldBe("false");
        editor.FindAll("#Entries-one-TitlePart").ShouldBeEmpty();
        head.Click();
        editor.Find("button[aria-expanded]").GetAttribute("aria-expanded").ShouldBe("true");
        editor.Find($"#{editor.Find("button[aria-expanded]").GetAttribute("aria-controls")} #Entries-one-TitlePart").GetAttribute("value").ShouldBe("One");
    }

    [Fact]
    public async Task Parts_and_fields_are_named_in_words_and_never_by_their_technical_names()
    {
        var definitions = new ContentDefinitions(
            [new("Leaflet", null, null, [new("TitlePart", "TitlePart", null), new("FlowPart", "FlowPart", null), new("Leaflet", "Leaflet", null),
                new("BagPart", "RelatedPages", Json("""{ "ContentTypePartSettings": { "Description": "What goes with it." } }"""))])],
            [new("Leaflet", null, [new("TextField", "MainHeading", null), new("UnheardField", "OtherThing", null)])]);
        await using var desk = Desk();
        var item = new ContentItem { ContentItemId = "leaflet", ContentType = "Leaflet", Content = new JsonObject { ["SitemapPart"] = new JsonObject(), ["MenuPart"] = new JsonObject() } };
        var form = desk.Render<ItemForm>(parameters => parameters.Add(one => one.Item, item).Add(one => one.Definitions, definitions).Add(one => one.Changed, () => { }));
        await form.WaitForElementAsync("#FlowPart");
        var text = string.Join(' ', form.Nodes.Select(node => node.TextContent));
        foreach (var words in (string[])["Flow of widgets", "Main heading", "Related pages", "What goes with it.", "no editor for it: Sitemap, Other thing."])
            text.ShouldContain(words);
        foreach (var name in (string[])["FlowPart", "TitlePart", "MainHeading", "RelatedPages", "SitemapPart", "MenuPart", "OtherThing"])
            text.ShouldNotContain(name);

        var longer = item.Copy();
        longer.Content["RelatedPages"] = Json("""{ "ContentItems": [ { "ContentItemId": "a", "ContentType": "Leaflet", "TitlePart": { "Title": "Other" } } ] }""");
        longer.Content["SitemapPart"] = Json("""{ "Exclude": true }""");
        ItemDifferences.Between(item, longer, definitions, new(new Dictionary<string, string>(), TimeZoneInfo.Utc)).Select(difference => difference.Label).ShouldBe(["Related pages", "Sitemap"]);
    }

    BunitContext Desk()
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton(site.Get<SiteDocuments>());
        context.Services.AddSingleton(site.Get<ContentReader>());
        context.Services.AddSingleton(site.Get<IStringLocalizer>());
        foreach (var editor in site.Services.GetServices<FieldEditor>())
            context.Services.AddSingleton(editor);
        foreach (var editor in site.Services.GetServices<PartEditor>())
            context.Services.AddSingleton(editor);
        context.Services.AddRadzenComponents();
        context.Services.AddCascadingValue(_ => Task.FromResult(new AuthenticationState(new())));
        return context;
    }

    Task DefineAsync() => site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(definitions => definitions
        .With(new ContentTypeDefinition("Holder", "Holder", null, [new("BagPart", "Entries", Json("""{ "BagPartSettings": { "ContainedContentTypes": [ "Entry" ] } }"""))]))
        .With(new ContentTypeDefinition("Entry", "Entry", null, [new("TitlePart", "TitlePart", null), new("Entry", "Entry", null)]))
        .With(new ContentPartDefinition("Entry", null, [new("NumericField", "Count", Json("""{ "NumericFieldSettings": { "DefaultValue": 7 } }"""))])), ct), Ct);

    static JsonArray Entries(ContentItem item) => (JsonArray)item.Content["Entries"]!["ContentItems"]!;

    static IEnumerable<string> Titles(ContentItem item) => Entries(item).Select(entry => entry!["TitlePart"]!["Title"]!.ToString());

    static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
