using System.Net;
using AngleSharp.Html.Parser;
using Portal.Content.Media;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Media;

/// <summary>Pictures in pages, and how files of the library are given out.</summary>
public sealed class PictureTests : IAsyncLifetime
{
    SiteHost _host = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await StoreAsync("2026/photo.jpg", TestPicture.Jpeg(1600, 900));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_picture_of_an_article_states_its_size_and_offers_others_that_all_exist()
    {
        await _host.PublishAsync("""
            { "ContentItemId": "pictured", "ContentType": "Article", "TitlePart": { "Title": "Pictured" },
              "Article": { "Image": { "Paths": ["2026/photo.jpg"], "MediaTexts": ["A \"harbour\" <at> dawn"], "Anchors": [{ "X": 0.2, "Y": 0.1 }] } } }
            """);
        var (_, page) = await _host.GetAsync("/articles/pictured");
        var image = new HtmlParser().ParseDocument(page).QuerySelector("figure.picture img")!;
        image.GetAttribute("alt").ShouldBe("A \"harbour\" <at> dawn");
        (image.GetAttribute("width"), image.GetAttribute("height")).ShouldBe(("1600", "900"));
        var offers = image.GetAttribute("srcset")!.Split(", ").Select(offer => offer.Split(' ')).ToList();
        offers.Select(offer => offer[1]).ShouldBe(["240w", "480w", "600w", "768w", "1024w", "1600w"]);
        foreach (var offer in offers)
        {
            offer[0].ShouldContain("rxy=0.2,0.1");
            using var response = await _host.Http.GetAsync(new Uri(offer[0], UriKind.Relative), Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        }
        new HtmlParser().ParseDocument(page).QuerySelector("meta[property='og:image']")!.GetAttribute("content")!.ShouldContain("/media/2026/photo.jpg?width=1200&height=630");
    }

    [Fact]
    public async Task A_picture_of_another_site_or_one_that_is_gone_is_not_written()
    {
        (await LiquidPageOf.HtmlAsync(_host, """{{ "https://spy.example/p.gif" | picture }}{{ "gone.jpg" | picture }}{{ "../portal.db" | picture }}""")).ShouldBe("");
    }

    [Fact]
    public async Task A_file_that_moved_is_found_by_its_older_addresses()
    {
        await _host.Get<MediaWriter>().MoveAsync("2026/photo.jpg", "2026/harbour.jpg", Content.Items.ContentActor.System, Ct);
        await _host.Get<MediaWriter>().MoveAsync("2026", "archive", Content.Items.ContentActor.System, Ct);
        using var old = await _host.Http.GetAsync(new Uri("/media/2026/photo.jpg?width=240", UriKind.Relative), Ct);
        old.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        old.Headers.Location!.OriginalString.ShouldBe("/media/archive/harbour.jpg?width=240");
        (await LiquidPageOf.RenderAsync(_host, """{{ "2026/photo.jpg" | asset_url }}""")).ShouldBe("/media/archive/harbour.jpg");
        (await LiquidPageOf.RenderAsync(_host, """{{ "2026/photo.jpg" | resize_url: width: 240 }}""")).ShouldStartWith("/media/archive/harbour.jpg?width=240");
    }

    [Theory]
    [InlineData("drawing.svg", "image/svg+xml", "inline")]
    [InlineData("paper.pdf", "application/pdf", "inline")]
    [InlineData("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment")]
    [InlineData("table.csv", "text/csv", "attachment")]
    [InlineData("page.html", "application/octet-stream", "attachment")]
    [InlineData("script.js", "application/octet-stream", "attachment")]
    public async Task A_file_is_given_out_as_what_it_is_and_can_run_nothing(string name, string type, string disposition)
    {
        await StoreAsync(name, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray());
        using var response = await _host.Http.GetAsync(new Uri("/media/" + name, UriKind.Relative), Ct);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        (response.Content.Headers.ContentDisposition?.DispositionType ?? "inline").ShouldBe(disposition);
        if (type != "application/pdf")
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("sandbox");
    }

    [Fact]
    public async Task A_link_in_the_folder_leads_nowhere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Making links needs rights on other systems.");
        await File.WriteAllTextAsync(Path.Combine(_host.DataDirectory, "secret.txt"), "secret", Ct);
        var root = _host.Get<MediaStore>().Root;
        File.CreateSymbolicLink(Path.Combine(root, "link.txt"), Path.Combine(_host.DataDirectory, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(root, "up"), _host.DataDirectory);
        foreach (var path in new[] { "link.txt", "up/secret.txt", "up/portal.db" })
            (await _host.Http.GetAsync(new Uri("/media/" + path, UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_address_with_a_version_is_made_for_files_and_parts_of_the_theme()
    {
        (await LiquidPageOf.RenderAsync(_host, """{{ "2026/photo.jpg" | asset_url | append_version }}""")).ShouldStartWith("/media/2026/photo.jpg?v=");
        (await LiquidPageOf.HtmlAsync(_host, """{{ "2026/photo.jpg" | asset_url | img_tag: alt: "Dawn" }}""")).ShouldBe("""<img src="/media/2026/photo.jpg" alt="Dawn" width="1600" height="900">""");
    }

    async Task StoreAsync(string path, byte[] bytes) => await _host.Get<MediaStore>().SaveAsync(path, new MemoryStream(bytes), Ct);
}
