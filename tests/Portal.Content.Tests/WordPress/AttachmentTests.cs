using System.IO.Compression;
using Portal.Content.Media;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.WordPress;
using Portal.Content.WordPress.Attachments;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.WordPress;

public sealed class AttachmentTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_come_from_an_archive_whatever_its_folders_are()
    {
        foreach (var folder in new[] { "wp-content/uploads/", "uploads/", "" })
        {
            await using var site = await ImportSite.CreateAsync();
            var file = site.Write(Wxr.Attachment(5, "2020/01/a.jpg") + Wxr.Post(1, "One", "<img src=\"https://old.example.org/wp-content/uploads/2020/01/a-300x200.jpg\" alt=\"A\">"));
            var report = await site.ImportAsync(file, options => options with { Media = Archive(site, ($"{folder}2020/01/a.jpg", ImportSite.Jpeg)) });
            report.Counts["attachment"].Created.ShouldBe(1);
            (await site.AtAsync("articles/post-1")).As<HtmlBodyPart>()!.Html.ShouldBe("<p><img src=\"/media/old-example-org/2020/01/a.jpg\" alt=\"A\"></p>");
        }
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_refused_or_gets_its_right_name()
    {
        await using var site = await ImportSite.CreateAsync();
        var file = site.Write(Wxr.Attachment(5, "a.png") + Wxr.Attachment(6, "b.pdf") + Wxr.Attachment(7, "c.php") + Wxr.Attachment(8, "d.exe") + Wxr.Attachment(9, "e.jpg")
            + Wxr.Post(1, "One", "<img src=\"https://old.example.org/wp-content/uploads/a.png\" alt=\"A\">"));
        var media = Archive(site, ("a.png", ImportSite.Jpeg), ("b.pdf", "<html><script>"u8.ToArray()), ("c.php", "<?php"u8.ToArray()), ("d.exe", "MZ\0\0"u8.ToArray()), ("e.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2]));
        var report = await site.ImportAsync(file, options => options with { Media = media });
        (report.Counts["attachment"].Created, report.Counts["attachment"].Skipped).ShouldBe((1, 4));
        report.Warnings.Count(warning => warning.Message.Contains("was not brought over", StringComparison.Ordinal)).ShouldBe(4);
        File.Exists(site.MediaFile("old-example-org/a.jpg")).ShouldBeTrue();
        (await site.AtAsync("articles/post-1")).As<HtmlBodyPart>()!.Html!.ShouldContain("/media/old-example-org/a.jpg");
        (await site.ImportAsync(file, options => options with { Media = media })).Counts["attachment"].Unchanged.ShouldBe(1);
    }

    [Theory]
    [InlineData("../../../etc/passwd.txt")]
    [InlineData("2020/../../secret.txt")]
    [InlineData("/etc/hosts.txt")]
    [InlineData("2020\\..\\secret.txt")]
    [InlineData(".htaccess")]
    [InlineData("%2e%2e/secret.txt")]
    public async Task A_name_that_leads_out_of_the_folder_leads_nowhere(string name)
    {
        await using var site = await ImportSite.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(site.Database.DataDirectory, "secret.txt"), "secret", Cancellation);
        var uploads = Directory.CreateDirectory(Path.Combine(site.Database.DataDirectory, "up")).FullName;
        Directory.CreateDirectory(Path.Combine(uploads, "2020"));
        var report = await site.ImportAsync(site.Write(Wxr.Attachment(5, name)), options => options with { Media = uploads });
        report.Counts["attachment"].Created.ShouldBe(0);
        Directory.Exists(site.MediaFile("old-example-org")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_in_the_folder_is_not_followed()
    {
        await using var site = await ImportSite.CreateAsync();
        var secret = Path.Combine(site.Database.DataDirectory, "secret.txt");
        await File.WriteAllTextAsync(secret, "secret", Cancellation);
        var uploads = Directory.CreateDirectory(Path.Combine(site.Database.DataDirectory, "up")).FullName;
        File.CreateSymbolicLink(Path.Combine(uploads, "a.txt"), secret);
        var report = await site.ImportAsync(site.Write(Wxr.Attachment(5, "a.txt")), options => options with { Media = uploads });
        report.Warnings.ShouldContain(warning => warning.PostId == 5 && warning.Message.Contains("link"));
        Directory.Exists(site.MediaFile("old-example-org")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_was_packed_to_fill_the_disk_is_refused()
    {
        await using var site = await ImportSite.CreateAsync();
        var media = Archive(site, ("bomb.txt", new byte[64 * 1024 * 1024].Select(_ => (byte)'a').ToArray()));
        var report = await site.ImportAsync(site.Write(Wxr.Attachment(5, "bomb.txt")), options => options with { Media = media });
        report.Warnings.ShouldContain(warning => warning.PostId == 5 && warning.Message.Contains("packed"));
        Directory.Exists(site.MediaFile("old-example-org")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_folder_lacks_is_fetched_and_what_cannot_be_fetched_is_told()
    {
        await using var site = await ImportSite.CreateAsync();
        var remote = new Remote(url => url.EndsWith("a.jpg", StringComparison.Ordinal) ? ImportSite.Jpeg : throw new IOException("The server answered 404."));
        var import = new WxrImport(site.Database.Get<UnitOfWork>(), site.Database.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<PortalDbContext>>(),
            site.Database.Get<Portal.Content.Documents.SiteDocuments>(), site.Database.Get<MediaStore>(), site.Database.Get<MediaIntake>(), site.Database.Get<Portal.Content.Html.HtmlCleaner>(), TimeProvider.System, [remote]);
        var file = site.Write(Wxr.Attachment(5, "a.jpg") + Wxr.Attachment(6, "b.jpg"));
        var report = await import.RunAsync(new(file) { Fetch = true }, new Progress<Portal.Content.WordPress.Reporting.ImportProgress>(), Cancellation);
        (report.Counts["attachment"].Created, report.Counts["attachment"].Skipped).ShouldBe((1, 1));
        report.Warnings.ShouldContain(warning => warning.PostId == 6 && warning.Message.Contains("404"));
        remote.Asked.ShouldContain("https://old.example.org/wp-content/uploads/a.jpg");
        await import.RunAsync(new(file) { Fetch = true }, new Progress<Portal.Content.WordPress.Reporting.ImportProgress>(), Cancellation);
        remote.Asked.Count(url => url.EndsWith("a.jpg", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_names_that_the_library_writes_alike_stay_two_files()
    {
        await using var site = await ImportSite.CreateAsync();
        var other = await File.ReadAllBytesAsync(Path.Combine(Portal.Testing.Repository.Root, "recipes/media/flags.jpg"), Cancellation);
        var file = site.Write(Wxr.Attachment(5, "a_b.jpg") + Wxr.Attachment(6, "a-b.jpg")
            + Wxr.Post(1, "One", "<img src=\"https://old.example.org/wp-content/uploads/a_b.jpg\" alt=\"\"><img src=\"https://old.example.org/wp-content/uploads/a-b.jpg\" alt=\"\">"));
        for (var run = 0; run < 2; run++)
        {
            await site.ImportAsync(file, options => options with { Media = Archive(site, ("a_b.jpg", ImportSite.Jpeg), ("a-b.jpg", other)) });
            var html = (await site.AtAsync("articles/post-1")).As<HtmlBodyPart>()!.Html!;
            html.ShouldContain("/media/old-example-org/a-b.jpg");
            html.ShouldContain("/media/old-example-org/a-b-6.jpg");
        }
    }

    [Theory]
    [InlineData("https://x.org/wp-content/uploads/2019/03/a%20b.jpg?w=3", "2019/03/a b.jpg")]
    [InlineData("https://x.org/wp-content/uploads/sites/4/2019/03/a.jpg", "2019/03/a.jpg")]
    [InlineData("https://x.org/files/2011/a.jpg", "2011/a.jpg")]
    [InlineData("https://x.org/about/", null)]
    public void An_address_of_an_upload_names_its_path(string url, string? path) => UploadPath.OfUrl(url).ShouldBe(path);

    [Theory]
    [InlineData("a-300x200.jpg", "a.jpg")]
    [InlineData("a-scaled.jpg", "a.jpg")]
    [InlineData("a-scaled-1024x768.jpg", "a.jpg")]
    [InlineData("a-2x4.wood.jpg", "a-2x4.wood.jpg")]
    public void A_smaller_picture_names_the_one_that_it_was_made_from(string path, string whole) => UploadPath.WithoutSize(path).ShouldBe(whole);

    static string Archive(ImportSite site, params (string Name, byte[] Content)[] files)
    {
        var path = Path.Combine(site.Database.DataDirectory, $"{Guid.NewGuid():N}.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
        return path;
    }

    sealed class Remote(Func<string, byte[]> answer) : IRemoteFiles
    {
        public List<string> Asked { get; } = [];

        public Task<ReadOnlyMemory<byte>> GetAsync(string url, long maxBytes, CancellationToken cancellationToken)
        {
            lock (Asked)
                Asked.Add(url);
            return Task.FromResult<ReadOnlyMemory<byte>>(answer(url));
        }

        public Task AskAsync(string url, CancellationToken cancellationToken) => GetAsync(url, 0, cancellationToken);
    }
}
