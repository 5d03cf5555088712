using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;
using Portal.Feeds.Sources;
using Portal.Testing;
using Portal.Testing.Databases;

namespace Portal.Feeds.Tests.Importing;

/// <summary>A site's database with the default recipe's content types, and a feed server beside it.</summary>
sealed class Newsroom : IAsyncDisposable
{
    public static ContentActor Editor { get; } = new("1", "milica");

    /// <summary>The same person at the desk, who may do everything with content.</summary>
    public static ClaimsPrincipal Person { get; } = new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, "1"), new(ClaimTypes.Name, "milica"), new(Permissions.ClaimType, "PublishContent"), new(Permissions.ClaimType, "EditContent")], "test"));

    Newsroom(TestDatabase database, FeedServer server) => (Database, Server) = (database, server);

    public TestDatabase Database { get; }

    public FeedServer Server { get; }

    public ContentReader Content => Database.Get<ContentReader>();

    public static async Task<Newsroom> OpenAsync(DatabaseProvider provider, CancellationToken cancellationToken, bool allowPrivate = true,
        Action<IServiceCollection>? configure = null, TimeProvider? time = null, int timeout = 30, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var server = await FeedServer.StartAsync(cancellationToken);
        var database = await TestDatabase.CreateAsync(provider, (services, configuration) =>
        {
            services.AddFeeds(configuration);
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            configure?.Invoke(services);
        }, new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Portal:Feeds:AllowPrivateNetworks"] = allowPrivate ? "true" : "false",
            ["Portal:Feeds:TimeoutSeconds"] = timeout.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }, time, cancellationToken);
        await database.DefineRecipeTypesAsync(cancellationToken);
        return new(database, server);
    }

    public Task<string> AddSourceAsync(string title, string url, CancellationToken cancellationToken, Action<ContentItem>? configure = null) =>
        Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var item = scope.Content.New("FeedSource");
            item.DisplayText = title;
            item.Apply(new TitlePart(title));
            item.Apply("FeedSource", "Url", new TextField(url));
            configure?.Invoke(item);
            await scope.Content.PublishAsync(item, ct);
            return item.ContentItemId;
        }, cancellationToken);

    public Task<ImportOutcome> ImportAsync(string sourceId, CancellationToken cancellationToken) => Database.Get<FeedImporter>().ImportAsync(sourceId, cancellationToken);

    public async Task<IReadOnlyList<ContentItem>> NewsAsync(CancellationToken cancellationToken) =>
        (await Content.ListPublishedAsync(new() { Types = ["NewsItem"], Count = 1000 }, cancellationToken)).Items;

    /// <summary>What waits for an editor.</summary>
    public async Task<IReadOnlyList<NewsLine>> WaitingAsync(CancellationToken cancellationToken) =>
        (await Database.Get<NewsQueue>().ReadAsync(new(), after: null, cancellationToken)).Lines;

    public async Task<FeedSourceState> StateAsync(string sourceId, CancellationToken cancellationToken)
    {
        await using var db = await Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        return await db.Set<FeedSourceState>().AsNoTracking().SingleAsync(row => row.SourceId == sourceId, cancellationToken);
    }

    public Task EditAsync(Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, Editor, work, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Server.DisposeAsync();
    }
}
