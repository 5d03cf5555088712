using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Tests.Hosting;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Caching;

public sealed class PageCacheTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync(map: app =>
        {
            app.MapGet("/module", (HttpContext http, SitePages pages) => pages.WriteAsync(http, new() { Shape = "Error", Title = "Module " + http.Request.Query["q"], Cached = true }, http.RequestAborted));
            app.MapGet("/personal", (HttpContext http, SitePages pages) =>
            {
                http.Response.Cookies.Append("visit", "1");
                return pages.WriteAsync(http, new() { Shape = "Error", Title = "Personal", Cached = true }, http.RequestAborted);
            });
        });
        await SampleContent.FillAsync(_host);
        await _host.SettleAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_page_is_kept_and_a_browser_that_holds_it_is_told_so()
    {
        var cache = _host.Get<PageCache>();
        var (first, _) = await _host.GetAsync("/about");
        cache.Count.ShouldBe(1);
        (await _host.GetAsync("/about?utm_source=letter")).Response.Headers.ETag.ShouldBe(first.Headers.ETag);
        cache.Count.ShouldBe(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await _host.Http.SendAsync(request);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("gzip, deflate, br, zstd")]
    [InlineData("identity")]
    [InlineData("br;q=0, gzip")]
    public async Task Kept_pages_are_given_out_compressed_as_the_browser_asks(string accepted)
    {
        var plain = (await _host.GetAsync("/news")).Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/news");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        var response = await _host.Http.SendAsync(request);
        var encoding = response.Content.Headers.ContentEncoding.FirstOrDefault();
        encoding.ShouldBe(accepted switch { "identity" => null, "gzip" or "br;q=0, gzip" => "gzip", _ => "br" });
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Stream body = new MemoryStream(bytes);
        body = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var reader = new StreamReader(body, Encoding.UTF8);
        (await reader.ReadToEndAsync()).ShouldBe(plain);
        if (encoding is not null)
            bytes.Length.ShouldBeLessThan(plain.Length / 2);
        response.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Fact]
    public async Task Signed_in_people_and_pages_that_set_cookies_stay_out_of_the_cache()
    {
        var cache = _host.Get<PageCache>();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.Add("Cookie", "Portal.SignIn=abc");
        (await _host.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _host.GetAsync("/personal");
        await _host.GetAsync("/nothing-here");
        cache.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("/news?AFTER={0}", "/news")]
    [InlineData("/news?Topic=t-balkans", "/news")]
    [InlineData("/module?q%3Done%7Cx=1", "/module?q=one&x=1")]
    public async Task An_address_that_somebody_crafts_puts_nothing_in_the_place_of_another_page(string crafted, string honest)
    {
        var first = await _host.GetAsync("/news");
        var next = System.Text.RegularExpressions.Regex.Match(first.Text, "after=([^\"&]+)").Groups[1].Value;
        var expected = (await _host.GetAsync(honest)).Text;
        _host.Get<PageCache>().Clear();
        (await _host.GetAsync(string.Format(CultureInfo.InvariantCulture, crafted, next))).Text.ShouldNotBe(expected);
        (await _host.GetAsync(honest)).Text.ShouldBe(expected);
    }

    [Fact]
    public async Task A_forged_host_is_not_handed_on_to_others()
    {
        await SampleContent.WidgetAsync(_host, "w9", "LiquidWidget", "Where", "Always", "Sidebar", """ "LiquidPart": { "Liquid": "<p>At {{ Request.Scheme }}://{{ Request.Host }}/.</p>" } """);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.Host = "evil.example";
        (await (await _host.Http.SendAsync(request)).Content.ReadAsStringAsync()).ShouldNotContain("evil.example");
        (await _host.GetAsync("/about")).Text.ShouldContain($"At {_host.Get<Portal.Content.Hosting.SiteAddress>().BaseUrl}.");
    }

    [Fact]
    public async Task A_widget_is_drawn_once_for_all_pages_unless_it_looks_at_the_page()
    {
        await SampleContent.WidgetAsync(_host, "w8", "LiquidWidget", "When", "Always", "Sidebar", """ "LiquidPart": { "Liquid": "<p>drawn {{ 'now' | date: '%s.%N' }}</p>" } """);
        await SampleContent.WidgetAsync(_host, "w9", "LiquidWidget", "Where", "Always", "Sidebar", """ "LiquidPart": { "Liquid": "<p>here {{ Request.Path }}</p>" } """);
        var first = (await _host.GetAsync("/about")).Text;
        first.ShouldContain("<p>here /about</p>");
        var second = (await _host.GetAsync("/news")).Text;
        second.ShouldContain("<p>here /news</p>");
        Drawn(second).ShouldBe(Drawn(first));
        // Another language is another drawing.
        Drawn((await _host.GetAsync("/sr/news")).Text).ShouldNotBe(Drawn(first));

        await RenameAsync("w8", "When exactly");
        var changed = (await _host.GetAsync("/about")).Text;
        Drawn(changed).ShouldNotBe(Drawn(first));
        Drawn((await _host.GetAsync("/news")).Text).ShouldBe(Drawn(changed));

        static string Drawn(string page) => System.Text.RegularExpressions.Regex.Match(page, "<p>drawn [^<]*").Value;
    }

    [Fact]
    public async Task A_page_of_a_module_is_kept_for_each_query()
    {
        (await _host.GetAsync("/module?q=one")).Text.ShouldContain("Module one");
        (await _host.GetAsync("/module?q=two")).Text.ShouldContain("Module two");
        _host.Get<PageCache>().Count.ShouldBe(2);
        (await _host.GetAsync("/module?q=one")).Text.ShouldContain("Module one");
    }

    [Fact]
    public async Task What_changes_is_seen_by_the_next_request_wherever_it_is_shown()
    {
        string[] pages = ["/", "/articles", "/articles/cables-commons-and-the-law-of-the-deep", "/topics/multilateral", "/feed", "/sr"];
        foreach (var page in pages)
            (await _host.GetAsync(page)).Text.ShouldContain("Cables, commons");
        var untouched = _host.Get<PageCache>();
        await _host.GetAsync("/about");
        await RenameAsync("a1", "A newer headline");
        foreach (var page in pages)
            (await _host.GetAsync(page)).Text.ShouldContain("A newer headline");
        untouched.Find("|/about").ShouldNotBeNull();

        await RenameAsync("menu", "Other menu");
        untouched.Find("|/about").ShouldBeNull();
    }

    [Fact]
    public async Task A_new_item_a_widget_and_a_setting_are_seen_by_the_next_request()
    {
        await _host.GetAsync("/");
        await _host.GetAsync("/news");
        await _host.PublishAsync("""{ "ContentItemId": "fresh", "ContentType": "NewsItem", "PublishedUtc": "2026-11-30T08:00:00Z", "TitlePart": { "Title": "Fresh from the wire" } }""");
        (await _host.GetAsync("/news")).Text.ShouldContain("Fresh from the wire");
        await SampleContent.WidgetAsync(_host, "w9", "HtmlWidget", "Late box", "Always", "Sidebar", """ "HtmlBodyPart": { "Html": "<p>Came late.</p>" } """);
        (await _host.GetAsync("/")).Text.ShouldContain("Came late.");
        await _host.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<Portal.Content.Settings.SiteSettings>(before => before.With([new("SiteName", "Another name")]), ct));
        (await _host.GetAsync("/")).Text.ShouldContain("Another name");
    }

    [Fact]
    public async Task A_page_whose_rendering_began_before_a_change_is_not_taken_in()
    {
        var cache = _host.Get<PageCache>();
        var started = cache.Now;
        await RenameAsync("about", "Changed while others render");
        CachedPage Page(string tag) => new(new([1]), "text/html", "W/\"1\"", [tag], DateTimeOffset.MaxValue);
        cache.Keep("old", Page("item:about"), started).ShouldBeFalse();
        cache.Keep("other", Page("item:elsewhere"), started).ShouldBeTrue();
        cache.Keep("new", Page("item:about"), cache.Now).ShouldBeTrue();
    }

    [Fact]
    public async Task No_reader_gets_an_older_page_after_an_edit_has_returned()
    {
        const int Edits = 1000;
        string[] items = ["a1", "a2", "a3", "a4", "a5"];
        using var stop = new CancellationTokenSource();
        var returned = new int[items.Length];
        var reads = 0;
        var readers = Enumerable.Range(0, 32).Select(number => Task.Run(async () =>
        {
            string[] paths = ["/", "/articles", "/articles/cables-commons-and-the-law-of-the-deep", "/topics/multilateral", "/sr", "/feed.atom", "/articles/a-table-for-two-hundred", "/topics/digital-diplomacy"];
            for (var turn = number; !stop.IsCancellationRequested; turn++)
            {
                var least = items.Select((_, item) => Volatile.Read(ref returned[item])).ToArray();
                var (response, text) = await _host.GetAsync(paths[turn % paths.Length]);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                // Once edited, an item is nowhere to be seen as it was before its last edit that had ended when the page was asked for.
                foreach (var (item, edit) in Stamps(text))
                    edit.ShouldBeGreaterThanOrEqualTo(least[item], paths[turn % paths.Length]);
                if (turn % paths.Length == 1 && least.All(edit => edit > 0))
                    Stamps(text).Select(stamp => stamp.Item).Distinct().Count().ShouldBe(items.Length);
                Interlocked.Increment(ref reads);
            }
        })).ToList();
        var random = new Random(11);
        for (var edit = 1; edit <= Edits && !readers.Exists(reader => reader.IsFaulted); edit++)
        {
            var item = random.Next(items.Length);
            await RenameAsync(items[item], $"Edit number {item}/{edit}.");
            Volatile.Write(ref returned[item], edit);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        reads.ShouldBeGreaterThan(Edits / 10);

        static IEnumerable<(int Item, int Edit)> Stamps(string text) => System.Text.RegularExpressions.Regex.Matches(text, @"Edit number (\d)/(\d+)\.")
            .Select(match => (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_page_that_grew_old_is_served_once_more_and_made_anew_behind_its_reader()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
        var made = 0;
        await using var host = await SiteHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(time), map: app => app.MapGet("/counted", (HttpContext http, SitePages pages) =>
            pages.WriteAsync(http, new() { Shape = "Error", Title = $"Made {Interlocked.Increment(ref made)} in {CultureInfo.CurrentUICulture.Name}", Cached = true }, http.RequestAborted)));
        // Rows of the recipe come by once more when the journal is read, and would drop the first page.
        await host.SettleAsync();
        (await host.GetAsync("/sr-latn/counted")).Text.ShouldContain("Made 1 in sr-Latn");
        time.Advance(TimeSpan.FromMinutes(9));
        (await host.GetAsync("/sr-latn/counted")).Text.ShouldContain("Made 1 ");
        made.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(2));
        (await host.GetAsync("/sr-latn/counted")).Text.ShouldContain("Made 1 ", Case.Sensitive, "Nobody waits for the new one.");
        await Eventually.TrueAsync(async () => (await host.GetAsync("/sr-latn/counted")).Text.Contains("Made 2 in sr-Latn", StringComparison.Ordinal), "the page is made anew", TestContext.Current.CancellationToken);
        made.ShouldBe(2, "One render for all who ask meanwhile.");
        time.Advance(TimeSpan.FromMinutes(21));
        (await host.GetAsync("/sr-latn/counted")).Text.ShouldContain("Made 3 ", Case.Sensitive, "Too old for anybody.");
    }

    [Fact]
    public async Task In_development_the_header_tells_how_many_questions_a_page_puts_to_the_database()
    {
        (await _host.GetAsync("/about")).Response.Headers.Contains("Server-Timing").ShouldBeFalse();
        await using var host = await SiteHost.StartAsync(environment: "Development");
        await SampleContent.FillAsync(host);
        await host.SettleAsync();
        await host.GetAsync("/");
        var timing = (await host.GetAsync("/")).Response.Headers.GetValues("Server-Timing").Single();
        var queries = int.Parse(System.Text.RegularExpressions.Regex.Match(timing, @"desc=""(\d+) queries""").Groups[1].Value, CultureInfo.InvariantCulture);
        queries.ShouldBeInRange(1, 20, timing);
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_was_not_asked_for_goes_first()
    {
        await using var host = await SiteHost.StartAsync(new Dictionary<string, string?> { ["Portal:PageCache:MaxMegabytes"] = "1" });
        var cache = host.Get<PageCache>();
        for (var number = 0; number < 40; number++)
        {
            cache.Keep($"page{number}", new(new(new byte[50_000]), "text/html", "W/\"1\"", [$"item:{number}"], DateTimeOffset.MaxValue), cache.Now).ShouldBeTrue();
            cache.Find("page0").ShouldNotBeNull();
        }
        cache.Count.ShouldBeLessThan(15);
        cache.Find("page39").ShouldNotBeNull();
        cache.Find("page1").ShouldBeNull();
    }

    async Task RenameAsync(string id, string title)
    {
        var item = (await _host.Get<ContentReader>().GetLatestAsync(id, CancellationToken.None))!;
        item.Apply(new TitlePart(title));
        await _host.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
    }
}
