using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.WordPress;
using Portal.Content.WordPress.Reporting;
using Portal.Testing;
using Portal.Testing.Databases;
using Xunit;

namespace Portal.Content.Tests.WordPress;

/// <summary>A site with the types, taxonomies and menus of the default recipe, into which WordPress exports are imported.</summary>
sealed class ImportSite : IAsyncDisposable
{
    /// <summary>A picture that is one.</summary>
    public static byte[] Jpeg { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "recipes/media/letter.jpg"));

    ImportSite(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public ContentReader Reader => Database.Get<ContentReader>();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Sample { get; } = Path.Combine(Repository.Root, "tests/Portal.Content.Tests/WordPress/Files/institute.wordpress.xml");

    public static async Task<ImportSite> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, TimeProvider? time = null)
    {
        var database = await TestDatabase.CreateAsync(provider, time: time, cancellationToken: Cancellation);
        var whole = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "recipes/diplomacy.recipe.json"), Cancellation))!;
        var steps = (JsonArray)whole["steps"]!;
        foreach (var other in steps.Where(step => step!["name"]!.ToString() is not ("ContentDefinition" or "content")).ToList())
            steps.Remove(other);
        var data = (JsonArray)steps.Single(step => step!["name"]!.ToString() == "content")!["Data"]!;
        foreach (var other in data.Where(item => item!["ContentType"]!.ToString() is not ("Taxonomy" or "Menu")).ToList())
            data.Remove(other);
        await database.Get<RecipeRunner>().RunAsync(Recipe.Read(whole, null), ContentActor.System, Cancellation);
        return new(database);
    }

    /// <summary>A folder with the files that the sample names.</summary>
    public string Uploads()
    {
        var folder = Path.Combine(Database.DataDirectory, "wp-content/uploads/2019/03");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "danube.jpg"), Jpeg);
        File.WriteAllText(Path.Combine(folder, "report.pdf"), "%PDF-1.4 of rivers");
        return Database.DataDirectory;
    }

    public Task<ImportReport> ImportAsync(string file, Func<WxrImportOptions, WxrImportOptions>? with = null, IProgress<ImportProgress>? progress = null) =>
        Database.Get<WxrImport>().RunAsync(with is null ? new(file) : with(new(file)), progress ?? new Progress<ImportProgress>(), Cancellation);

    public async Task<ContentItem> AtAsync(string path) =>
        (await Reader.FindByRouteAsync(path, Cancellation))?.Item ?? throw new InvalidOperationException($"Nothing stands at {path}.");

    public async Task<ContentItem> LatestAsync(long post, string site = "https://quay.example.org") =>
        await Reader.GetLatestAsync(ContentIdentity.Of($"{site}|post|{post}"), Cancellation) ?? throw new InvalidOperationException($"The post {post} is not there.");

    public string MediaFile(string path) => Database.Get<MediaStore>().Locate(path)!;

    public async Task<PortalDbContext> OpenAsync() => await Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);

    /// <summary>Writes an export file with the given items.</summary>
    public string Write(string items, string head = "")
    {
        var path = Path.Combine(Database.DataDirectory, $"{Guid.NewGuid():N}.xml");
        File.WriteAllText(path, Wxr.Document(items, head));
        return path;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

/// <summary>Writes small exports.</summary>
static class Wxr
{
    public static string Document(string items, string head = "") => $"""
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>Old</title><link>https://old.example.org</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example.org</wp:base_blog_url>
        {head}
        {items}
        </channel></rss>
        """;

    public static string Post(long id, string title, string content, string type = "post", string status = "publish", string more = "") => $"""
        <item><title><![CDATA[{title}]]></title><link>https://old.example.org/{(type == "page" ? "" : "2020/01/")}post-{id}/</link><dc:creator>ann</dc:creator>
        <content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt>
        <wp:post_name>post-{id}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>{more}</item>
        """;

    public static string Attachment(long id, string path) => $"""
        <item><title>{id}</title><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
        <wp:attachment_url>https://old.example.org/wp-content/uploads/{path}</wp:attachment_url>
        <wp:postmeta><wp:meta_key>_wp_attached_file</wp:meta_key><wp:meta_value>{path}</wp:meta_value></wp:postmeta></item>
        """;
}
