using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.RoundTrip;

public sealed class RoundTripTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 150)]
    [InlineData(DatabaseProvider.Postgres, 15)]
    public async Task Whatever_types_and_items_come_in_go_out_as_they_came(DatabaseProvider provider, int times)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        await RandomSite.Random.SampleAsync(async site =>
        {
            var recipe = new Recipe("random", [], [RecipeStep.Of((JsonObject)site.Definitions.DeepClone()), RecipeStep.Of(new JsonObject { ["name"] = "content", ["data"] = site.Items.DeepClone() })], null);
            var report = await database.Get<RecipeRunner>().RunAsync(recipe, ContentActor.System, Cancellation);
            report.Notes.ShouldBeEmpty();
            foreach (var item in site.Items.OfType<JsonObject>())
                Same(await ExportAsync(database, item["ContentItemId"]!.ToString()), item);
            var stored = await database.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Cancellation);
            var type = stored.Type(site.Definitions["ContentTypes"]![0]!["Name"]!.ToString())!;
            var written = JsonSerializer.SerializeToNode(new ContentDefinitions([type], [stored.Part(type.Name)!]), ContentDefinitions.Json)!;
            Same(written["ContentTypes"], site.Definitions["ContentTypes"]);
            Same(written["ContentParts"], site.Definitions["ContentParts"]);
        }, iter: times, threads: 1, print: site => site.Definitions.ToJsonString() + site.Items.ToJsonString());
    }

    [Fact]
    public void Definitions_merged_with_themselves_stay_as_they_are() => RandomSite.Random.Sample(site =>
    {
        var definitions = site.Definitions.Deserialize(ContentDefinitions.Json)!;
        Same(JsonSerializer.SerializeToNode(definitions.MergedWith(definitions), ContentDefinitions.Json), JsonSerializer.SerializeToNode(definitions, ContentDefinitions.Json));
    }, iter: 300, threads: 1);

    static async Task<JsonNode?> ExportAsync(TestDatabase database, string id)
    {
        await using var file = new MemoryStream();
        await database.Get<ContentExport>().WriteAsync(file, new([], [id]), Cancellation);
        var recipe = JsonNode.Parse(file.ToArray())!;
        return recipe["steps"]![0]!["data"]!.AsArray().ShouldHaveSingleItem();
    }

    static void Same(JsonNode? left, JsonNode? right)
    {
        if (!JsonNode.DeepEquals(left, right))
            left?.ToJsonString().ShouldBe(right?.ToJsonString());
    }
}
