using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content;
using Portal.Content.Definitions;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Testing;

namespace Portal.Site.Tests.Hosting;

/// <summary>The kernel and the public site over real HTTP on a free port, with a database of its own and the definitions of the default recipe.</summary>
sealed class SiteHost : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly string _directory;

    SiteHost(WebApplication app, string directory, HttpClient http) => (_app, _directory, Http) = (app, directory, http);

    /// <summary>A client that neither follows redirects nor decompresses.</summary>
    public HttpClient Http { get; }

    public string DataDirectory => _directory;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<SiteHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string environment = "Production",
        Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, string url = "http://127.0.0.1:0")
    {
        var directory = Directory.CreateTempSubdirectory("portal-site-").FullName;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "portal" });
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Portal:DataDirectory"] = directory });
        builder.Services.AddContent(builder.Configuration);
        builder.Services.AddSite(builder.Configuration);
        builder.Services.AddSingleton<JournalEcho>();
        builder.Services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<JournalEcho>());
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map?.Invoke(app);
        app.MapSite();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
            await DatabaseSchema.CreateAsync(db, CancellationToken.None);
        await app.StartAsync();
        app.Services.GetRequiredService<SiteReadiness>().MarkReady();
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
        var host = new SiteHost(app, directory, http);
        await host.RunRecipeAsync();
        return host;
    }

    /// <summary>Waits until what was committed so far has come by in the journal for the second time as well.</summary>
    public async Task SettleAsync()
    {
        var echo = Get<JournalEcho>();
        for (var mark = 1; mark <= 20; mark++)
        {
            // A row of our own, in case that the journal is followed only from now on.
            await WriteAsync((scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([new("Mark", mark)]), ct));
            var newest = echo.Newest;
            for (var tries = 0; tries < 50 && !echo.HasReturned(newest); tries++)
                await Task.Delay(20);
            if (echo.HasReturned(newest))
                return;
        }
        throw new TimeoutException("The journal is not followed.");
    }

    /// <summary>Writes as a person does.</summary>
    public Task WriteAsync(Func<WriteScope, CancellationToken, Task> work) => Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, CancellationToken.None);

    /// <summary>Publishes an item given as Orchard's JSON.</summary>
    public async Task<ContentItem> PublishAsync(string json)
    {
        var item = ContentItemJson.Read((JsonObject)JsonNode.Parse(json)!);
        if (item.ContentItemId.Length == 0)
            item.ContentItemId = ContentIdentity.New();
        item.ContentItemVersionId = ContentIdentity.New();
        await WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
        return item;
    }

    /// <summary>Executes a step of a recipe and returns what it reported.</summary>
    public async Task<IReadOnlyList<string>> StepAsync(JsonObject step)
    {
        var reported = new List<string>();
        var name = step["name"]!.GetValue<string>();
        var one = _app.Services.GetServices<IRecipeStep>().Single(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        await WriteAsync((scope, ct) => one.ExecuteAsync(new(step, null, scope, reported.Add), ct));
        return reported;
    }

    public async Task<(HttpResponseMessage Response, string Text)> GetAsync(string path)
    {
        var response = await Http.GetAsync(path);
        return (response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Asks as a browser does, for HTML.</summary>
    public async Task<(HttpResponseMessage Response, string Text)> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml");
        var response = await Http.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    // The definitions, layers and settings of the recipe, not its content.
    async Task RunRecipeAsync()
    {
        var recipe = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json")), documentOptions: ContentItemJson.ReadOptions)!;
        foreach (var step in recipe["steps"]!.AsArray().OfType<JsonObject>())
        {
            switch (step["name"]!.GetValue<string>())
            {
                case "ContentDefinition":
                    await WriteAsync((scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(
                        before => before.MergedWith(step.Deserialize(ContentDefinitions.Json)!), ct));
                    break;
                case "settings":
                    await WriteAsync((scope, ct) => scope.UpdateDocumentAsync<Content.Settings.SiteSettings>(
                        before => before.With(step.Where(one => one.Key != "name")), ct));
                    break;
                case "layers" or "themes":
                    await StepAsync((JsonObject)step.DeepClone());
                    break;
            }
        }
    }
}
