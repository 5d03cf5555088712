using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Definitions;
using Portal.Content.Fields;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Queries;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;
using Portal.Newsletter.Transfer;
using Portal.Search;
using Portal.Site;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Portal.Testing.Mail;
using Xunit;

namespace Portal.Newsletter.Tests;

/// <summary>A site with a newsletter on a database of its own, a clock that the test moves, and the theme's own mail templates.</summary>
sealed class NewsletterSite : IAsyncDisposable
{
    readonly TestDatabase _database;
    readonly Dictionary<string, string?> _settings;
    string _lastId = "";

    NewsletterSite(TestDatabase database, FakeTimeProvider time, Dictionary<string, string?> settings) => (_database, Time, _settings) = (database, time, settings);

    static readonly ContentActor Editor = new("1", "editor");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    public FakeTimeProvider Time { get; }

    public string DataDirectory => _database.DataDirectory;

    public static async Task<NewsletterSite> CreateAsync(DatabaseProvider provider, SmtpServer? server = null, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(server?.Settings ?? new Dictionary<string, string?>()) { ["Portal:BaseUrl"] = "https://portal.example", ["Portal:Newsletter:PostalAddress"] = "Institute, Knez Mihailova 1, Belgrade" };
        foreach (var (key, value) in settings)
            all[key] = value;
        // A Tuesday, noon in Belgrade.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
        var site = new NewsletterSite(await TestDatabase.CreateAsync(provider, Configure, all, time, Cancellation), time, all);
        await site.WriteAsync(async (scope, ct) =>
        {
            await scope.UpdateDocumentAsync<ContentDefinitions>(_ => JsonSerializer.Deserialize(Definitions, ContentDefinitions.Json)!, ct);
            await scope.UpdateDocumentAsync<SiteSettings>(old => old.With(new JsonObject { ["SiteName"] = "Institute", ["TimeZoneId"] = "Europe/Belgrade" }), ct);
            await scope.Content.ImportAsync(ContentItemJson.Read((JsonObject)JsonNode.Parse(Topics)!), ct);
            await scope.Content.ImportAsync(ContentItemJson.Read((JsonObject)JsonNode.Parse(Regions)!), ct);
        });
        return site;
    }

    static void Configure(IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration configuration)
    {
        services.AddSite(configuration);
        services.AddNewsletter(configuration);
        services.AddSearch(configuration);
        services.AddSingleton<RenderShape>(provider => new TemplateRendering(provider.GetRequiredService<Portal.Content.Localization.Texts>()).RenderAsync);
    }

    /// <summary>The same data in a new process, so to say: with other settings where given.</summary>
    public async Task<NewsletterSite> ReopenAsync(SmtpServer? server = null, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_settings);
        foreach (var (key, value) in server?.Settings ?? new Dictionary<string, string?>())
            all[key] = value;
        foreach (var (key, value) in settings)
            all[key] = value;
        return new(await _database.ReopenAsync(Configure, all, Time, Cancellation), Time, all);
    }

    public T Get<T>() where T : notnull => _database.Get<T>();

    /// <summary>Signs up as by the form.</summary>
    public Task<SignUpResult> SignUpAsync(string address, DigestRhythm rhythm = DigestRhythm.Daily, string topics = "", string language = "en", string ip = "192.0.2.1") =>
        Get<SignUps>().TakeAsync(new(address, rhythm, topics, CultureInfo.GetCultureInfo(language), "page", IPAddress.Parse(ip), "test"), Cancellation);

    /// <summary>Signs up and confirms by the database, without mail.</summary>
    public async Task<SubscriberRecord> SubscribeAsync(string address, DigestRhythm rhythm = DigestRhythm.Daily, string topics = "", string language = "en", Action<SubscriberRecord>? dress = null)
    {
        var subscriber = new SubscriberRecord
        {
            Id = NextId(),
            Address = address,
            AddressKey = SubscriberAddress.Key(address),
            Secret = SubscriberLinks.NewSecret(),
            State = SubscriberState.Confirmed,
            Rhythm = rhythm,
            Topics = topics,
            Language = language,
            CreatedUtc = Time.GetUtcNow().UtcDateTime,
            ConfirmedUtc = Time.GetUtcNow().UtcDateTime,
        };
        dress?.Invoke(subscriber);
        await WriteAsync((scope, _) =>
        {
            scope.Db.Add(subscriber);
            return Task.CompletedTask;
        });
        return subscriber;
    }

    // Who subscribes first is written to first, also within the same millisecond.
    string NextId()
    {
        string next;
        do
        {
            next = ContentIdentity.New();
        }
        while (string.CompareOrdinal(next, _lastId) <= 0);
        return _lastId = next;
    }

    /// <summary>Publishes an item now.</summary>
    public Task<ContentItem> PublishAsync(string type, string title, params string[] topics) => PublishAsync(type, title, topics, _ => { });

    /// <summary>Publishes an item now, dressed by the test.</summary>
    public async Task<ContentItem> PublishAsync(string type, string title, string[] topics, Action<ContentItem> dress)
    {
        ContentItem? item = null;
        await WriteAsync(async (scope, ct) =>
        {
            item = scope.Content.New(type);
            item.Apply(new TitlePart(title));
            item.Apply(new HtmlBodyPart($"<p>Body of {title}</p>"));
            item.Apply(type, "Topics", new TaxonomyField("topics", topics));
            dress(item);
            await scope.Content.PublishAsync(item, ct);
        });
        return item!;
    }

    /// <summary>Moves the clock to the next time at which the daily issue is due, and composes it.</summary>
    public async Task<IssueRecord?> ComposeNextAsync(DigestRhythm rhythm = DigestRhythm.Daily)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Belgrade");
        var due = DigestCalendar.Next(rhythm, Time.GetUtcNow().UtcDateTime, zone);
        Time.SetUtcNow(new DateTimeOffset(due.Utc, TimeSpan.Zero));
        return await Get<DigestComposer>().ComposeAsync(rhythm, due, Cancellation);
    }

    /// <summary>Lets the search follow the content from now on.</summary>
    public async Task StartSearchAsync()
    {
        Get<SiteReadiness>().MarkReady();
        await Get<IEnumerable<IHostedService>>().Single(service => service.GetType().Name == "JournalIndexer").StartAsync(Cancellation);
        await Eventually.TrueAsync(async () => await Get<IContentSearch>().FindAsync("q=anything", null, 1, Cancellation) is not null, "the search answers", Cancellation);
    }

    /// <summary>Publishes a news item and waits until the search has it.</summary>
    public async Task<ContentItem> PublishFoundAsync(string title)
    {
        var item = await PublishAsync("NewsItem", title);
        await Eventually.TrueAsync(async () =>
        {
            // On PostgreSQL a row of the journal is read once all older transactions of the server are over: the reader looks again by the clock.
            Time.Advance(TimeSpan.FromSeconds(1));
            return (await Get<IContentSearch>().FindAsync("q=" + Uri.EscapeDataString(title), null, 10, Cancellation))!.Contains(item.ContentItemId);
        }, $"the search has “{title}”", Cancellation);
        return item;
    }

    /// <summary>Brings subscribers from a table; what became of each line.</summary>
    public async Task<List<(string Address, EntryResult Result)>> ImportAsync(string table, ImportOptions options)
    {
        var lines = new List<(string, EntryResult)>();
        using var reader = new StringReader(table);
        await foreach (var line in Get<SubscriberImport>().RunAsync(reader, options, Editor, Cancellation))
            lines.Add((line.Address, line.Result));
        return lines;
    }

    public Task DeliverAsync() => Get<Deliverer>().RunAsync(Cancellation);

    public async Task<List<DeliveryRecord>> DeliveriesAsync()
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await db.Set<DeliveryRecord>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancellation);
    }

    public async Task<DeliveryBalance> BalanceAsync(IssueRecord issue) => (await Get<Portal.Newsletter.Desk.NewsletterOverview>().IssueAsync(issue.Id, Cancellation))!.Balance;

    public async Task<SubscriberRecord?> SubscriberAsync(string address)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await db.Set<SubscriberRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.Address == address, Cancellation);
    }

    public Task WriteAsync(Func<WriteScope, CancellationToken, Task> work) =>
        Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, Cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    const string Definitions = """
        { "ContentTypes": [
            { "Name": "Article", "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "Article", "Name": "Article" },
                { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "articles/{{ ContentItem.DisplayText | slugify }}" } } } ] },
            { "Name": "NewsItem", "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "NewsItem", "Name": "NewsItem" },
                { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "news/{{ ContentItem.DisplayText | slugify }}" } } } ] },
            { "Name": "FeedSource", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" } ] },
            { "Name": "Story", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "Story", "Name": "Story" } ] } ],
          "ContentParts": [
            { "Name": "Story", "ContentPartFieldDefinitionRecords": [ { "FieldName": "ContentPickerField", "Name": "Items" } ] },
            { "Name": "Article", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TaxonomyField", "Name": "Topics" } ] },
            { "Name": "NewsItem", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TaxonomyField", "Name": "Topics" }, { "FieldName": "TaxonomyField", "Name": "Regions" }, { "FieldName": "ContentPickerField", "Name": "Source" } ] } ] }
        """;

    const string Regions = """
        { "ContentItemId": "regions", "ContentType": "Taxonomy", "Latest": true, "Published": true, "TitlePart": { "Title": "Regions" }, "AliasPart": { "Alias": "regions" },
          "AutoroutePart": { "Path": "regions", "RouteContainedItems": true },
          "TaxonomyPart": { "TermContentType": "Region", "Terms": [
            { "ContentItemId": "balkans", "ContentType": "Region", "DisplayText": "Balkans" }, { "ContentItemId": "asia", "ContentType": "Region", "DisplayText": "Asia" } ] } }
        """;

    const string Topics = """
        { "ContentItemId": "topics", "ContentType": "Taxonomy", "Latest": true, "Published": true, "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "topics" },
          "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
          "TaxonomyPart": { "TermContentType": "Topic", "Terms": [
            { "ContentItemId": "cyber", "ContentType": "Topic", "DisplayText": "Cyber diplomacy", "Terms": [ { "ContentItemId": "norms", "ContentType": "Topic", "DisplayText": "Norms" } ] },
            { "ContentItemId": "water", "ContentType": "Topic", "DisplayText": "Water & rivers" } ] } }
        """;
}
