using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Desk.Definitions;
using Portal.Desk.Editors;
using Portal.Desk.Items;

namespace Portal.Desk.Tests;

public sealed class DefinitionTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    DefinitionActions Actions => site.Get<DefinitionActions>();

    [Fact]
    public async Task A_type_made_in_the_desk_is_there_at_once_for_items_and_for_everybody()
    {
        var admin = await site.PersonAsync("Administrator");
        var name = await Actions.CreateTypeAsync(admin, "Изјава за јавност", "", "", Ct);
        name.ShouldBe("IzjavaZaJavnost");
        var before = await DefinitionsAsync();
        var part = before.Part(name)!.With(new ContentFieldDefinition("TextField", "Motto", Json("""{ "ContentPartFieldSettings": { "DisplayName": "Motto" }, "TextFieldSettings": { "Required": true }, "UnknownSettings": { "A": [ 1 ] } }""")));
        await Actions.SaveAsync(admin, before, before.Type(name)!.With(DefinitionActions.Attached("HtmlBodyPart", "HtmlBodyPart", 2)), part, Ct);

        var item = await site.Get<ItemActions>().NewAsync(admin, name, Ct);
        item.Apply(new TitlePart("First"));
        var invalid = await Should.ThrowAsync<ContentInvalidException>(() => site.Get<ItemActions>().SaveAsync(admin, item, publish: true, Ct));
        invalid.Problems.ShouldHaveSingleItem().ToString().ShouldBe("“Motto” is missing.");
        item.Apply(name, "Motto", new TextField("Slowly"));
        await site.Get<ItemActions>().SaveAsync(admin, item, publish: true, Ct);
        (await Actions.CountAsync(name, Ct)).ShouldBe(1);
        DefinitionActions.Step(await DefinitionsAsync(), [name], []).ShouldContain("UnknownSettings");

        await Actions.DeleteTypeAsync(admin, name, Ct);
        (await DefinitionsAsync()).Type(name).ShouldBeNull();
        (await DefinitionsAsync()).Part(name).ShouldBeNull();
        (await site.Get<ContentReader>().GetPublishedAsync(item.ContentItemId, Ct))!.Text(name, "Motto").ShouldBe("Slowly", "what was written stays stored");
    }

    [Theory]
    [InlineData("Article")]
    [InlineData("article")]
    [InlineData("Owner")]
    [InlineData("1st")]
    [InlineData("Na me")]
    [InlineData("Bag__Part")]
    public async Task A_name_that_is_taken_or_unfit_is_refused(string name) =>
        await Should.ThrowAsync<DefinitionRefusedException>(async () => await Actions.CreateTypeAsync(await site.PersonAsync("Administrator"), "Anything", name, "", Ct));

    [Fact]
    public async Task Of_two_people_who_change_a_type_the_second_is_told()
    {
        var admin = await site.PersonAsync("Administrator");
        var name = await Actions.CreateTypeAsync(admin, "Shared type", "", "", Ct);
        var before = await DefinitionsAsync();
        await Actions.SaveAsync(admin, before, before.Type(name)! with { DisplayName = "By the first" }, null, Ct);
        await Should.ThrowAsync<DefinitionRefusedException>(() => Actions.SaveAsync(admin, before, before.Type(name)! with { DisplayName = "By the second" }, null, Ct));
        (await DefinitionsAsync()).Type(name)!.DisplayName.ShouldBe("By the first");
    }

    [Fact]
    public async Task An_editor_neither_sees_the_types_nor_changes_them()
    {
        var editor = await site.PersonAsync("Editor");
        await Should.ThrowAsync<DefinitionRefusedException>(() => Actions.CreateTypeAsync(editor, "Mine", "", "", Ct));
        await Should.ThrowAsync<DefinitionRefusedException>(() => Actions.DeleteTypeAsync(editor, "Article", Ct));
        using var browser = await site.SignedInAsync("Editor");
        DeskSite.Target(await browser.GetAsync(new Uri("/Admin/ContentTypes/List", UriKind.Relative), Ct)).ShouldStartWith("/Login/Denied");
    }

    [Fact]
    public void Each_field_and_part_that_can_be_chosen_has_an_editor_and_a_serbian_name()
    {
        var editors = site.Services.GetServices<FieldEditor>().Select(editor => editor.FieldName).ToHashSet(StringComparer.Ordinal);
        KnownFields.All.Select(field => field.Name).Except(editors, StringComparer.Ordinal).ShouldBeEmpty();
        var texts = site.Get<Texts>();
        var serbian = new System.Globalization.CultureInfo("sr-Cyrl");
        var known = KnownFields.All.Concat(KnownParts.All).ToList();
        var words = known.SelectMany(one => new[] { one.Title, one.Description }.Concat(one.Editors.Select(editor => editor.Title)).Concat(one.Settings.SelectMany(settings => settings.Settings)
            .SelectMany(setting => (setting.Choices ?? []).Append(setting.Label))));
        words.Where(word => word is not ("Markdown" or "Liquid") && texts.In(serbian, word) == word).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_template_hidden_in_a_widget_of_a_flow_needs_the_permission_for_templates()
    {
        var admin = await site.PersonAsync("Administrator");
        var name = await Actions.CreateTypeAsync(admin, "Flowing", "", "", Ct);
        var before = await DefinitionsAsync();
        await Actions.SaveAsync(admin, before, before.Type(name)!.With(DefinitionActions.Attached("FlowPart", "FlowPart", 2)), null, Ct);
        var editor = await site.PersonAsync("Editor");
        var item = await site.Get<ItemActions>().NewAsync(editor, name, Ct);
        item.Apply(new TitlePart("Flow"));
        item.Content["FlowPart"] = Json("""{ "Widgets": [ { "ContentItemId": "w", "ContentType": "LiquidWidget", "LiquidPart": { "Liquid": "{{ 1 }}" } }, { "ContentItemId": "h", "ContentType": "HtmlWidget", "HtmlBodyPart": { "Html": "<p onclick='x()'>a</p>" } } ] }""");
        await Should.ThrowAsync<ItemRefusedException>(() => site.Get<ItemActions>().SaveAsync(editor, item, publish: false, Ct));

        var saved = await site.Get<ItemActions>().SaveAsync(admin, item, publish: true, Ct);
        saved.Content["FlowPart"]!["Widgets"]![1]!["HtmlBodyPart"]!["Html"]!.ToString().ShouldBe("<p>a</p>", "what is contained is cleaned as well");
        saved.Apply(new TitlePart("Flow, renamed"));
        await site.Get<ItemActions>().SaveAsync(editor, saved, publish: true, Ct);

        saved = (await site.Get<ContentReader>().GetLatestAsync(saved.ContentItemId, Ct))!;
        saved.Content["FlowPart"]!["Widgets"]!.AsArray().Add(Json("""{ "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "No widget" } }"""));
        (await Should.ThrowAsync<ContentInvalidException>(() => site.Get<ItemActions>().SaveAsync(editor, saved, publish: true, Ct))).Message.ShouldContain("may not hold an item of the type “Article”");
    }

    [Fact]
    public async Task A_new_term_is_added_once_and_only_by_those_who_may()
    {
        var editor = await site.PersonAsync("Editor");
        var taxonomy = new ContentItem { ContentItemId = "tagstaxonomy", ContentType = "Taxonomy" };
        taxonomy.Apply(new TitlePart("Tags"));
        taxonomy.Apply(new TaxonomyPart([], "Topic"));
        await site.Get<Content.Storage.UnitOfWork>().RunAsync(Content.Storage.WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.PublishAsync(taxonomy, ct), Ct);
        var tags = site.Get<NewTags>();
        var added = await tags.AddAsync(editor, taxonomy.ContentItemId, " Cyber ", Ct);
        (await tags.AddAsync(editor, taxonomy.ContentItemId, "cyber", Ct)).ContentItemId.ShouldBe(added.ContentItemId);
        var term = ContainedItems.Terms((await site.Get<ContentReader>().GetPublishedAsync(taxonomy.ContentItemId, Ct))!).ShouldHaveSingleItem();
        term.DisplayText.ShouldBe("Cyber");
        term.Content["TermPart"]!["TaxonomyContentItemId"]!.ToString().ShouldBe(taxonomy.ContentItemId);
        await Should.ThrowAsync<ItemRefusedException>(async () => await tags.AddAsync(await site.PersonAsync("Contributor"), taxonomy.ContentItemId, "Other", Ct));
    }

    async Task<ContentDefinitions> DefinitionsAsync() => await site.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Ct);

    static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
