using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Samples;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Samples;

public sealed class SampleFeedsTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Dates_are_reckoned_from_the_setting_up()
    {
        var setUp = new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);
        SampleFeeds.WithDates("<a>{{ago:3h}}</a><b>{{ isoago:2d }}</b><c>{{other}}</c>", setUp)
            .ShouldBe("<a>Tue, 24 Nov 2026 07:00:00 +0000</a><b>2026-11-22T10:00:00Z</b><c>{{other}}</c>");
    }

    [Fact]
    public async Task The_site_serves_its_samples_over_http_and_imports_them_without_leave_for_private_networks()
    {
        var recipes = Directory.CreateTempSubdirectory("portal-recipes-");
        Directory.CreateDirectory(Path.Combine(recipes.FullName, "samples"));
        await File.WriteAllTextAsync(Path.Combine(recipes.FullName, "samples", "primer.xml"),
            Rss.Channel(Rss.Item("1", "Састанак", "https://primer.example/1", date: "{{ago:3h}}")), Cancellation);
        var own = new OwnServer();
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, allowPrivate: false, configure: services => services.AddSingleton<IServer>(own));
        await using var site = await StartAsync(room, recipes.FullName);
        own.Url = site.Urls.First();
        var source = await room.AddSourceAsync("Sample", "~/samples/feeds/primer.xml", Cancellation);

        var first = await room.ImportAsync(source, Cancellation);
        first.Stored.New.ShouldBe(1, first.Message);
        (await room.ImportAsync(source, Cancellation)).State.ShouldBe(ImportState.Unchanged);
        (await room.StateAsync(source, Cancellation)).Status.ShouldBe(304);
        var away = await room.AddSourceAsync("Away", "~/samples/feeds/..%2f..%2fsecrets.xml", Cancellation);
        (await room.ImportAsync(away, Cancellation)).State.ShouldBe(ImportState.Failed);
        recipes.Delete(recursive: true);
    }

    static async Task<WebApplication> StartAsync(Newsroom room, string recipes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Portal:RecipesDirectory"] = recipes;
        builder.Services.AddSingleton(room.Database.Get<Content.Documents.SiteDocuments>());
        builder.Services.AddSingleton(room.Database.Get<Content.Hosting.SiteAddress>());
        builder.Services.AddSingleton<Content.Hosting.SiteFolders>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SampleFeeds>();
        var app = builder.Build();
        app.MapSampleFeeds();
        await app.StartAsync(Cancellation);
        return app;
    }
}
