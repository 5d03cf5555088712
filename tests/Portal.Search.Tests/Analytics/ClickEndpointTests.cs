using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Storage;
using Portal.Search.Analytics;
using Portal.Search.Tests.Indexing;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Analytics;

/// <summary>What browsers report of opened results, over real HTTP.</summary>
public sealed class ClickEndpointTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_from_the_sites_own_page_is_counted_and_no_other()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var item = await site.PublishAsync("Summit", "<p>Of the summit</p>");
        await using var server = await ServeAsync(site);
        using var client = new HttpClient { BaseAddress = new(server.Urls.First()) };

        using var taken = await SendAsync(client, "same-origin", ("q", "Самит у Бечу"), ("item", item.ContentItemId), ("position", "3"));
        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        taken.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await StatusAsync("cross-site", ("q", "a"), ("item", item.ContentItemId), ("position", "1"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(null, ("q", "a"), ("item", item.ContentItemId), ("position", "1"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync("same-origin", ("q", "a"), ("item", item.ContentItemId), ("position", "0"))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("same-origin", ("q", "a"), ("item", "../etc"), ("position", "1"))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("same-origin", ("q", ""), ("item", item.ContentItemId), ("position", "1"))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("same-origin", ("q", new string('x', 9000)), ("item", item.ContentItemId), ("position", "1"))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await StatusAsync("same-origin", [.. Enumerable.Range(0, 100).Select(number => ($"f{number}", "x"))])).ShouldBe(HttpStatusCode.BadRequest);

        await site.Database.Get<CountStore>().FlushAsync(Cancellation);
        var all = await site.Database.Get<SearchStatistics>().AllAsync(1, Cancellation);
        (all.Clicks, all.Positions).ShouldBe((1, 3));

        async Task<HttpStatusCode> StatusAsync(string? fetchSite, params (string Name, string Value)[] fields)
        {
            using var answer = await SendAsync(client, fetchSite, fields);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task One_network_reports_so_many_and_no_more()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await using var server = await ServeAsync(site);
        using var client = new HttpClient { BaseAddress = new(server.Urls.First()) };
        var taken = 0;
        // Further minutes bring further reports; somebody who sends them without a pause meets the limit in any case.
        while (taken < 5000 && await StatusAsync() == HttpStatusCode.NoContent)
            taken++;
        taken.ShouldBeInRange(60, 4999);

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await SendAsync(client, "same-origin", ("q", "samit"), ("item", "x"), ("position", "1"));
            return answer.StatusCode;
        }
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient client, string? fetchSite, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "search/clicked") { Content = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)) };
        request.Headers.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        if (fetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        return await client.SendAsync(request, Cancellation);
    }

    static async Task<WebApplication> ServeAsync(SearchSite site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(site.Database.Get<SearchAnalytics>());
        builder.Services.AddSingleton<ClickLimits>();
        var app = builder.Build();
        ClickEndpoint.Map(app);
        await app.StartAsync(Cancellation);
        return app;
    }
}
