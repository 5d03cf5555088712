using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Moving;

/// <summary>Broken and hostile recipes are refused with a message that says where, and nothing of them stays behind.</summary>
public sealed class HostileRecipeTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "no valid JSON")]
    [InlineData("not a recipe", "no valid JSON")]
    [InlineData("{ \"steps\": [\n { \"name\": \"settings\", }\n } ] }", "LineNumber: 2")]
    [InlineData("\"text\"", "no list of steps|neither|no JSON object")]
    [InlineData("{ \"steps\": {} }", "no list of steps")]
    [InlineData("{ \"steps\": [ { \"name\": \"settings\" }, 5 ] }", "Step 2")]
    [InlineData("{ \"steps\": [ { \"Name\": 7 } ] }", "Step 1 of the recipe has no name")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": { } } ] }", "number 1 of 1")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ 5 ] } ] }", "Content item 1 of 1")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"TitlePart\": [] } ] } ] }", "TitlePart")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"HtmlBodyPart\": { \"Html\": { } } } ] } ] }", "HtmlBodyPart.Html")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"Flow\": { \"ContentItems\": [ { \"ContentType\": \"A\", \"TitlePart\": { \"Title\": 5 } } ] } } ] } ] }", "Flow.ContentItems[0].TitlePart.Title")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"DisplayText\": \"a\\ud800\" } ] } ] }", "Content item 1 of 1")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"DisplayText\": \"a\\u0000\" } ] } ] }", "U+0000")]
    [InlineData("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentItemId\": \"far-too-long-for-an-identifier\", \"ContentType\": \"Page\" } ] } ] }", "26 characters")]
    [InlineData("{ \"steps\": [ { \"name\": \"media\", \"Files\": [ { \"TargetPath\": \"../outside.txt\", \"Base64\": \"YQ==\" } ] } ] }", "../outside.txt")]
    [InlineData("{ \"steps\": [ { \"name\": \"media\", \"Files\": [ { \"TargetPath\": \"a.txt\", \"Base64\": \"%\" } ] } ] }", "File 1")]
    [InlineData("{ \"steps\": [ { \"name\": \"ContentDefinition\", \"ContentTypes\": 5 } ] }", "ContentTypes")]
    [InlineData("{ \"steps\": [ { \"name\": \"settings\", \"A\": \"[js: let a = ['x']; while (true) { a = a.concat(a); }]\" } ] }", "cannot be evaluated")]
    [InlineData("{ \"steps\": [ { \"name\": \"settings\", \"A\": \"[js: function f() { return f(); } f()]\" } ] }", "cannot be evaluated")]
    [InlineData("{ \"steps\": [ { \"name\": \"settings\", \"A\": \"[js: gzip('AAAA')]\" } ] }", "settings")]
    public async Task A_broken_recipe_is_refused_and_says_where(string text, string where)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = Path.Combine(database.DataDirectory, "bad.recipe.json");
        await File.WriteAllTextAsync(path, text, Cancellation);
        var exception = await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation));
        where.Split('|').ShouldContain(part => exception.Message.Contains(part, StringComparison.Ordinal), exception.Message);
        await NothingAsync(database);
    }

    [Fact]
    public async Task JSON_nested_ten_thousand_deep_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = Path.Combine(database.DataDirectory, "deep.recipe.json");
        await File.WriteAllTextAsync(path, "{ \"steps\": [ { \"name\": \"settings\", \"A\": " + new string('[', 10_000) + new string(']', 10_000) + " } ] }", Cancellation);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("no valid JSON");
    }

    [Fact]
    public async Task A_file_of_200_MB_that_is_one_text_or_one_item_is_refused_in_little_memory()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = Path.Combine(database.DataDirectory, "large.recipe.json");
        await WriteAsync("{ \"steps\": [ { \"name\": \"settings\", \"A\": \"", "\" } ] }", Encoding.UTF8.GetBytes(new string('a', 1024 * 1024)), 200);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("longer than 64 MB");

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await WriteAsync("{ \"steps\": [ { \"name\": \"content\", \"data\": [ { \"ContentType\": \"Page\", \"A\": [", "0] } ] } ] }", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1234567,", 128 * 1024))), 80);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("Content item 1 of 1 is larger than 64 MB");
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(200L * 1024 * 1024);
        await NothingAsync(database);

        async Task WriteAsync(string begin, string end, byte[] middle, int times)
        {
            await using var file = File.Create(path);
            await file.WriteAsync(Encoding.UTF8.GetBytes(begin), Cancellation);
            for (var time = 0; time < times; time++)
                await file.WriteAsync(middle, Cancellation);
            await file.WriteAsync(Encoding.UTF8.GetBytes(end), Cancellation);
        }
    }

    [Fact]
    public async Task When_the_last_item_is_wrong_files_and_settings_are_as_they_were()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var media = database.Get<MediaStore>();
        await media.SaveAsync("kept.txt", new MemoryStream("before"u8.ToArray()), Cancellation);
        var path = Path.Combine(database.DataDirectory, "half.recipe.json");
        await File.WriteAllTextAsync(path, """
            { "steps": [ { "name": "settings", "SiteName": "Changed" },
              { "name": "media", "Files": [ { "TargetPath": "new/one.txt", "Base64": "YQ==" }, { "TargetPath": "kept.txt", "Base64": "YQ==" } ] },
              { "name": "content", "data": [ { "ContentType": "Page", "Latest": true }, { "ContentType": "Page", "AliasPart": 3 } ] } ] }
            """, Cancellation);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("Content item 2 of 2");
        await NothingAsync(database);
        Directory.EnumerateFiles(media.Root, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["kept.txt"]);
        (await File.ReadAllTextAsync(media.Locate("kept.txt")!, Cancellation)).ShouldBe("before");
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("a/../../evil.json")]
    [InlineData("/etc/evil.json")]
    [InlineData("a\\..\\evil.json")]
    public async Task A_zip_file_with_names_that_lead_outside_is_refused(string name)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = await ZipAsync(database, zip => Add(zip, name, "{}"u8.ToArray()));
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain(name);
    }

    [Fact]
    public async Task A_zip_file_with_a_link_in_it_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = await ZipAsync(database, zip => Add(zip, "link", "/etc/passwd"u8.ToArray()).ExternalAttributes = unchecked((int)0xA1FF0000));
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("link");
    }

    [Fact]
    public async Task A_zip_file_that_is_made_to_fill_the_disk_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = await ZipAsync(database, zip => Add(zip, "zeros.bin", new byte[100 * 1024 * 1024]));
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("zeros.bin");
    }

    [Fact]
    public async Task A_zip_file_that_is_cut_off_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Cancellation);
        var path = await ZipAsync(database, zip => Add(zip, "a.txt", "a"u8.ToArray()));
        await using (var file = File.OpenWrite(path))
            file.SetLength(file.Length - 30);
        (await Should.ThrowAsync<RecipeException>(database.Get<ContentImport>().ReadAsync(path, ContentActor.System, Cancellation))).Message.ShouldContain("broken");
    }

    static async Task NothingAsync(TestDatabase database)
    {
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.ContentItems.CountAsync(Cancellation)).ShouldBe(0);
        (await db.Journal.CountAsync(Cancellation)).ShouldBe(0);
        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).SiteName.ShouldBe("Portal");
    }

    static async Task<string> ZipAsync(TestDatabase database, Action<ZipArchive> fill)
    {
        var path = Path.Combine(database.DataDirectory, "hostile.zip");
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Cancellation);
        Add(zip, SiteExport.RecipeFile, """{ "steps": [ { "name": "settings", "SiteName": "Changed" } ] }"""u8.ToArray());
        fill(zip);
        return path;
    }

    static ZipArchiveEntry Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name);
        using var stream = entry.Open();
        stream.Write(content);
        return entry;
    }
}
