using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Queries;
using Portal.Search.Tests.Indexing;
using Shouldly;

namespace Portal.Search.Tests.Queries;

/// <summary>A site with four published items, each called by one word, and its index.</summary>
sealed class Library(SearchSite site) : IAsyncDisposable
{
    /// <summary>What a query answered: names in alphabetical order, and in the query's.</summary>
    public sealed record Answer(string Found, IReadOnlyList<string> Ordered, string? Problem);

    public SearchSite Site => site;

    public static async Task<Library> OpenAsync(DatabaseProvider provider, CancellationToken cancellationToken)
    {
        var site = await SearchSite.CreateAsync(provider);
        await site.StartAsync();
        await site.WriteAsync(async (scope, ct) =>
        {
            await PublishAsync(scope, 1, "Summit", "<p>Ministers negotiate at the summit in Vienna.</p>", "Article", ct);
            await PublishAsync(scope, 2, "Berlin", "<p>The wall of Berlin fell.</p>", "Article", ct);
            await PublishAsync(scope, 3, "Treaty", "<p>Negotiating a treaty about Berlin.</p>", "Article", ct);
            await PublishAsync(scope, 4, "Visit", "<p>Посета министра. Министар долази у Београд.</p>", "NewsItem", ct);
        });
        await SearchSite.UntilAsync(() => site.Database.Get<LiveIndex>().TryRead(SearchIndex.Count, out var documents) && documents == 4);
        return new(site);
    }

    public T Get<T>() where T : notnull => site.Database.Get<T>();

    public static string Names(IEnumerable<ContentItem> items) => string.Join(' ', items.Select(item => item.DisplayText!.ToLowerInvariant()).Order(StringComparer.Ordinal));

    public async Task<Answer> RunAsync(string query, CancellationToken cancellationToken)
    {
        var answer = await Get<LuceneRun>().RunAsync("", query, new HashSet<string>(), cancellationToken);
        List<string> ordered = [.. answer.Hits.Select(hit => hit.Document.Title.ToLowerInvariant())];
        return new(string.Join(' ', ordered.Order(StringComparer.Ordinal)), ordered, answer.Problem);
    }

    /// <summary>Runs steps of a recipe.</summary>
    /// <returns>What the recipe had to note.</returns>
    public async Task<IReadOnlyList<string>> RecipeAsync(string steps, CancellationToken cancellationToken)
    {
        var recipe = Recipe.Read(new JsonObject { ["name"] = "Test", ["steps"] = JsonNode.Parse($"[{steps}]") }, null);
        var report = await Get<RecipeRunner>().RunAsync(recipe, ContentActor.System, cancellationToken);
        return [.. report.Notes.Select(note => note.ToString()!)];
    }

    public async Task<string> ExportAsync(CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        return (await new LuceneIndexExport().WriteAsync(new(db, []), cancellationToken)).ShouldHaveSingleItem().ToJsonString();
    }

    // The first was published five minutes ago, the last two.
    static async Task PublishAsync(WriteScope scope, int number, string title, string html, string type, CancellationToken cancellationToken)
    {
        var item = scope.Content.New(type);
        item.PublishedUtc = scope.NowUtc.AddMinutes(number - 6);
        item.Apply(new TitlePart(title));
        item.Apply(new HtmlBodyPart(html));
        item.Apply(new AutoroutePart($"{type}/{item.ContentItemId}"));
        item.Apply(type, "Topics", new TaxonomyField("topics", ["term1"]));
        await scope.Content.PublishAsync(item, cancellationToken);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
