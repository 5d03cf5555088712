using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
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
        // Dates are kept in seconds, so those of one second would stand in no order.
        var now = DateTime.UtcNow;
        await site.PublishAsync("Summit", "<p>Ministers negotiate at the summit in Vienna.</p>", publishedUtc: now.AddMinutes(-3));
        await site.PublishAsync("Berlin", "<p>The wall of Berlin fell.</p>", publishedUtc: now.AddMinutes(-2));
        await site.PublishAsync("Treaty", "<p>Negotiating a treaty about Berlin.</p>", publishedUtc: now.AddMinutes(-1));
        await site.PublishAsync("Visit", "<p>Посета министра. Министар долази у Београд.</p>", "NewsItem");
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

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
