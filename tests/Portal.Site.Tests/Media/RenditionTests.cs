using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using NetVips;
using Portal.Content.Media;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Media;

/// <summary>Pictures in other sizes and formats, over HTTP.</summary>
public sealed class RenditionTests : IAsyncLifetime
{
    SiteHost _host = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await StoreAsync("photo.jpg", TestPicture.Jpeg(1600, 900));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("width=240", 240, 135)]
    [InlineData("height=100", 178, 100)]
    [InlineData("width=480&height=160&rmode=crop", 480, 160)]
    [InlineData("width=480&height=160", 284, 160)]
    [InlineData("width=480&height=480&rmode=pad", 480, 480)]
    [InlineData("width=160&height=160&rmode=stretch", 160, 160)]
    [InlineData("width=160&height=160&rmode=min", 284, 160)]
    [InlineData("width=2048", 1600, 900)]
    public async Task A_picture_comes_in_the_size_that_is_asked_for_and_never_larger_than_it_is(string query, int width, int height)
    {
        using var picture = Read(await GetAsync($"/media/photo.jpg?{query}"));
        (picture.Width, picture.Height).ShouldBe((width, height));
    }

    [Theory]
    [InlineData("image/avif,image/webp,*/*", "image/avif")]
    [InlineData("image/webp,*/*;q=0.8", "image/webp")]
    [InlineData("image/avif;q=0,image/webp", "image/webp")]
    [InlineData("*/*", "image/jpeg")]
    public async Task The_browser_gets_the_best_format_that_it_takes(string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/media/photo.jpg?width=240&format=auto");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _host.Http.SendAsync(request, Ct);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Headers.Vary.ShouldContain("Accept");
        using var picture = Read(await response.Content.ReadAsByteArrayAsync(Ct));
        picture.Width.ShouldBe(240);
    }

    [Theory]
    [InlineData("width=241")]
    [InlineData("width=240&height=241")]
    [InlineData("width=240&quality=50")]
    [InlineData("width=240&height=240&rmode=crop&rxy=0.2,0.2")]
    [InlineData("width=241&token=AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("width=0")]
    [InlineData("width=-5")]
    [InlineData("width=999999999999")]
    [InlineData("width=240&rmode=magic")]
    [InlineData("width=240&format=exe")]
    [InlineData("width=240&width=480")]
    [InlineData("quality=")]
    public async Task What_nobody_offers_is_refused(string query)
    {
        using var response = await _host.Http.GetAsync(new Uri($"/media/photo.jpg?{query}", UriKind.Relative), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Directory.Exists(Path.Combine(_host.DataDirectory, "cache", "media")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_opens_the_size_that_it_was_made_for_and_no_other()
    {
        var address = await RenderAsync("""{{ "photo.jpg" | asset_url | resize_url: width: 333, height: 111, mode: "crop", quality: 60 }}""");
        address.ShouldContain("token=");
        using (var picture = Read(await GetAsync(address)))
            (picture.Width, picture.Height).ShouldBe((333, 111));
        (await StatusAsync(address.Replace("width=333", "width=334", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(address.Replace("quality=60", "quality=61", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(address.Replace("token=", "token=x", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Sizes_of_a_profile_need_no_token()
    {
        await _host.StepAsync(new JsonObject
        {
            ["name"] = "MediaProfiles",
            ["MediaProfiles"] = new JsonObject { ["banner"] = new JsonObject { ["Hint"] = "Top", ["Width"] = 700, ["Height"] = 200, ["Mode"] = 2, ["Format"] = 0, ["Quality"] = 100 } },
        });
        var address = await RenderAsync("""{{ "photo.jpg" | resize_url: profile: "banner" }}""");
        address.ShouldContain("width=700&height=200&rmode=crop");
        address.ShouldNotContain("token=");
        using var picture = Read(await GetAsync(address));
        (picture.Width, picture.Height).ShouldBe((700, 200));
    }

    [Theory]
    [InlineData("0.05,0.5", 255, 0, 0)]
    [InlineData("0.95,0.5", 0, 0, 255)]
    public async Task The_focal_point_stays_in_view(string focus, int red, int green, int blue)
    {
        await StoreAsync("flag.png", TestPicture.LeftRedRightBlue(1000, 400));
        using var picture = Read(await GetAsync(await RenderAsync($$$"""{{ "flag.png" | resize_url: width: 200, height: 400, mode: "crop", anchor: "{{{focus}}}", format: "png" }}""")));
        picture.Getpoint(picture.Width / 2, picture.Height / 2).Take(3).ShouldBe([red, green, blue]);
    }

    [Fact]
    public async Task A_picture_that_many_want_at_once_is_made_once()
    {
        var made = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, one) => { if (instrument.Name == "portal.site.renditions" && instrument.Meter.Scope == _host.Get<IMeterFactory>()) one.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref made, count));
        await StoreAsync("much-wanted.jpg", TestPicture.Jpeg(1200, 800));
        listener.Start();
        var bodies = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => GetAsync("/media/much-wanted.jpg?width=600&format=webp")));
        bodies.ShouldAllBe(body => body.SequenceEqual(bodies[0]));
        Interlocked.Read(ref made).ShouldBe(1);
        Kept().Count(file => file.Extension == ".webp").ShouldBe(1);
    }

    [Fact]
    public async Task A_kept_picture_is_sent_only_to_who_does_not_have_it_and_for_good_where_the_address_names_its_content()
    {
        var address = await RenderAsync("""{{ "photo.jpg" | resize_url: width: 240, format: "webp" }}""");
        using var first = await _host.Http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        first.Headers.CacheControl!.ToString().ShouldContain("immutable");
        first.Headers.ETag!.IsWeak.ShouldBeFalse();
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        (await _host.Http.SendAsync(again, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var stale = await _host.Http.GetAsync(new Uri("/media/photo.jpg?width=240&format=webp&v=old", UriKind.Relative), Ct);
        stale.Headers.CacheControl!.ToString().ShouldNotContain("immutable");
    }

    [Fact]
    public async Task A_replaced_picture_gets_a_new_address_and_new_sizes()
    {
        var before = await RenderAsync("""{{ "photo.jpg" | resize_url: width: 240 }}""");
        await StoreAsync("photo.jpg", TestPicture.Jpeg(800, 800));
        var after = await RenderAsync("""{{ "photo.jpg" | resize_url: width: 240 }}""");
        after.ShouldNotBe(before);
        using var picture = Read(await GetAsync(after));
        (picture.Width, picture.Height).ShouldBe((240, 240));
    }

    [Fact]
    public async Task Room_for_kept_pictures_is_bounded()
    {
        await using var small = await SiteHost.StartAsync(new Dictionary<string, string?> { ["Portal:Media:CacheMegabytes"] = "1" });
        await small.Get<MediaStore>().SaveAsync("noise.png", new MemoryStream(TestPicture.Noise(500, 500)), Ct);
        foreach (var size in new[] { 240, 480, 600, 1024, 2048 })
            (await small.Http.GetByteArrayAsync(new Uri($"/media/noise.png?width={size}&height=2048", UriKind.Relative), Ct)).Length.ShouldBeGreaterThan(0);
        new DirectoryInfo(Path.Combine(small.DataDirectory, "cache", "media")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length).ShouldBeLessThanOrEqualTo(1024 * 1024);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(new byte[0])]
    public async Task A_broken_picture_is_said_to_be_broken(byte[] bytes)
    {
        await StoreAsync("broken.jpg", bytes);
        (await StatusAsync("/media/broken.jpg?width=240")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_picture_that_states_more_pixels_than_allowed_is_never_decoded()
    {
        await StoreAsync("bomb.png", TestPicture.PngThatStates(50_000, 50_000));
        (await StatusAsync("/media/bomb.png?width=240")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_moving_picture_goes_on_moving_where_it_is_shown_whole()
    {
        await StoreAsync("moving.gif", TestPicture.MovingGif(320, 200, 3));
        using var smaller = Read(await GetAsync("/media/moving.gif?width=160&format=webp"), "n=-1");
        smaller.Get("n-pages").ShouldBe(3);
        (smaller.Width, smaller.PageHeight).ShouldBe((160, 100));
        using var still = Read(await GetAsync("/media/moving.gif?width=160&height=160&rmode=crop&format=webp"));
        still.Width.ShouldBe(160);
    }

    async Task StoreAsync(string path, byte[] bytes) => await _host.Get<MediaStore>().SaveAsync(path, new MemoryStream(bytes), Ct);

    async Task<byte[]> GetAsync(string address) => await _host.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), Ct);

    async Task<HttpStatusCode> StatusAsync(string address) => (await _host.Http.GetAsync(new Uri(address, UriKind.Relative), Ct)).StatusCode;

    IEnumerable<FileInfo> Kept() => new DirectoryInfo(Path.Combine(_host.DataDirectory, "cache", "media")).EnumerateFiles("*", SearchOption.AllDirectories);

    Task<string> RenderAsync(string liquid) => LiquidPageOf.RenderAsync(_host, liquid);

    static Image Read(byte[] bytes, string options = "") => Image.NewFromBuffer(bytes, options);
}
