using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Testing.Databases;
using Portal.Testing.Internet;

namespace Portal.Feeds.Tests.Internet;

/// <summary>Imports the feeds of a simulated internet for days that pass as fast as the machine can.</summary>
sealed class SimulatedDays : IAsyncDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    readonly FakeTimeProvider _clock;
    readonly int _parallel;
    readonly List<Task> _running = [];

    SimulatedDays(TestDatabase database, SimulatedInternet internet, FakeTimeProvider clock, int parallel) =>
        (Database, Internet, _clock, Start, _parallel) = (database, internet, clock, clock.GetUtcNow(), parallel);

    public TestDatabase Database { get; }

    public SimulatedInternet Internet { get; }

    public DateTimeOffset Start { get; }

    public static async Task<SimulatedDays> OpenAsync(int sources, int parallel, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        var internet = await SimulatedInternet.StartAsync(sources, clock, cancellationToken);
        var database = await TestDatabase.CreateAsync(provider, (services, configuration) =>
        {
            services.AddFeeds(configuration);
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<FindServer>((host, _, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([internet.Find(host)]));
        }, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
            // The clock runs ahead of the machine while a host is given its pause.
            ["Portal:Feeds:TimeoutSeconds"] = "3600",
            ["Portal:Feeds:LeaseSeconds"] = "3600",
        }, clock, cancellationToken);
        await database.DefineRecipeTypesAsync(cancellationToken);
        await database.Get<FeedSources>().AddAsync([.. internet.Sources.Select(source => new NewSource(source.Url, source.Url))], ContentActor.System, cancellationToken);
        return new(database, internet, clock, parallel);
    }

    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var claims = Database.Get<FeedClaims>();
        var importer = Database.Get<FeedImporter>();
        var end = _clock.GetUtcNow() + duration;
        while (_clock.GetUtcNow() < end || _running.Count > 0)
        {
            await Task.WhenAll(_running.Where(task => task.IsCompleted));
            _running.RemoveAll(task => task.IsCompleted);
            var over = _clock.GetUtcNow() >= end;
            var free = over ? 0 : _parallel - _running.Count;
            var claimed = free > 0 ? await claims.ClaimDueAsync(free, cancellationToken) : [];
            _running.AddRange(claimed.Select(state => importer.ImportAsync(state, cancellationToken)));
            if (claimed.Count > 0 && claimed.Count == free)
                await Task.WhenAny(_running);
            else if (_running.Count > 0)
                await LetPassAsync(cancellationToken);
            else if (!over)
                _clock.Advance(await UntilNextAsync(claims, cancellationToken));
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
        await Database.DisposeAsync();
        await Internet.DisposeAsync();
    }

    // Something runs: it ends soon by itself, or waits for a host's pause, which only passes if the clock does.
    async Task LetPassAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (await Task.WhenAny([.. _running, Task.Delay(1, patience.Token)]) is { } first && !_running.Contains(first))
            _clock.Advance(Tick);
        await patience.CancelAsync();
    }

    async Task<TimeSpan> UntilNextAsync(FeedClaims claims, CancellationToken cancellationToken) =>
        await claims.NextDueAsync(cancellationToken) is { } due && due - _clock.GetUtcNow().UtcDateTime is { } wait && wait > Tick
            ? wait < TimeSpan.FromMinutes(10) ? wait : TimeSpan.FromMinutes(10)
            : Tick;
}
