using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Results;
using Portal.Site;
using Portal.Site.Shapes;
using Portal.Testing.Databases;

namespace Portal.Search.Tests.Results;

/// <summary>A site with the public face and the search, whose theme draws results that a test has made by hand.</summary>
sealed class DrawnPage(TestDatabase database, StatementCount statements) : IAsyncDisposable
{
    public TestDatabase Database => database;

    /// <summary>Statements that the database was asked to run.</summary>
    public int Statements => statements.Count;

    public static async Task<DrawnPage> CreateAsync(CancellationToken cancellationToken)
    {
        var statements = new StatementCount();
        return new(await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, (services, configuration) =>
        {
            services.AddSite(configuration);
            services.AddSearch(configuration);
            services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(statements));
        }, cancellationToken: cancellationToken), statements);
    }

    /// <summary>The page as a browser reads it.</summary>
    public async Task<IHtmlDocument> DrawAsync(SearchRequest request, SearchResult result, CancellationToken cancellationToken, string language = "en", string root = "")
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var model = await database.Get<SearchPageShape>().BuildAsync(root, request, result, cancellationToken);
        var html = await database.Get<ThemeShapes>().RenderAsync("SearchResults", model, CultureInfo.CurrentUICulture, plainText: false, cancellationToken);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>Publishes a taxonomy with one term of each name; the term's identifier is its name without blanks.</summary>
    public Task AddTermsAsync(string alias, IReadOnlyList<string> terms, CancellationToken cancellationToken) => WriteAsync(async (scope, ct) =>
    {
        var taxonomy = scope.Content.New("Taxonomy");
        taxonomy.Apply(new TitlePart(alias));
        taxonomy.Content["TaxonomyPart"] = new JsonObject
        {
            ["Terms"] = new JsonArray([.. terms.Select(term => (JsonNode)new JsonObject { ["ContentItemId"] = term.Replace(" ", ""), ["ContentType"] = "Topic", ["DisplayText"] = term })]),
        };
        await scope.Content.PublishAsync(taxonomy, ct);
    }, cancellationToken);

    /// <summary>Publishes a feed source and returns its identifier.</summary>
    public async Task<string> AddSourceAsync(string name, CancellationToken cancellationToken)
    {
        var id = "";
        await WriteAsync(async (scope, ct) =>
        {
            var source = scope.Content.New("FeedSource");
            source.Apply(new TitlePart(name));
            source.DisplayText = name;
            id = source.ContentItemId;
            await scope.Content.PublishAsync(source, ct);
        }, cancellationToken);
        return id;
    }

    public Task WriteAsync(Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, cancellationToken);

    public static SearchHit Hit(string id, string title, string source = "") =>
        new(new() { Id = id, Type = "NewsItem", Title = title, Text = "Text", Path = $"news/{id}", Source = source, PublishedUtc = new(2026, 11, 5, 0, 0, 0, DateTimeKind.Utc) }, 1, title, "Text with a <mark>word</mark>");

    public static SearchResult Found(params IReadOnlyList<SearchHit> hits) => new(SearchOutcome.Searched, hits.Count, hits, false);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

/// <summary>Counts the statements that are read from the database.</summary>
sealed class StatementCount : DbCommandInterceptor
{
    int _count;

    public int Count => Volatile.Read(ref _count);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return new(result);
    }
}
