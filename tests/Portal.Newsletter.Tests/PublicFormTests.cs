using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Portal.Content.Storage;
using Portal.Newsletter.Archive;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;
using Portal.Newsletter.Transfer;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>The public forms over real HTTP, as mail programs and strangers post them.</summary>
public sealed class PublicFormTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_click_needs_no_cookie_and_no_token_works_in_both_encodings_and_twice()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await ListenAsync(site);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address(host) };
        var bodies = new Func<HttpContent>[]
        {
            () => new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            () => new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } },
        };
        foreach (var body in bodies)
        {
            var ana = await site.SubscribeAsync($"ana{Array.IndexOf(bodies, body)}@example.org");
            var path = $"newsletter/unsubscribe/{SubscriberLinks.Token(ana)}";
            for (var time = 0; time < 2; time++)
            {
                using var answer = await client.PostAsync(path, body(), Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await site.SubscriberAsync(ana.Address))!.State.ShouldBe(SubscriberState.Unsubscribed);
            }
        }
    }

    [Fact]
    public async Task A_forged_link_is_answered_the_same_for_known_and_unknown_people()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await ListenAsync(site);
        using var client = new HttpClient { BaseAddress = Address(host) };
        var ana = await site.SubscribeAsync("ana@example.org");
        var answers = new List<string>();
        foreach (var token in new[] { $"{ana.Id}.AAAA", "0123456789abcdefghjkmnpqrs.AAAA", SubscriberLinks.ConfirmToken(ana, ana.Id) })
        {
            using var answer = await client.PostAsync($"newsletter/unsubscribe/{token}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answers.Add(await answer.Content.ReadAsStringAsync(Cancellation));
        }
        answers.Distinct().ShouldHaveSingleItem();
        (await site.SubscriberAsync("ana@example.org"))!.State.ShouldBe(SubscriberState.Confirmed);
    }

    [Theory]
    [InlineData("newsletter", "Sec-Fetch-Site", "cross-site")]
    [InlineData("newsletter", "Sec-Fetch-Site", "same-site")]
    [InlineData("newsletter", "Origin", "https://evil.example")]
    [InlineData("newsletter", "Origin", "null")]
    [InlineData("newsletter/search", "Sec-Fetch-Site", "cross-site")]
    [InlineData("newsletter/search", "Origin", "https://evil.example")]
    public async Task A_post_that_another_site_caused_is_refused(string path, string header, string value)
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await ListenAsync(site);
        using var client = new HttpClient { BaseAddress = Address(host) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("email", "ana@example.org"), new("opened", "1"), new("search", "q=water")]) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.DeliveriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_fills_in_the_form_is_recognised()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var form = site.Get<SignUpForm>();
        var opened = form.Opened;
        form.IsRobot(Fields(("email", "a@example.org"), ("opened", opened))).ShouldBeTrue("nobody types that fast");
        site.Time.Advance(TimeSpan.FromSeconds(5));
        form.IsRobot(Fields(("email", "a@example.org"), ("opened", opened))).ShouldBeFalse();
        form.IsRobot(Fields(("email", "a@example.org"), ("opened", opened), ("website", "https://spam.example"))).ShouldBeTrue();
        form.IsRobot(Fields(("email", "a@example.org"))).ShouldBeTrue();
    }

    static FormCollection Fields(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value), StringComparer.Ordinal));

    internal static async Task<WebApplication> ListenAsync(NewsletterSite site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => site.Get<SignUpEndpoints>());
        builder.Services.AddSingleton(_ => site.Get<PreferenceEndpoints>());
        builder.Services.AddSingleton(_ => site.Get<SavedSearchEndpoints>());
        builder.Services.AddSingleton(_ => site.Get<UnsubscribeEndpoints>());
        builder.Services.AddSingleton(_ => site.Get<SubscriberExport>());
        builder.Services.AddSingleton(_ => site.Get<ArchiveEndpoints>());
        builder.Services.AddSingleton(_ => site.Get<ReadershipEndpoints>());
        var host = builder.Build();
        host.MapNewsletter();
        await host.StartAsync(Cancellation);
        return host;
    }

    internal static Uri Address(WebApplication host) => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
}
