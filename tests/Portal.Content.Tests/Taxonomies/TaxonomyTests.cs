using System.Globalization;
using Portal.Content.Items;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Taxonomies;

public sealed class TaxonomyTests
{
    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_list_of_a_term_also_holds_what_bears_a_term_below_it(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.EssayAsync("a", "cables");
        await database.EssayAsync("b", "law", "cables");
        await database.EssayAsync("c", "trade");
        (await database.OfTermAsync("law")).ShouldBe(["a", "b"]);
        (await database.OfTermAsync("sea")).ShouldBe(["a", "b"]);
        (await database.OfTermAsync("cables")).ShouldBe(["a", "b"]);
        (await database.Get<TermUse>().CountAsync(["law", "sea", "trade", "nothing"], Cancellation)).ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["law"] = 2, ["sea"] = 2, ["trade"] = 1 }, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task When_a_term_moves_the_lists_above_it_follow(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.EssayAsync("a", "cables");
        await database.EssayAsync("b", "law");
        await database.EssayAsync("c", "sea", "trade");
        await ChangeAsync(database, tree => tree.MoveUnder("sea", "trade").ShouldBeTrue());
        (await database.OfTermAsync("law")).ShouldBe(["b"]);
        (await database.OfTermAsync("trade")).ShouldBe(["a", "c"]);
        (await database.OfTermAsync("sea")).ShouldBe(["a", "c"]);
        await ChangeAsync(database, tree => tree.MoveUnder("cables", null).ShouldBeTrue());
        (await database.OfTermAsync("trade")).ShouldBe(["c"]);
        (await database.OfTermAsync("cables")).ShouldBe(["a"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Merging_rewrites_every_item_and_its_drafts_and_leaves_no_trace_of_the_term(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        for (var number = 0; number < 230; number++)
            await database.EssayAsync($"e{number.ToString("000", CultureInfo.InvariantCulture)}", number % 2 == 0 ? ["trade"] : ["trade", "law"]);
        var reader = database.Get<ContentReader>();
        var draft = (await reader.GetLatestAsync("e001", Cancellation))!;
        draft.DisplayText = "changed";
        await database.WriteAsync(async (scope, ct) =>
        {
            await scope.Content.SaveDraftAsync(draft, ct);
            return true;
        });

        (await database.Get<TermMerge>().RunAsync("topics", "trade", "cables", ContentActor.System, null, Cancellation)).ShouldBe(230);

        (await database.OfTermAsync("trade")).ShouldBeEmpty();
        (await database.OfTermAsync("cables")).Count().ShouldBe(230);
        (await database.OfTermAsync("law")).Count().ShouldBe(230);
        Terms((await reader.GetPublishedAsync("e001", Cancellation))!).ShouldBe(["cables", "law"]);
        Terms((await reader.GetLatestAsync("e001", Cancellation))!).ShouldBe(["cables", "law"]);
        (await reader.GetVersionsAsync("e002", Cancellation)).Count.ShouldBe(1);
        var taxonomy = (await reader.GetPublishedAsync("topics", Cancellation))!;
        ContainedTree.Terms(taxonomy).All.Select(place => place.Id).ShouldBe(["law", "sea", "cables"]);
        taxonomy.Content["TaxonomyPart"]!["Terms"]![0]!["Unknown"]!["Kept"]!.GetValue<int>().ShouldBe(1);
        (await reader.FindByRouteAsync("topics/trade", Cancellation)).ShouldBeNull();
        (await database.Get<RedirectReader>().FindAsync("topics/trade", Cancellation))!.Path.ShouldBe("topics/cables");
        // What led to the one that goes leads to the one that stays, however often terms are merged.
        await database.Get<TermMerge>().RunAsync("topics", "cables", "law", ContentActor.System, null, Cancellation);
        (await database.Get<RedirectReader>().FindAsync("topics/trade", Cancellation))!.Path.ShouldBe("topics/law");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Terms_below_the_one_that_goes_stay_below_the_one_that_stays(DatabaseProvider provider)
    {
        await using var database = await Essays.CreateAsync(provider);
        await database.EssayAsync("a", "cables");
        var merge = database.Get<TermMerge>();
        await Should.ThrowAsync<TermMergeException>(() => merge.RunAsync("topics", "law", "cables", ContentActor.System, null, Cancellation));
        await Should.ThrowAsync<TermMergeException>(() => merge.RunAsync("topics", "law", "law", ContentActor.System, null, Cancellation));
        await merge.RunAsync("topics", "sea", "trade", ContentActor.System, null, Cancellation);
        ContainedTree.Terms((await database.Get<ContentReader>().GetPublishedAsync("topics", Cancellation))!).Find("cables")!.ParentId.ShouldBe("trade");
        (await database.OfTermAsync("trade")).ShouldBe(["a"]);
        (await database.OfTermAsync("law")).ShouldBeEmpty();
    }

    [Fact]
    public void A_tree_is_changed_step_by_step()
    {
        var menu = new ContentItem { ContentItemId = "m", ContentType = "Menu" };
        var tree = ContainedTree.MenuEntries(menu);
        foreach (var id in new[] { "a", "b", "c" })
            tree.Add(new() { ["ContentItemId"] = id, ["ContentType"] = "LinkMenuItem", ["DisplayText"] = id }, null);
        tree.Move("b", TreeStep.In).ShouldBeTrue();
        tree.Move("c", TreeStep.Up).ShouldBeTrue();
        tree.Move("c", TreeStep.Up).ShouldBeFalse();
        Shape(tree).ShouldBe("c0 a0 b1");
        tree.MoveUnder("a", "b").ShouldBeFalse();
        tree.MoveUnder("c", "b").ShouldBeTrue();
        Shape(tree).ShouldBe("a0 b1 c2");
        tree.Move("b", TreeStep.Out).ShouldBeTrue();
        tree.Remove("a").ShouldBeTrue();
        tree.ApplyTo(menu);
        Shape(ContainedTree.MenuEntries(menu)).ShouldBe("b0 c1");
        ContainedItems.MenuItems(menu).Single().DisplayText.ShouldBe("b");
    }

    static string Shape(ContainedTree tree) => string.Join(' ', tree.All.Select(place => $"{place.Id}{place.Depth}"));

    static IEnumerable<string> Terms(ContentItem item) => item.Content["Essay"]!["Topics"]!["TermContentItemIds"]!.AsArray().Select(term => term!.ToString());

    static Task<bool> ChangeAsync(TestDatabase database, Action<ContainedTree> change) => database.WriteAsync(async (scope, ct) =>
    {
        var taxonomy = (await scope.Content.GetLatestAsync("topics", ct))!;
        var tree = ContainedTree.Terms(taxonomy);
        change(tree);
        tree.ApplyTo(taxonomy);
        await scope.Content.PublishAsync(taxonomy, ct);
        return true;
    });
}
