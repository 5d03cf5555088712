using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Indexing;

/// <summary>A database with the search module.</summary>
sealed class SearchSite(TestDatabase database) : IAsyncDisposable
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public TestDatabase Database => database;

    public IndexStatus Status => database.Get<IndexStatus>();

    public static async Task<SearchSite> CreateAsync(DatabaseProvider provider, Action<IServiceCollection>? configure = null) =>
        new(await TestDatabase.CreateAsync(provider, (services, configuration) =>
        {
            services.AddSearch(configuration);
            configure?.Invoke(services);
        }, cancellationToken: Cancellation));

    /// <summary>The same data in new services, as after a restart.</summary>
    public async Task<SearchSite> RestartAsync()
    {
        var again = new SearchSite(await database.ReopenAsync((services, configuration) => services.AddSearch(configuration), cancellationToken: Cancellation));
        await again.StartAsync();
        return again;
    }

    public Task StartAsync() => database.StartAsync(Cancellation);

    /// <summary>Ends the hosted services, which commits.</summary>
    public async Task StopAsync()
    {
        foreach (var service in database.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>())
            await service.StopAsync(Cancellation);
    }

    /// <summary>Writes as a person does.</summary>
    public Task WriteAsync(Func<WriteScope, CancellationToken, Task> work) => database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, Cancellation);

    public Task<ContentItem> PublishAsync(string title, string html, string type = "Article", DateTime? publishedUtc = null) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => PublishAsync(scope, title, html, type, publishedUtc, ct), Cancellation);

    public Task PublishManyAsync(int count, string word) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            for (var number = 0; number < count; number++)
                await PublishAsync(scope, $"{word} {number}", $"<p>The {word} number {number}</p>", "NewsItem", null, ct);
        }, Cancellation);

    public Task ChangeAsync(ContentItem item, Func<WriteScope, ContentItem, CancellationToken, Task> change) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
            await change(scope, (await scope.Content.GetLatestAsync(item.ContentItemId, ct))!, ct), Cancellation);

    /// <summary>All identifiers that a query finds, each as often as the index has it.</summary>
    public List<string> Found(string query) =>
        [.. database.Get<SiteSearch>().Search(new() { Query = query, PageSize = 1000 }).Hits.Select(hit => hit.Document.Id)];

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> so)
    {
        for (var look = 0; look < 1500 && !so(); look++)
            await Task.Delay(20, Cancellation);
        so().ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    static async Task<ContentItem> PublishAsync(WriteScope scope, string title, string html, string type, DateTime? publishedUtc, CancellationToken cancellationToken)
    {
        var item = scope.Content.New(type);
        item.PublishedUtc = publishedUtc;
        item.Apply(new TitlePart(title));
        item.Apply(new HtmlBodyPart(html));
        item.Apply(new AutoroutePart($"{type}/{item.ContentItemId}"));
        item.Apply(type, "Topics", new TaxonomyField("topics", ["term1"]));
        await scope.Content.PublishAsync(item, cancellationToken);
        return item;
    }
}
