using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using NetVips;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Recipes;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Moving;

/// <summary>What leaves a site comes into an empty one, and leaves that one as the very same files.</summary>
public sealed class RoundTripTests
{
    static readonly Gen<string> Name = Gen.String[Gen.Char["abcdefghijKLMNOPQRSTuvwxyzčćžшђћ$-_"], 1, 12];
    static readonly Gen<string> Number = One("0", "-0", "1.0", "1.50", "1E3", "-1e-7", "123456789012345678901234567890", "0.1000");
    static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char["abc <>&\"'\\\n\tčžшђ€…"], 0, 30], One("[js: uuid()", "2026-02-03T09:15:00Z", "/media/x.jpg", "😀", "{{ x }}"));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Random_items_of_random_types_leave_as_they_came(DatabaseProvider provider)
    {
        await Gen.Select(Item, Gen.Int[0, 1_000_000]).Array[1, 12].SampleAsync(async items =>
        {
            var recipe = new JsonObject
            {
                ["steps"] = new JsonArray(
                    JsonNode.Parse("""{ "name": "NeverHeardOf", "b": [1.0, { "x": null }], "a": 1E2 }"""),
                    new JsonObject { ["name"] = "content", ["data"] = new JsonArray([.. items.Select((item, index) => Numbered(item.Item1, index))]) }),
            };
            await using var first = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
            var written = Path.Combine(first.DataDirectory, "written.json");
            await File.WriteAllTextAsync(written, recipe.ToJsonString(ContentItemJson.FileOptions), Cancellation);
            await first.Get<ContentImport>().ReadAsync(written, new("u1", "milica"), Cancellation);
            var one = await ExportAsync(first);
            // What nobody here knows is in the file letter by letter: numbers as written, properties in their order.
            var data = JsonNode.Parse(one)!["steps"]!.AsArray().Single(step => step!["name"]!.ToString() == "content")!["data"]!.AsArray();
            foreach (var (sent, received) in recipe["steps"]![1]!["data"]!.AsArray().Zip(data))
                ((JsonObject)received!).First(property => property.Key == "Own").Value!.ToJsonString().ShouldBe(sent!["Own"]!.ToJsonString());

            await using var second = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
            var exported = Path.Combine(second.DataDirectory, "one.json");
            await File.WriteAllTextAsync(exported, one, Cancellation);
            await second.Get<ContentImport>().ReadAsync(exported, new("u2", "petar"), Cancellation);
            (await ExportAsync(second)).ShouldBe(one);
        }, iter: provider == DatabaseProvider.Sqlite ? 12 : 3, threads: 1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_site_with_files_drafts_and_queries_leaves_an_empty_site_as_the_same_files(DatabaseProvider provider)
    {
        await using var first = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await using var second = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        await FillAsync(first);
        await first.Get<ContentImport>().ReadAsync(await DrawingAsync(first), ContentActor.System, Cancellation);
        var one = await ZipAsync(first, "one.zip");
        (await File.ReadAllBytesAsync(await ZipAsync(first, "again.zip"), Cancellation)).ShouldBe(await File.ReadAllBytesAsync(one, Cancellation));

        await second.Get<ContentImport>().ReadAsync(one, new("u2", "petar"), Cancellation);
        var two = await ZipAsync(second, "two.zip");
        (await EntriesAsync(two)).ShouldBe(await EntriesAsync(one));
        (await EntriesAsync(one)).Select(entry => entry.Name).ShouldBe(["Recipe.json", "media/a b.txt", "media/drawing.svg", "media/maps/serbia.txt"]);
        await using (var file = File.OpenRead(second.Get<MediaStore>().Locate("maps/serbia.txt")!))
            file.Length.ShouldBe(7);
        (await EntriesAsync(one))[2].Text.ShouldNotContain("script");
        var redirect = await second.Get<RedirectReader>().FindAsync("old/place", Cancellation);
        redirect.ShouldNotBeNull();
        await using (var db = await second.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
            (await db.Set<MediaDetailRecord>().SingleAsync(Cancellation)).AltText.ShouldBe("A river");
        (await second.Get<ContentReader>().GetPublishedAsync("page", Cancellation))!.DisplayText.ShouldBe("Page");
        (await second.Get<ContentReader>().GetLatestAsync("page", Cancellation))!.DisplayText.ShouldBe("Page, redrafted");
    }

    [Fact]
    public async Task The_items_of_a_type_leave_with_the_files_that_they_show()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        await FillAsync(database);
        var folder = Path.Combine(database.DataDirectory, "export");
        var report = await database.Get<SiteExport>().WriteAsync(new ExportFolder(folder), ExportRequest.OfTypes(["Note"]), null, Cancellation);
        (report.Items, report.Files).ShouldBe((1, 1));
        report.Notes.ShouldHaveSingleItem().ShouldContain("gone.jpg");
        File.Exists(Path.Combine(folder, "media", "a b.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task Pictures_of_a_recipe_lose_what_they_carry_and_moved_files_stay_found_where_the_site_moves()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        using var photo = Image.Black(8, 8).Colourspace(Enums.Interpretation.Srgb).Mutate(told => told.Set(GValue.GStrType, "exif-ifd0-Artist", "somebody at home"));
        var path = Path.Combine(database.DataDirectory, "pictures.recipe.json");
        await File.WriteAllTextAsync(path, $$"""
            { "steps": [
              { "name": "media", "Files": [ { "TargetPath": "a/photo.jpg", "Base64": "{{Convert.ToBase64String(photo.JpegsaveBuffer())}}", "AltText": "A river" },
                { "TargetPath": "run.exe", "Base64": "TVo=" } ] },
              { "name": "content", "data": [ { "ContentItemId": "page", "ContentType": "Page", "DisplayText": "Page", "Latest": true, "Published": true, "Page": { "Image": { "Paths": [ "a/photo.jpg" ] } } } ] } ] }
            """, Cancellation);
        var report = await database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation);
        report.Notes.ShouldContain(note => note.Contains("run.exe", StringComparison.Ordinal));
        var store = database.Get<MediaStore>();
        (await File.ReadAllTextAsync(store.Locate("a/photo.jpg")!, Encoding.Latin1, Cancellation)).ShouldNotContain("somebody at home");
        await database.Get<MediaWriter>().MoveAsync("a/photo.jpg", "b/river.jpg", ContentActor.System, Cancellation);

        await using var empty = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var zip = await ZipAsync(database, "site.zip");
        await empty.Get<ContentImport>().ReadAsync(zip, ContentActor.System, Cancellation);
        (await empty.Get<MediaLibrary>().FindAsync("a/photo.jpg", Cancellation))!.Path.ShouldBe("b/river.jpg");
        (await empty.Get<MediaLibrary>().DetailsAsync("b/river.jpg", Cancellation))!.AltText.ShouldBe("A river");
        (await EntriesAsync(await ZipAsync(empty, "again.zip"))).ShouldBe(await EntriesAsync(zip));

        // A part of the site brings the file where it stands today, and the move.
        var part = Path.Combine(database.DataDirectory, "part");
        await using (var target = new ExportFolder(part))
            (await database.Get<SiteExport>().WriteAsync(target, ExportRequest.OfTypes(["Page"]), null, Cancellation)).Notes.ShouldBeEmpty();
        File.Exists(Path.Combine(part, "media", "b", "river.jpg")).ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(part, SiteExport.RecipeFile), Cancellation)).ShouldContain("\"a/photo.jpg\": \"b/river.jpg\"");
    }

    [Fact]
    public async Task People_move_with_their_roles_and_without_anything_secret()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = Path.Combine(database.DataDirectory, "people.recipe.json");
        await File.WriteAllTextAsync(path, """
            { "steps": [
              { "name": "Roles", "Roles": [ { "Name": "Editor", "Permissions": [ "EditContent" ] } ] },
              { "name": "Users", "Users": [
                { "UserName": "milica", "UserId": "4h5xkr2p6w7y8z9a0b1c2d3e4f", "Id": 12, "Email": "milica@example.org", "EmailConfirmed": true, "IsEnabled": true, "PasswordHash": "AQAAAAIAAYagAAAA", "SecurityStamp": "STAMP", "ResetToken": "RESET", "NormalizedEmail": "MILICA@EXAMPLE.ORG", "RoleNames": [ "Editor", "Poet" ] },
                { "UserName": "left", "Email": "left@example.org", "IsEnabled": false, "RoleNames": [] },
                { "UserName": "again", "Email": "Milica@example.org" },
                { "UserName": "nobody", "Email": "no address" } ] } ] }
            """, Cancellation);
        var report = await database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation);
        report.Skipped.ShouldBeEmpty();
        foreach (var told in new[] { "2 people were taken over without passwords", "the role “Poet”, which does not exist here", "Milica@example.org is known here already", "“nobody” was skipped" })
            report.Notes.ShouldContain(note => note.Contains(told, StringComparison.Ordinal));
        await using (var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
        {
            var milica = await db.Users.SingleAsync(user => user.NormalizedUserName == "MILICA", Cancellation);
            (milica.Id, milica.PasswordHash, milica.SecurityStamp == "STAMP", milica.LockoutEnd).ShouldBe(("4h5xkr2p6w7y8z9a0b1c2d3e4f", null, false, null));
            (await db.Users.SingleAsync(user => user.NormalizedUserName == "LEFT", Cancellation)).LockoutEnd.ShouldBe(DateTimeOffset.MaxValue);
        }

        (await ExportAsync(database)).ShouldNotContain("milica");
        var first = await PeopleAsync(database);
        first.ShouldContain("milica@example.org");
        foreach (var secret in new[] { "Password", "Stamp", "Reset" })
            first.ShouldNotContain(secret);
        await using var empty = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var moved = Path.Combine(empty.DataDirectory, "moved.recipe.json");
        await File.WriteAllTextAsync(moved, first, Cancellation);
        await empty.Get<ContentImport>().ReadAsync(moved, ContentActor.System, Cancellation);
        (await PeopleAsync(empty)).ShouldBe(first);

        static async Task<string> PeopleAsync(TestDatabase database)
        {
            var folder = Path.Combine(database.DataDirectory, "people-" + Guid.NewGuid().ToString("N"));
            await using var target = new ExportFolder(folder);
            await database.Get<SiteExport>().WriteAsync(target, ExportRequest.Site.WithPeople(), null, Cancellation);
            return await File.ReadAllTextAsync(Path.Combine(folder, SiteExport.RecipeFile), Cancellation);
        }
    }

    [Theory]
    [InlineData("photo.jpg", "%PDF-1.7 rest")]
    [InlineData("photo.jpg", "<html><script>alert(1)</script></html>")]
    [InlineData("notes.txt", "%PDF-1.7 rest")]
    public async Task A_file_of_a_recipe_that_is_not_what_its_name_says_is_refused(string name, string content)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = Path.Combine(database.DataDirectory, "wrong.recipe.json");
        await File.WriteAllTextAsync(path, $$"""{ "steps": [ { "name": "media", "Files": [ { "TargetPath": "{{name}}", "Base64": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(content))}}" } ] } ] }""", Cancellation);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain($"File 1: “{name}”");
        database.Get<MediaStore>().Find(name).ShouldBeNull();
    }

    [Fact]
    public async Task An_export_looks_as_it_did_before()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        await FillAsync(database);
        var golden = Path.Combine(Testing.Repository.Root, "tests", "Portal.Content.Tests", "Moving", "golden", "Recipe.json");
        (await ExportAsync(database)).ShouldBe(await File.ReadAllTextAsync(golden, Cancellation));
    }

    static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    static Gen<JsonObject> Item => Gen.Select(Name, Text, Gen.Bool, Gen.Bool, Node(4)).Select((type, title, published, owned, node) =>
    {
        var item = new JsonObject
        {
            ["ContentType"] = "Type" + type,
            ["DisplayText"] = title.Trim(),
            ["Latest"] = true,
            ["Published"] = published,
            ["ModifiedUtc"] = "2026-02-03T09:15:00.1234567Z",
            ["PublishedUtc"] = published ? "2026-02-03T10:20:00+01:00" : null,
            ["CreatedUtc"] = "2026-02-03T09:00:00Z",
        };
        if (owned)
            item["Owner"] = null;
        item["Own"] = node;
        return item;
    });

    static JsonObject Numbered(JsonObject item, int index)
    {
        var numbered = new JsonObject { ["ContentItemId"] = "item" + index.ToString(CultureInfo.InvariantCulture), ["ContentItemVersionId"] = "version" + index.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in item)
            numbered[name] = value?.DeepClone();
        return numbered;
    }

    static Gen<JsonNode?> Node(int depth) => depth == 0
        ? Gen.OneOf(Text.Select(text => (JsonNode?)JsonValue.Create(text)), Number.Select(number => JsonNode.Parse(number)), Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)))
        : Gen.OneOf(
            Gen.Select(Name, Node(depth - 1)).Array[0, 4].Select(properties => (JsonNode?)new JsonObject(properties.DistinctBy(property => property.Item1).Select(property => KeyValuePair.Create(property.Item1, property.Item2?.DeepClone())))),
            Node(depth - 1).Array[0, 3].Select(list => (JsonNode?)new JsonArray([.. list.Select(one => one?.DeepClone())])),
            Node(0));

    static async Task FillAsync(TestDatabase database)
    {
        var folder = Directory.CreateDirectory(Path.Combine(database.DataDirectory, "recipe")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "map.txt"), "a map..", Cancellation);
        var path = Path.Combine(folder, "site.recipe.json");
        await File.WriteAllTextAsync(path, """
            { "name": "Site", "steps": [
              { "name": "settings", "SiteName": "Sajt", "LayerSettings": { "Zones": ["Footer"] } },
              { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Note", "ContentTypePartDefinitionRecords": [] }, { "Name": "Album", "Settings": { "Own": { "x": 1.50 } }, "ContentTypePartDefinitionRecords": [] } ] },
              { "name": "Roles", "Roles": [ { "Name": "Reader", "Permissions": ["ViewContent", "AccessContentApi"] } ] },
              { "name": "Queries", "Queries": [ { "Source": "Sql", "Name": "Z", "Template": "select 1" }, { "Source": "Lucene", "Name": "A", "Template": "{}" } ] },
              { "name": "WorkflowType", "data": [ { "WorkflowTypeId": "w1", "Name": "One", "X": 1.0 } ] },
              { "name": "media", "Files": [ { "TargetPath": "maps/serbia.txt", "SourcePath": "map.txt" }, { "TargetPath": "/a b.txt", "Base64": "YQ==" } ] },
              { "name": "content", "data": [
                { "ContentItemId": "page", "ContentItemVersionId": "page1", "ContentType": "Page", "DisplayText": "Page", "Published": true, "ModifiedUtc": "2026-01-02T00:00:00Z", "PublishedUtc": "2026-01-02T00:00:00Z", "CreatedUtc": "2026-01-01T00:00:00Z", "Owner": null, "Author": "milica", "AutoroutePart": { "Path": "page" }, "$own": [1.0, null, "Вучић"] },
                { "ContentItemId": "page", "ContentItemVersionId": "page2", "ContentType": "Page", "DisplayText": "Page, redrafted", "Latest": true, "ModifiedUtc": "2026-01-03T00:00:00Z", "PublishedUtc": "2026-01-02T00:00:00Z", "CreatedUtc": "2026-01-01T00:00:00Z", "Owner": "u9", "Author": "petar", "AutoroutePart": { "Path": "page" } },
                { "ContentItemId": "note", "ContentItemVersionId": "note1", "ContentType": "Note", "DisplayText": "Note", "Latest": true, "Published": true, "ModifiedUtc": "2026-01-02T00:00:00Z", "PublishedUtc": "2026-01-02T00:00:00Z", "CreatedUtc": "2026-01-01T00:00:00Z", "Author": "milica",
                  "HtmlBodyPart": { "Html": "<a href=\"/media/a%20b.txt\">A</a> <img src='https://other.example/media/c.jpg'>" }, "Note": { "Picture": { "Paths": ["gone.jpg"], "$type": "x" } } } ] } ] }
            """, Cancellation);
        await database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation);
    }

    static async Task<string> DrawingAsync(TestDatabase database)
    {
        var path = Path.Combine(database.DataDirectory, "drawing.recipe.json");
        var drawing = Convert.ToBase64String("""<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="alert(1)"><script>alert(1)</script><path d="M0 0h8"/></svg>"""u8);
        await File.WriteAllTextAsync(path, $$"""
            { "steps": [
              { "name": "media", "Files": [ { "TargetPath": "drawing.svg", "Base64": "{{drawing}}", "AltText": "A river", "Anchor": { "X": 0.25, "Y": 0.5 } } ] },
              { "name": "MediaProfiles", "MediaProfiles": { "small": { "Hint": "", "Width": 240, "Height": 240, "Mode": 2, "Format": 0, "Quality": 100, "Unheard": 1.50 } } },
              { "name": "Redirects", "Redirects": [ { "Path": "old/place", "ContentItemId": "page", "CreatedUtc": "2026-01-01T00:00:00Z" }, { "Path": "elsewhere", "Url": "https://example.org/" , "CreatedUtc": "2026-01-01T00:00:00Z" } ] } ] }
            """, Cancellation);
        return path;
    }

    static async Task<string> ZipAsync(TestDatabase database, string name)
    {
        var path = Path.Combine(database.DataDirectory, name);
        await using var file = File.Create(path);
        await using var zip = new ExportZip(file);
        await database.Get<SiteExport>().WriteAsync(zip, ExportRequest.Site, null, Cancellation);
        return path;
    }

    static async Task<IReadOnlyList<(string Name, string Text)>> EntriesAsync(string path)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, Cancellation);
        var entries = new List<(string, string)>();
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(await entry.OpenAsync(Cancellation));
            entries.Add((entry.FullName, await text.ReadToEndAsync(Cancellation)));
        }
        return entries;
    }

    static async Task<string> ExportAsync(TestDatabase database)
    {
        var folder = Path.Combine(database.DataDirectory, "export-" + Guid.NewGuid().ToString("N"));
        await using var target = new ExportFolder(folder);
        await database.Get<SiteExport>().WriteAsync(target, ExportRequest.Site, null, Cancellation);
        return await File.ReadAllTextAsync(Path.Combine(folder, SiteExport.RecipeFile), Cancellation);
    }
}
