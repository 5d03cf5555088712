using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests;

public sealed class RecipeTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_recipe_stores_what_it_says_and_changes_nothing_when_run_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var recipe = Read("""
            { "name": "Small", "variables": { "word": "[js: 'di' + base64('Z2l0YWw=')]" }, // a comment
              "steps": [
                { "name": "Settings", "SiteName": "[js: variables('word')]" },
                { "name": "contentdefinition", "ContentTypes": [ { "Name": "Page", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" } ] } ] },
                { "name": "content", "Data": [ { "ContentItemId": "about", "ContentType": "Page", "DisplayText": "About us", "Latest": true, "Published": true, "TitlePart": { "Title": "About us" } } ] },
                { "name": "WorkflowType", "data": [] },
              ], }
            """);
        var runner = database.Get<RecipeRunner>();
        var report = await runner.RunAsync(recipe, ContentActor.System, Cancellation);
        report.Steps.ShouldBe(3);
        report.Notes.ShouldHaveSingleItem().ShouldContain("WorkflowType");
        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).SiteName.ShouldBe("digital");
        (await database.Get<ContentReader>().FindByRouteAsync("about-us", Cancellation)).ShouldNotBeNull();

        // The table itself: what readers see of it on PostgreSQL depends on transactions of other tests.
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var rows = await db.Journal.CountAsync(Cancellation);
        await runner.RunAsync(recipe, ContentActor.System, Cancellation);
        (await db.Journal.CountAsync(Cancellation)).ShouldBe(rows);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_recipe_that_fails_leaves_the_site_as_it_was_and_says_where_it_failed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var recipe = Read("""
            { "name": "Broken", "steps": [
                { "name": "settings", "SiteName": "Changed" },
                { "name": "content", "data": [ { "ContentItemId": "a", "ContentType": "Page", "Latest": true }, { "DisplayText": "no type" } ] } ] }
            """);
        var exception = await Should.ThrowAsync<RecipeException>(database.Get<RecipeRunner>().RunAsync(recipe, ContentActor.System, Cancellation));
        exception.Message.ShouldContain("content");
        exception.Message.ShouldContain("item 2 of 2");
        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).SiteName.ShouldBe("Portal");
        (await database.Get<ContentReader>().GetLatestAsync("a", Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData("[js: variables('self')]", "refers to itself")]
    [InlineData("[js: variables('none')]", "no variable none")]
    [InlineData("[js: System.IO.File.ReadAllText('/etc/passwd')]", null)]
    [InlineData("[js: while (true) { }]", "cannot be evaluated")]
    [InlineData("[js: uuid()", null)]
    [InlineData("[js: uuid() uuid()]", "cannot be evaluated")]
    public async Task An_expression_that_cannot_be_evaluated_is_named(string expression, string? message)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var json = new JsonObject
        {
            ["variables"] = new JsonObject { ["self"] = "[js: variables('self')]" },
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "settings", ["SiteName"] = expression }),
        };
        var run = database.Get<RecipeRunner>().RunAsync(Recipe.Read(json, database.DataDirectory), ContentActor.System, Cancellation);
        if (message is null)
            (await run).Notes.ShouldBe(expression.Contains("System", StringComparison.Ordinal) ? ["The expression " + expression + " is left empty: System is not defined here."] : []);
        else
            (await Should.ThrowAsync<RecipeException>(run)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("missing.txt")]
    public async Task A_file_that_is_not_beside_the_recipe_is_reported_and_left_empty(string path)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(database.DataDirectory, "recipe")).FullName;
        await File.WriteAllTextAsync(Path.Combine(database.DataDirectory, "outside.txt"), "secret", Cancellation);
        var json = new JsonObject { ["steps"] = new JsonArray(new JsonObject { ["name"] = "settings", ["Footer"] = $"[file: text('{path}')]" }) };
        var report = await database.Get<RecipeRunner>().RunAsync(Recipe.Read(json, folder), ContentActor.System, Cancellation);
        report.Notes.ShouldHaveSingleItem().ShouldContain(path);
        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).Text("Footer").ShouldBe("");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_exported_comes_in_elsewhere_and_goes_out_again_the_same(DatabaseProvider provider)
    {
        await using var first = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await first.Get<RecipeRunner>().RunAsync(Read("""
            { "steps": [ { "name": "content", "data": [
                { "ContentItemId": "a", "ContentType": "Page", "DisplayText": "Вучић", "Latest": true, "Published": true, "TitlePart": { "Title": "Вучић" }, "GeoPart": { "Point": [44.8, 20.46] } },
                { "ContentItemId": "b", "ContentType": "Page", "Latest": true, "TitlePart": { "Title": "A draft" } } ] } ] }
            """), new("u1", "milica"), Cancellation);
        var before = await ExportAsync(first, "before.json");

        await using var second = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await second.Get<ContentImport>().ReadAsync(before, ContentActor.System, Cancellation);
        var after = await ExportAsync(second, "after.json");
        (await File.ReadAllTextAsync(after, Cancellation)).ShouldBe(await File.ReadAllTextAsync(before, Cancellation));
        (await File.ReadAllTextAsync(after, Cancellation)).ShouldContain("\"Point\"");
    }

    [Fact]
    public async Task Orchard_Cores_own_recipes_are_read()
    {
        var folder = Repository.Corpus("orchard");
        foreach (var file in Directory.EnumerateFiles(folder, "*.recipe.json"))
        {
            await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
            var recipe = await Recipe.ReadAsync(file, Cancellation);
            await database.Get<RecipeRunner>().RunAsync(recipe, ContentActor.System, Cancellation);
            await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            var said = recipe.Steps.Sum(step => step.ItemCount);
            (await db.ContentItems.CountAsync(Cancellation)).ShouldBe(said, file);
            (await database.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Cancellation)).ContentTypes.ShouldNotBeEmpty(file);
        }
    }

    static async Task<string> ExportAsync(TestDatabase database, string name)
    {
        var path = Path.Combine(database.DataDirectory, name);
        await using var file = File.Create(path);
        await database.Get<ContentExport>().WriteAsync(file, new([], []), Cancellation);
        return path;
    }

    static Recipe Read(string json) => Recipe.Read((JsonObject)JsonNode.Parse(json, documentOptions: ContentItemJson.ReadOptions)!, null);
}
