using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Storage;
using Portal.Content.Transfer;
using Portal.Search.Tests.Indexing;
using Portal.Search.Tuning;
using Portal.Testing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Tuning;

public sealed class TuningTests
{
    static readonly SynonymGroup Union = new(["EU", "European Union"]);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_editors_change_is_refused_where_somebody_else_changed_the_same(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        var actions = site.Database.Get<TuningActions>();
        await actions.SaveGroupAsync(null, Union, ContentActor.System, Cancellation);
        await actions.SaveGroupAsync(null, new(["NATO", "Alliance"]), ContentActor.System, Cancellation);

        // Two editors saw the group "EU"; the first one's change is kept.
        await actions.SaveGroupAsync(Union, new(["EU", "Evropska unija"]), ContentActor.System, Cancellation);
        await Should.ThrowAsync<TuningRefusedException>(() => actions.SaveGroupAsync(Union, new(["EU", "Евросоюз"]), ContentActor.System, Cancellation));
        // A change of another group is nobody's concern.
        await actions.SaveGroupAsync(new(["NATO", "Alliance"]), new(["NATO", "Savez"]), ContentActor.System, Cancellation);
        SynonymText.Write((await actions.ReadAsync(Cancellation)).Synonyms).ShouldBe("EU, Evropska unija\nNATO, Savez");

        await Should.ThrowAsync<TuningRefusedException>(() => actions.SaveGroupsAsync([Union], [], ContentActor.System, Cancellation));
        await actions.SaveStopWordsAsync([], ["навод"], ContentActor.System, Cancellation);
        await Should.ThrowAsync<TuningRefusedException>(() => actions.SaveStopWordsAsync([], ["vest"], ContentActor.System, Cancellation));
        (await actions.ReadAsync(Cancellation)).StopWords.ShouldBe(["навод"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Curations_belong_to_a_query_however_it_is_written(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        var actions = site.Database.Get<TuningActions>();
        var first = new QueryCuration("Вучић  Берлин", ["one"], []);
        await actions.SaveCurationAsync(null, first, ContentActor.System, Cancellation);
        var stored = (await actions.ReadAsync(Cancellation)).Curation("vucic berlin");
        stored.ShouldNotBeNull().Pinned.ShouldBe(["one"]);

        await Should.ThrowAsync<TuningRefusedException>(() => actions.SaveCurationAsync(null, new("Vučić, Berlin", ["two"], []), ContentActor.System, Cancellation));
        await actions.SaveCurationAsync(stored, new("Vučić Berlin", ["two", "one"], ["three"]), ContentActor.System, Cancellation);
        (await actions.ReadAsync(Cancellation)).Curations.ShouldHaveSingleItem().Pinned.ShouldBe(["two", "one"]);

        var now = (await actions.ReadAsync(Cancellation)).Curation("Вучић Берлин")!;
        await actions.SaveCurationAsync(now, now with { Pinned = [], Hidden = [] }, ContentActor.System, Cancellation);
        (await actions.ReadAsync(Cancellation)).Curations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EU")]
    [InlineData("EU, ?!")]
    [InlineData("")]
    public async Task What_is_no_group_is_not_stored(string line)
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var actions = site.Database.Get<TuningActions>();
        await Should.ThrowAsync<TuningRefusedException>(() => actions.SaveGroupAsync(null, SynonymText.Group(line), ContentActor.System, Cancellation));
        (await actions.ReadAsync(Cancellation)).Synonyms.ShouldBeEmpty();
    }

    [Fact]
    public void Groups_are_read_from_lines_and_bad_lines_are_named()
    {
        var (groups, problems) = SynonymText.Read("# organisations\r\nEU, European Union,, Evropska unija\r\n\r\nalone\r\nUN => United Nations\r\n");
        SynonymText.Write(groups).ShouldBe("EU, European Union, Evropska unija");
        problems.Select(problem => problem.Line).ShouldBe([4, 5]);
        SynonymText.Write(SynonymText.Read(SynonymText.Write(groups)).Groups).ShouldBe(SynonymText.Write(groups));
    }

    [Fact]
    public void Hints_name_words_of_two_groups_words_written_twice_and_stop_words()
    {
        var hints = TuningHints.Find(new() { Synonyms = [new(["EU", "European Union"]), new(["ЕУ", "Brussels"]), new(["Зеленски", "Zelenski", "Zelensky"])], StopWords = ["Brisel", "бруссел", "brussels"] });
        hints.Select(hint => hint.Arguments[0]).ShouldBe(["EU", "Зеленски", "Brussels"]);
        TuningHints.Find(new() { Synonyms = [Union], StopWords = ["navod"] }).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_recipe_brings_tuning_and_an_export_takes_it_away(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        var step = """
            { "name": "SearchTuning", "Synonyms": [ { "Terms": ["EU", "European Union"] } ], "StopWords": ["navod"], "Curations": [ { "Query": "samit", "Pinned": ["one"], "Hidden": ["two"] } ] }
            """;
        await RunAsync(site, step);
        await RunAsync(site, step);
        await RunAsync(site, """{ "name": "SearchTuning", "Synonyms": [ { "Terms": ["European union", "Евросоюз"] } ], "StopWords": ["Навод"], "Curations": [ { "Query": "Самит", "Pinned": ["three"] } ] }""");

        await using var db = await site.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var exported = (await new SearchTuningExport().WriteAsync(new(db, []), Cancellation)).ShouldHaveSingleItem();
        exported.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe(
            """{"name":"SearchTuning","Synonyms":[{"Terms":["EU","European Union","European union","Евросоюз"]}],"StopWords":["navod"],"Curations":[{"Query":"Самит","Pinned":["three"],"Hidden":[]}]}""");
        await using var other = await SearchSite.CreateAsync(provider);
        await RunAsync(other, exported.ToJsonString());
        (await other.Database.Get<SiteDocuments>().GetAsync<SearchTuning>(Cancellation)).Curation("samit")!.Pinned.ShouldBe(["three"]);
    }

    [Theory]
    [InlineData("""{ "name": "SearchTuning", "Synonyms": [ { "Terms": ["EU"] } ] }""")]
    [InlineData("""{ "name": "SearchTuning", "Synonyms": [ { } ] }""")]
    [InlineData("""{ "name": "SearchTuning", "Synonyms": 5 }""")]
    [InlineData("""{ "name": "SearchTuning", "StopWords": ["two words"] }""")]
    [InlineData("""{ "name": "SearchTuning", "Curations": [ { "Query": "?", "Pinned": [] } ] }""")]
    public async Task A_step_of_the_wrong_shape_is_told_as_such(string step)
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        (await Should.ThrowAsync<RecipeException>(() => RunAsync(site, step))).Message.ShouldContain("SearchTuning");
    }

    [Fact]
    public void The_default_recipes_groups_are_groups_and_give_no_cause_for_hints()
    {
        var recipe = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "recipes", "diplomacy.recipe.json")))!;
        var step = recipe["steps"]!.AsArray().Single(step => step!["name"]!.GetValue<string>() == "SearchTuning")!;
        SearchTuning tuning = new() { Synonyms = [.. step["Synonyms"]!.AsArray().Select(group => new SynonymGroup([.. group!["Terms"]!.AsArray().Select(term => term!.GetValue<string>())]))] };
        tuning.Synonyms.Count.ShouldBeGreaterThan(20);
        tuning.Synonyms.Select(TuningLimits.Problem).ShouldAllBe(problem => problem == null);
        TuningHints.Find(tuning).Select(hint => string.Join(" | ", hint.Arguments)).ShouldBeEmpty();
    }

    static Task RunAsync(SearchSite site, string step) =>
        site.Database.Get<RecipeRunner>().RunAsync(Recipe.Read(new JsonObject { ["name"] = "Test", ["steps"] = new JsonArray(JsonNode.Parse(step)) }, null), ContentActor.System, Cancellation);
}
