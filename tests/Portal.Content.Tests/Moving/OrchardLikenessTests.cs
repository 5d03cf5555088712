using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Moving;

/// <summary>Recipes of the kind that Orchard Core publishes: what we have is made, what we don't have is named and kept.</summary>
public sealed class OrchardLikenessTests
{
    const string Journal = """
        // A site of an institute, as a theme of Orchard Core would bring it.
        { "name": "Journal", "displayName": "Journal", "issetuprecipe": true, "categories": ["default"],
          "variables": { "list": "[js:uuid()]", "first": "[js: uuid()]", "topics": "[js:uuid()]", "now": "[js: new Date(0).toISOString()]", "admin": "[js: configuration('OrchardCore_Admin:AdminUrlPrefix', 'Admin') + '/Edit']" },
          "steps": [
            { "name": "feature", "enable": ["OrchardCore.Menu", "OrchardCore.Taxonomies", "OrchardCore.Lists", "OrchardCore.Workflows", "OrchardCore.Contents", "SafeMode"] },
            { "name": "Settings", "HomeRoute": { "Action": "Display", "Controller": "Item", "Area": "OrchardCore.Contents", "ContentItemId": "[js: variables('list')]" },
              "LayerSettings": { "Zones": ["Content", "Footer"] }, "AdminPath": "[js: variables('admin')]" },
            { "name": "ContentDefinition",
              "ContentTypes": [
                { "Name": "Journal", "DisplayName": "Journal", "Settings": { "ContentTypeSettings": { "Creatable": true, "Versionable": true } },
                  "ContentTypePartDefinitionRecords": [
                    { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} },
                    { "PartName": "ListPart", "Name": "ListPart", "Settings": { "ListPartSettings": { "PageSize": 10, "ContainedContentTypes": ["Essay"] } } },
                    { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "{{ Model.ContentItem | display_text | slugify }}" } } } ] },
                { "Name": "Essay", "DisplayName": "Essay", "Settings": { "ContentTypeSettings": { "Creatable": true, "Versionable": true } },
                  "ContentTypePartDefinitionRecords": [
                    { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "MarkdownBodyPart", "Name": "MarkdownBodyPart", "Settings": {} }, { "PartName": "Essay", "Name": "Essay", "Settings": {} },
                    { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "{{ Model.ContentItem | container | display_text | slugify }}/{{ Model.ContentItem | display_text | slugify }}" } } } ] },
                { "Name": "Contact", "Settings": { "ContentTypeSettings": { "Stereotype": "CustomSettings" } }, "ContentTypePartDefinitionRecords": [] } ],
              "ContentParts": [ { "Name": "Essay", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                { "FieldName": "TaxonomyField", "Name": "Tags", "Settings": { "TaxonomyFieldSettings": { "TaxonomyContentItemId": "[js: variables('topics')]" } } } ] } ] },
            { "name": "lucene-index", "Indices": [ { "Search": { "AnalyzerName": "standardanalyzer", "IndexLatest": false, "IndexedContentTypes": ["Essay"] } } ] },
            { "name": "lucene-index-rebuild", "includeAll": true },
            { "name": "Content", "data": [
              { "ContentItemId": "[js: variables('list')]", "ContentType": "Journal", "DisplayText": "Journal", "Latest": true, "Published": true, "Owner": "[js: parameters('AdminUserId')]", "Author": "[js: parameters('AdminUsername')]",
                "CreatedUtc": "[js: variables('now')]", "TitlePart": { "Title": "Journal" }, "AutoroutePart": { "Path": "", "SetHomepage": true }, "ListPart": {}, "AliasPart": { "Alias": "journal" } },
              { "ContentItemId": "[js: variables('topics')]", "ContentType": "Taxonomy", "DisplayText": "Tags", "Latest": true, "Published": true, "TitlePart": { "Title": "Tags" }, "AutoroutePart": { "Path": "tags", "RouteContainedItems": true },
                "TaxonomyPart": { "TermContentType": "Tag", "Terms": [ { "ContentItemId": "tagearth", "ContentType": "Tag", "DisplayText": "Earth", "TitlePart": { "Title": "Earth" }, "TermPart": { "TaxonomyContentItemId": "[js: variables('topics')]" } } ] } },
              { "ContentItemId": "[js: variables('first')]", "ContentType": "Essay", "DisplayText": "On borders", "Latest": true, "Published": true, "TitlePart": { "Title": "On borders" }, "MarkdownBodyPart": { "Markdown": "Text" },
                "ContainedPart": { "ListContentItemId": "[js: variables('list')]", "Order": 0 }, "Essay": { "Tags": { "TaxonomyContentItemId": "[js: variables('topics')]", "TermContentItemIds": ["tagearth"], "TagNames": ["Earth"] } } },
              { "ContentItemId": "mainmenu", "ContentType": "Menu", "DisplayText": "Main", "Latest": true, "Published": true, "AliasPart": { "Alias": "main-menu" },
                "MenuItemsListPart": { "MenuItems": [ { "ContentItemId": "[js:uuid()]", "ContentType": "LinkMenuItem", "DisplayText": "Home", "LinkMenuItemPart": { "Url": "~/" } } ] } } ] },
            { "name": "Roles", "Roles": [ { "Name": "Anonymous", "Description": "Everybody", "Permissions": ["QueryLuceneSearchIndex"], "PermissionBehavior": "Add" } ] },
            { "name": "Queries", "Queries": [
              { "Source": "Lucene", "Name": "Recent", "Index": "Search", "ReturnContentItems": true, "Schema": "{}",
                "Template": "{ \"query\": { \"term\": { \"Content.ContentItem.ContentType\": \"{{ type | default: 'Essay' }}\" } }, \"sort\": { \"Content.ContentItem.CreatedUtc\": { \"order\": \"desc\", \"type\": \"double\" } }, \"size\": 3 }" },
              { "Source": "Lucene", "Name": "OfList", "Template": "{ \"query\": { \"bool\": { \"filter\": [ { \"term\": { \"Content.ContentItem.ContainedPart.ListContentItemId\": \"{{ list }}\" } } ] } } }" },
              { "Source": "Sql", "Name": "All", "Template": "select ContentItemId from ContentItemIndex" } ] },
            { "name": "custom-settings", "Contact": { "ContentType": "Contact", "Contact": { "Phone": { "Text": "011" } } } },
            { "name": "AdminMenu", "data": [ { "Id": "m1", "Name": "Site", "Enabled": true, "MenuItems": [ { "$type": "OrchardCore.AdminMenu.AdminNodes.LinkAdminNode, OrchardCore.AdminMenu", "LinkText": "Journal", "Position": "1.50" } ] } ] },
            { "name": "deployment", "Plans": [ { "Name": "Essays", "Steps": [ { "Type": "ContentType", "Step": { "ContentTypes": ["Essay"] } }, { "Type": "AllWorkflowType", "Step": {} } ] } ] },
            { "name": "Sitemaps", "data": [] },
            { "name": "NeverHeardOf", "Anything": [1.0, 2.50] }
          ] }
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_we_have_is_made_as_it_would_be_there(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var report = await RunAsync(database, Journal);
        report.Items.ShouldBe(4);

        var (reader, documents) = (database.Get<ContentReader>(), database.Get<SiteDocuments>());
        var list = (await reader.FindByRouteAsync("journal", Cancellation))!.Item;
        var settings = await documents.GetAsync<SiteSettings>(Cancellation);
        settings.Section("HomeRoute")!["ContentItemId"]!.ToString().ShouldBe(list.ContentItemId);
        settings.Text("AdminPath").ShouldBe("Admin/Edit");
        settings.Section("Contact")!["Contact"]!["Phone"]!["Text"]!.ToString().ShouldBe("011");
        (list.Owner, list.Author).ShouldBe(("u1", "milica"));
        list.CreatedUtc.ShouldBe(DateTime.UnixEpoch);

        var essay = (await reader.FindByRouteAsync("journal/on-borders", Cancellation))!.Item;
        essay.Content["ContainedPart"]!["ListContentItemId"]!.ToString().ShouldBe(list.ContentItemId);
        var tag = (await reader.FindByRouteAsync("tags/earth", Cancellation))!.Contained!;
        (await reader.ListPublishedAsync(new() { Types = ["Essay"], Keys = ["term:" + tag.ContentItemId] }, Cancellation)).Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(essay.ContentItemId);
        ContainedItems.MenuItems((await reader.FindByAliasAsync("main-menu", Cancellation))!).ShouldHaveSingleItem().As<LinkMenuItemPart>()!.Url.ShouldBe("~/");
        var definitions = await documents.GetAsync<ContentDefinitions>(Cancellation);
        definitions.Fields("ContentMenuItem").ShouldContain(field => field.Part == "ContentMenuItemPart" && field.Field.Name == "SelectedContentItem");
        definitions.Type("Menu").ShouldNotBeNull("The feature brings it.").Parts.ShouldContain(part => part.PartName == "MenuItemsListPart");
        definitions.Part("Essay")!.Fields[0].Setting("TaxonomyFieldSettings")!["TaxonomyContentItemId"]!.ToString().ShouldBe(tag.Content["TermPart"]!["TaxonomyContentItemId"]!.ToString());
        (await database.Get<QueryRun>().RunAsync("recent", [], Cancellation))!.Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(essay.ContentItemId);
        (await database.Get<QueryRun>().RunAsync("recent", new() { ["type"] = "Journal" }, Cancellation))!.Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(list.ContentItemId);
        (await database.Get<QueryRun>().RunAsync("OfList", new() { ["list"] = list.ContentItemId }, Cancellation))!.Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(essay.ContentItemId);
        (await database.Get<QueryRun>().RunAsync("All", [], Cancellation))!.Problem.ShouldNotBeNull().ShouldContain("SQL");
    }

    [Fact]
    public async Task What_we_do_not_have_is_named_with_what_is_lost_and_leaves_again_as_it_came()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var report = await RunAsync(database, Journal);
        report.Skipped.Select(step => (step.Name, step.Kept)).ShouldBe([("lucene-index", true), ("lucene-index-rebuild", false), ("AdminMenu", true), ("Sitemaps", true), ("NeverHeardOf", true)]);
        report.Skipped.ShouldAllBe(step => step.Lost.EndsWith('.'));
        report.Notes.ShouldContain(note => note.Contains("OrchardCore.Workflows", StringComparison.Ordinal));

        var folder = Path.Combine(database.DataDirectory, "export");
        await database.Get<SiteExport>().WriteAsync(new ExportFolder(folder), ExportRequest.Site, null, Cancellation);
        var text = await File.ReadAllTextAsync(Path.Combine(folder, SiteExport.RecipeFile), Cancellation);
        var steps = JsonNode.Parse(text)!["steps"]!.AsArray().ToLookup(step => step!["name"]!.ToString(), StringComparer.OrdinalIgnoreCase);
        steps["AdminMenu"].ShouldHaveSingleItem()!["data"]![0]!["MenuItems"]![0]!.ToJsonString().ShouldBe(
            """{"$type":"OrchardCore.AdminMenu.AdminNodes.LinkAdminNode, OrchardCore.AdminMenu","LinkText":"Journal","Position":"1.50"}""");
        steps["NeverHeardOf"].ShouldHaveSingleItem()!["Anything"]!.ToJsonString().ShouldBe("[1.0,2.50]");
        steps["custom-settings"].ShouldHaveSingleItem()!["Contact"].ShouldNotBeNull();
        steps["settings"].ShouldHaveSingleItem()!["Contact"].ShouldBeNull();
    }

    [Fact]
    public async Task A_deployment_plan_says_what_is_exported()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        await RunAsync(database, Journal);
        var plan = (await database.Get<SiteDocuments>().GetAsync<DeploymentPlans>(Cancellation)).Find("essays")!;
        var folder = Path.Combine(database.DataDirectory, "export");
        var report = await database.Get<SiteExport>().WriteAsync(new ExportFolder(folder), ExportRequest.Of(plan), null, Cancellation);
        report.Items.ShouldBe(1);
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, SiteExport.RecipeFile), Cancellation))!;
        recipe["steps"]!.AsArray().Select(step => step!["name"]!.ToString()).ShouldBe(["content"]);
        recipe["steps"]![0]!["data"]![0]!["ContentType"]!.ToString().ShouldBe("Essay");
    }

    [Fact]
    public async Task A_recipe_runs_others_by_their_names()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(database.DataDirectory, "recipes")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "other.recipe.json"), """{ "name": "Other", "steps": [ { "name": "settings", "SiteName": "From the other" } ] }""", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "endless.recipe.json"), """{ "name": "Endless", "steps": [ { "name": "recipes", "Values": [ { "name": "Endless" } ] } ] }""", Cancellation);
        var report = await RunAsync(database, """{ "steps": [ { "name": "recipes", "Values": [ { "executionid": "x", "name": "other" }, { "executionid": "x", "name": "Nowhere" } ] } ] }""", folder);
        report.Notes.ShouldHaveSingleItem().ShouldContain("Nowhere");
        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).SiteName.ShouldBe("From the other");
        (await Should.ThrowAsync<RecipeException>(RunAsync(database, """{ "steps": [ { "name": "recipes", "Values": [ { "name": "Endless" } ] } ] }""", folder))).Message.ShouldContain("without end");
    }

    static Task<RecipeReport> RunAsync(TestDatabase database, string json, string? folder = null) => database.Get<RecipeRunner>()
        .RunAsync(Recipe.Read((JsonObject)JsonNode.Parse(json, documentOptions: ContentItemJson.ReadOptions)!, folder), new("u1", "milica"), Cancellation);
}
