using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.WordPress;

public sealed class LargeImportTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_large_export_comes_over_in_bounded_memory(DatabaseProvider provider)
    {
        // A few hundred show that it works; PORTAL_LARGE_IMPORT=20000 shows what it costs.
        var measured = int.TryParse(Environment.GetEnvironmentVariable("PORTAL_LARGE_IMPORT"), out var posts);
        posts = measured ? posts : 300;
        await using var site = await ImportSite.CreateAsync(provider);
        var file = Path.Combine(site.Database.DataDirectory, "large.xml");
        await WriteAsync(file, posts);
        var most = 0L;
        var watch = Stopwatch.StartNew();
        var report = await site.ImportAsync(file, progress: new Watcher(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false))));
        Tell($"{provider}: {posts} posts, {new FileInfo(file).Length / 1_000_000} MB, in {watch.Elapsed.TotalSeconds:0} s; heap at most {most / 1_000_000} MB; process at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
        report.Counts["post"].Created.ShouldBe(posts);
        // The bodies alone are larger. Other tests of the process would be counted in.
        if (measured)
            most.ShouldBeLessThan(100_000_000 + posts * 5_000L);
        await using var db = await site.OpenAsync();
        (await db.Routes.CountAsync(row => row.Path.StartsWith("articles/post-"), Cancellation)).ShouldBe(posts);
        watch.Restart();
        (await site.ImportAsync(file)).Counts["post"].Unchanged.ShouldBe(posts);
        Tell($"{provider}: a second run in {watch.Elapsed.TotalSeconds:0} s");
    }

    static void Tell(string text)
    {
        TestContext.Current.SendDiagnosticMessage(text);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
    }

    static async Task WriteAsync(string file, int posts)
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(number => number % 3 == 0 ? "река" : number % 3 == 1 ? "border" : "granica"));
        var parts = Wxr.Document("@@", string.Concat(Enumerable.Range(0, 500).Select(number =>
            $"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>tag-{number}</wp:tag_slug><wp:tag_name>Tag {number}</wp:tag_name></wp:tag>"))).Split("@@");
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(parts[0]);
        for (var id = 1; id <= posts; id++)
        {
            var link = $"<a href=\"https://old.example.org/2020/01/post-{1 + (id * 7919L % posts)}/\">a link</a>";
            var body = id % 2 == 0
                ? string.Concat(Enumerable.Repeat($"<!-- wp:paragraph -->\n<p>{text} {link}.</p>\n<!-- /wp:paragraph -->\n\n", 8))
                : string.Join("\n\n", Enumerable.Repeat($"{text} {link}.\n<em>And so on</em>", 8));
            await writer.WriteAsync(Wxr.Attachment(1_000_000 + id, $"2020/01/img-{id}.jpg"));
            await writer.WriteAsync(Wxr.Post(id, $"Post {id}", body, more: $"<category domain=\"post_tag\" nicename=\"tag-{id % 500}\">Tag {id % 500}</category><wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>{text}</wp:meta_value></wp:postmeta>"));
        }
        await writer.WriteAsync(parts[1]);
    }

    sealed class Watcher(Action look) : IProgress<Portal.Content.WordPress.Reporting.ImportProgress>
    {
        public void Report(Portal.Content.WordPress.Reporting.ImportProgress value) => look();
    }
}
