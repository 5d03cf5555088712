using System.Text.Json.Nodes;
using Portal.Testing.Hosting;

namespace Portal.Testing.Feeds;

/// <summary>A source for <see cref="FeedSourceRecipe"/>.</summary>
public sealed record RecipeSource(string Title, string Url, string Language = "")
{
    /// <summary>Whether its news waits for an editor.</summary>
    public bool Held { get; init; }
}

/// <summary>Adds feed sources by a recipe: any address, also of what is no feed, and many at once.</summary>
public static class FeedSourceRecipe
{
    /// <summary>Runs a recipe that holds the sources; running it again with the same titles changes them.</summary>
    public static async Task AddSourcesAsync(this PortalSite site, IEnumerable<RecipeSource> sources, CancellationToken cancellationToken)
    {
        var file = Path.Combine(site.DataDirectory, $"sources-{Guid.NewGuid():N}.recipe.json");
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["name"] = "Sources",
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "content", ["data"] = new JsonArray([.. sources.Select(Item)]) }),
        }.ToJsonString(), cancellationToken);
        (await site.RunVerbAsync(["recipe", "run", file], cancellationToken)).EnsureSuccess();
        File.Delete(file);
    }

    /// <summary>The content item id that the source of this title gets.</summary>
    public static string IdOf(string title) => "test" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(title)))[..22];

    static JsonNode Item(RecipeSource source) => new JsonObject
    {
        ["ContentItemId"] = IdOf(source.Title),
        ["ContentType"] = "FeedSource",
        ["DisplayText"] = source.Title,
        ["Latest"] = true,
        ["Published"] = true,
        ["TitlePart"] = new JsonObject { ["Title"] = source.Title },
        ["FeedSource"] = new JsonObject
        {
            ["Url"] = new JsonObject { ["Text"] = source.Url },
            ["Language"] = new JsonObject { ["Text"] = source.Language },
            ["Paused"] = new JsonObject { ["Value"] = false },
            ["Held"] = new JsonObject { ["Value"] = source.Held },
            ["ExcerptOnly"] = new JsonObject { ["Value"] = false },
        },
    };
}
