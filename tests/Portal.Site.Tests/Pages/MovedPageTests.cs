using System.Net;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

public sealed class MovedPageTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/articles/a-table-for-two-hundred", "/articles/the-long-table")]
    [InlineData("/Articles/A-Table-For-Two-Hundred/?utm_source=x&page=2", "/articles/the-long-table?utm_source=x&page=2")]
    [InlineData("/sr-latn/articles/a-table-for-two-hundred", "/sr-latn/articles/the-long-table")]
    [InlineData("/sr/articles/a-table-for-two-hundred?after=1-2", "/sr/articles/the-long-table?after=1-2")]
    public async Task An_old_address_leads_to_the_new_one_with_language_and_query(string old, string expected)
    {
        await _host.GetAsync("/articles/a-table-for-two-hundred"); // the kept copy must go
        await MoveAsync("articles/a-table-for-two-hundred", "articles/the-long-table");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, old);
            using var answer = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
            answer.Headers.Location!.ToString().ShouldBe(expected);
        }
        (await _host.GetAsync("/articles/the-long-table")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Feed_readers_are_led_on_too()
    {
        await MoveAsync("topics", "subjects");
        var (answer, _) = await _host.GetAsync("/topics/multilateral/feed");
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.ToString().ShouldBe("/subjects/multilateral/feed");
        (await _host.GetAsync("/subjects/multilateral/feed")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_taken_away_says_so_in_the_theme()
    {
        await _host.GetAsync("/articles/a-table-for-two-hundred");
        var item = (await _host.Get<ContentReader>().FindByRouteAsync("articles/a-table-for-two-hundred", TestContext.Current.CancellationToken))!.Item;
        await _host.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        var (answer, text) = await _host.GetAsync("/articles/a-table-for-two-hundred");
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        text.ShouldContain("This page was taken away");
        text.ShouldContain("""<meta name="robots" content="noindex">""");
        (await _host.GetAsync("/sr/articles/a-table-for-two-hundred")).Text.ShouldContain("Ова страница је уклоњена");
    }

    [Fact]
    public async Task Numbered_addresses_of_wordpress_lead_on_and_others_leave_the_home_page_alone()
    {
        var item = (await _host.Get<ContentReader>().FindByRouteAsync("articles/a-table-for-two-hundred", TestContext.Current.CancellationToken))!.Item;
        await _host.WriteAsync((scope, ct) => Redirects.KeepAsync(scope.Db, "?p=12", item.ContentItemId, scope.NowUtc, ct));
        await _host.GetAsync("/");
        (await _host.GetAsync("/?p=12")).Response.Headers.Location!.ToString().ShouldBe("/articles/a-table-for-two-hundred");
        (await _host.GetAsync("/?p=13")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task MoveAsync(string path, string to)
    {
        var item = (await _host.Get<ContentReader>().FindByRouteAsync(path, TestContext.Current.CancellationToken))!.Item;
        item.Apply(item.As<AutoroutePart>()! with { Path = to });
        await _host.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
    }
}
