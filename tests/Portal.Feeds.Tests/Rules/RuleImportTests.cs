using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;
using Portal.Feeds.Rules;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Rules;

public sealed class RuleImportTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_rule_leaves_out_never_comes_in_and_what_it_holds_waits_for_an_editor(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await SaveAsync(room, new FeedRule("1", "no sport") { Conditions = [new(RuleSubject.Title, RuleTest.Word, "utakmica")], Actions = [new(RuleDeed.Exclude)] });
        await SaveAsync(room, new FeedRule("2", "look first") { Conditions = [new(RuleSubject.Title, RuleTest.Contains, "nezvanično")], Actions = [new(RuleDeed.Hold), new(RuleDeed.SetTopic, "topic-security")] });
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Утакмица века", "https://primer.example/1"), Rss.Item("2", "Nezvanično: dogovor", "https://primer.example/2"), Rss.Item("3", "Sastanak", "https://primer.example/3")));
        var source = await room.AddSourceAsync("Pregled", url, Cancellation);
        var outcome = await room.ImportAsync(source, Cancellation);
        (outcome.Stored.New, outcome.Stored.Held, outcome.Stored.Excluded).ShouldBe((1, 1, 1), outcome.Message);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().DisplayText.ShouldBe("Sastanak");

        var waiting = (await room.WaitingAsync(Cancellation)).ShouldHaveSingleItem();
        (waiting.Title, waiting.SourceId).ShouldBe(("Nezvanično: dogovor", source));
        // What waits still follows its feed.
        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("2", "Nezvanično: dogovor sutra", "https://primer.example/2")));
        (await room.ImportAsync(source, Cancellation)).Stored.Updated.ShouldBe(1);

        (await room.Database.Get<NewsActions>().PublishAsync(Newsroom.Person, [waiting.Id], Cancellation)).Done.ShouldBe([waiting.Id]);
        (await room.WaitingAsync(Cancellation)).ShouldBeEmpty();
        var shown = (await room.NewsAsync(Cancellation)).Single(item => item.ContentItemId == waiting.Id);
        shown.DisplayText.ShouldBe("Nezvanično: dogovor sutra");
        shown.Field<TaxonomyField>("NewsItem", "Topics")!.TermContentItemIds.ShouldBe(["topic-security"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task News_of_a_source_that_is_held_waits_and_what_an_editor_keeps_hidden_stays_hidden(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "First", "https://primer.example/1")));
        var source = await room.AddSourceAsync("New and unknown", url, Cancellation, item => item.Apply("FeedSource", "Held", new BooleanField(true)));
        (await room.ImportAsync(source, Cancellation)).Stored.Held.ShouldBe(1);
        var id = (await room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        (await room.Database.Get<NewsActions>().HideAsync(Newsroom.Person, [id], Cancellation)).Done.ShouldBe([id]);
        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "First, changed", "https://primer.example/1")));
        await room.ImportAsync(source, Cancellation);
        (await room.WaitingAsync(Cancellation)).ShouldBeEmpty();
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
        (await room.Content.GetLatestAsync(id, Cancellation))!.DisplayText.ShouldBe("First");
    }

    [Fact]
    public async Task A_trial_says_what_a_rule_would_have_done_and_changes_nothing()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Sport: finale", "https://primer.example/1"), Rss.Item("2", "Sastanak", "https://primer.example/2")));
        await room.ImportAsync(await room.AddSourceAsync("Pregled", url, Cancellation), Cancellation);
        var lines = await room.Database.Get<RuleTrial>().RunAsync(new FeedRule("1", "x") { Conditions = [new(RuleSubject.Title, RuleTest.StartsWith, "спорт")], Actions = [new(RuleDeed.Exclude)] }, Cancellation);
        lines.Select(line => (line.Item.DisplayText, line.Source, line.Sensed.ExcludedBy)).ShouldBe([("Sport: finale", "Pregled", "x"), ("Sastanak", "Pregled", null)], ignoreOrder: true);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(2);
        (await room.Database.Get<RuleActions>().ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_move_and_travel_with_recipes()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var actions = room.Database.Get<RuleActions>();
        foreach (var id in new[] { "a", "b", "c" })
            await SaveAsync(room, new FeedRule(id, id) { Actions = [new(RuleDeed.Pin)] });
        await actions.MoveAsync("c", -2, Newsroom.Editor, Cancellation);
        (await actions.ListAsync(Cancellation)).Select(rule => rule.Id).ShouldBe(["c", "a", "b"]);

        var step = (JsonObject)JsonNode.Parse("""
            { "name": "FeedRules", "Rules": [ { "Id": "a", "Name": "renamed", "Actions": [ { "Deed": "Exclude" } ] },
              { "Id": "d", "Name": "new", "Conditions": [ { "Subject": "TitleOrText", "Test": "Word", "Value": "sport" } ], "Actions": [ { "Deed": "Hold" } ] } ] }
            """)!;
        var recipe = room.Database.Services.GetServices<IRecipeStep>().Single(one => one.Name == "FeedRules");
        await room.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => recipe.ExecuteAsync(new(step, null, scope, _ => { }), ct), Cancellation);
        var rules = (await room.Database.Get<SiteDocuments>().GetAsync<FeedRulesDocument>(Cancellation)).Rules;
        rules.Select(rule => (rule.Id, rule.Name, rule.Enabled)).ShouldBe([("c", "c", true), ("a", "renamed", true), ("b", "b", true), ("d", "new", true)]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Rules_that_are_exported_are_the_same_on_the_site_that_takes_the_recipe(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await SaveAsync(room, new FeedRule("a", "Без спорта") { Sources = ["4s0v3nq7xk5hz8m2w6r9t1c0bd"], Any = true, Last = true, Conditions = [new(RuleSubject.Title, RuleTest.Pattern, "(?i)utakmic[ae]") { Not = true }, new(RuleSubject.Author, RuleTest.Equals, "Агенција")], Actions = [new(RuleDeed.Exclude)] });
        await SaveAsync(room, new FeedRule("b", "Look first") { Enabled = false, Conditions = [new(RuleSubject.Link, RuleTest.StartsWith, "https://primer.example/<&>")], Actions = [new(RuleDeed.Hold), new(RuleDeed.SetTopic, "topic-security"), new(RuleDeed.SetLanguage, "sr-Latn")] });
        var folder = Directory.CreateTempSubdirectory("portal-rules-").FullName;
        try
        {
            await using (var target = new ExportFolder(folder))
                await room.Database.Get<SiteExport>().WriteAsync(target, new([new JsonObject { ["Type"] = "FeedRules" }]), null, Cancellation);
            var step = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, SiteExport.RecipeFile), Cancellation))!["steps"]!.AsArray().OfType<JsonObject>().Single(one => one["name"]!.GetValue<string>() == "FeedRules");

            await using var other = await Newsroom.OpenAsync(provider, Cancellation);
            var recipe = other.Database.Services.GetServices<IRecipeStep>().Single(one => one.Name == "FeedRules");
            await other.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => recipe.ExecuteAsync(new(step, null, scope, _ => { }), ct), Cancellation);
            (await StoredAsync(other)).ShouldBe(await StoredAsync(room));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<string> StoredAsync(Newsroom room) =>
        System.Text.Json.JsonSerializer.Serialize(await room.Database.Get<SiteDocuments>().GetAsync<FeedRulesDocument>(Cancellation), FeedRulesDocument.Json);

    static Task SaveAsync(Newsroom room, FeedRule rule) => room.Database.Get<RuleActions>().SaveAsync(rule, Newsroom.Editor, Cancellation);
}
