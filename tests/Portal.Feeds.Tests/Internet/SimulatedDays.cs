using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.WebSub;
using Portal.Feeds.WebSub;
using Portal.Testing.Databases;
using Portal.Testing.Internet;

namespace Portal.Feeds.Tests.Internet;

/// <summary>Imports the feeds of a simulated internet for days that pass as fast as the machine can. No time passes while anybody works.</summary>
sealed class SimulatedDays : IAsyncDisposable
{
    static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>How often the import looks for sources that are due, and hubs that want to be asked.</summary>
    static readonly TimeSpan Look = TimeSpan.FromSeconds(2), HubLook = TimeSpan.FromSeconds(30);

    /// <summary>Somebody waits for something else than the clock, such as for another one who waits for it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    readonly SimulatedClock _clock;
    readonly CallbackSite _callbacks;
    readonly int _parallel;
    readonly List<Task> _running = [];

    SimulatedDays(TestDatabase database, SimulatedInternet internet, CallbackSite callbacks, SimulatedClock clock, int parallel) =>
        (Database, Internet, _callbacks, _clock, Start, _parallel) = (database, internet, callbacks, clock, clock.GetUtcNow(), parallel);

    public TestDatabase Database { get; }

    public SimulatedInternet Internet { get; }

    public DateTimeOffset Start { get; }

    public static async Task<SimulatedDays> OpenAsync(int sources, int parallel, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        var clock = new SimulatedClock(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero), Step);
        var internet = await SimulatedInternet.StartAsync(sources, clock, cancellationToken);
        var callbacks = await CallbackSite.StartAsync(cancellationToken);
        var database = await TestDatabase.CreateAsync(provider, (services, configuration) =>
        {
            services.AddFeeds(configuration);
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<FindServer>((host, _, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([internet.Find(host)]));
        }, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
            ["Portal:BaseUrl"] = callbacks.Address,
        }, clock, cancellationToken);
        callbacks.Site = database.Services;
        await database.DefineRecipeTypesAsync(cancellationToken);
        await database.Get<FeedSources>().AddAsync([.. internet.Sources.Select(source => new NewSource(source.Url, source.Url))], ContentActor.System, cancellationToken);
        return new(database, internet, callbacks, clock, parallel);
    }

    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var claims = Database.Get<FeedClaims>();
        var importer = Database.Get<FeedImporter>();
        var hubs = Database.Get<HubSubscriptions>();
        var end = _clock.GetUtcNow() + duration;
        var (look, hubLook, asking) = (_clock.GetUtcNow(), _clock.GetUtcNow(), Task.CompletedTask);
        while (_clock.GetUtcNow() < end || _running.Count > 0)
        {
            var changed = _clock.Changed;
            await Task.WhenAll(_running.Where(task => task.IsCompleted));
            _running.RemoveAll(task => task.IsCompleted);
            var now = _clock.GetUtcNow();
            if (now < end && now >= hubLook && asking.IsCompleted)
            {
                hubLook = now + HubLook;
                _running.Add(asking = Watch(hubs.RunAsync(20, cancellationToken)));
            }
            var free = now < end && now >= look ? _parallel - _running.Count : 0;
            if (free > 0)
            {
                var claimed = await claims.ClaimDueAsync(free, cancellationToken);
                _running.AddRange(claimed.Select(state => Watch(importer.ImportAsync(state, cancellationToken))));
                if (claimed.Count < free)
                    look = _running.Count > 0 ? now + Look : await NextAsync(claims, now, cancellationToken);
            }
            if (_clock.WatchersAtWork == 0 && _clock.Waiting >= _running.Count)
                _clock.GoOn(_running.Count == _parallel ? HubLook : (look < hubLook ? look : hubLook) - now is { Ticks: > 0 } wait ? wait : Look);
            else if (await Task.WhenAny(changed, Task.Delay(Patience, cancellationToken)) != changed)
                _clock.GoOn(Look);
        }
    }

    /// <summary>Minutes from publication to import of all entries that were published while the days passed.</summary>
    public async Task<List<double>> FreshnessAsync(CancellationToken cancellationToken)
    {
        await using var db = await Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        var since = Start.UtcDateTime;
        var seen = await db.Set<FeedEntryRecord>().Join(db.ContentItems.Where(item => item.Published && item.PublishedUtc > since), entry => entry.ContentItemId, item => item.ContentItemId,
            (entry, item) => new { entry.FirstSeenUtc, item.PublishedUtc }).ToListAsync(cancellationToken);
        return [.. seen.Select(one => (one.FirstSeenUtc - one.PublishedUtc!.Value).TotalMinutes).Order()];
    }

    public async ValueTask DisposeAsync()
    {
        await Internet.DisposeAsync();
        await _callbacks.DisposeAsync();
        await Database.DisposeAsync();
    }

    // Only once it has ended does the clock's guard look who is still at work.
    Task Watch(Task work)
    {
        _ = work.ContinueWith(_ => _clock.Raise(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return work;
    }

    static async Task<DateTimeOffset> NextAsync(FeedClaims claims, DateTimeOffset now, CancellationToken cancellationToken) =>
        await claims.NextDueAsync(cancellationToken) is { } due && due > now.UtcDateTime ? new(due, TimeSpan.Zero) : now + Look;
}
