using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class RedirectTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Old_addresses_lead_straight_to_the_present_one_however_often_an_item_moved(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        await database.MoveAsync(item, "two");
        await database.MoveAsync(item, "three");
        (await FindAsync(database, "one"))!.Path.ShouldBe("three");
        (await FindAsync(database, "/Two/"))!.Path.ShouldBe("three");
        (await FindAsync(database, "three")).ShouldBeNull("an item stands there");
        (await FindAsync(database, "four")).ShouldBeNull();

        await database.MoveAsync(item, "one");
        (await FindAsync(database, "one")).ShouldBeNull("it is the item's address again");
        (await FindAsync(database, "two"))!.Path.ShouldBe("one");
        (await FindAsync(database, "three"))!.Path.ShouldBe("one");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_draft_with_another_address_moves_nothing_until_it_is_published(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        item.Apply(item.As<AutoroutePart>()! with { Path = "two" });
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        (await database.Get<ContentReader>().FindByRouteAsync("one", Cancellation)).ShouldNotBeNull();
        (await FindAsync(database, "one")).ShouldBeNull();
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
        (await FindAsync(database, "one"))!.Path.ShouldBe("two");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_items_that_swap_their_addresses_are_each_found_at_their_own(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var (left, right) = (await database.PublishAsync("Left", "left"), await database.PublishAsync("Right", "right"));
        await database.MoveAsync(left, "aside");
        await database.MoveAsync(right, "left");
        await database.MoveAsync(left, "right");
        var reader = database.Get<ContentReader>();
        (await reader.FindByRouteAsync("left", Cancellation))!.Item.ContentItemId.ShouldBe(right.ContentItemId);
        (await reader.FindByRouteAsync("right", Cancellation))!.Item.ContentItemId.ShouldBe(left.ContentItemId);
        (await FindAsync(database, "left")).ShouldBeNull();
        (await FindAsync(database, "right")).ShouldBeNull();
        (await FindAsync(database, "aside"))!.Path.ShouldBe("right");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Addresses_of_a_removed_item_are_gone_until_it_comes_back_or_another_takes_them(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        await database.MoveAsync(item, "two");
        await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        (await FindAsync(database, "one"))!.IsGone.ShouldBeTrue();
        (await FindAsync(database, "two"))!.IsGone.ShouldBeTrue();

        var restored = (await database.WriteAsync((scope, ct) => scope.Content.RestoreAsync(item.ContentItemId, ct)))!;
        (await FindAsync(database, "one")).ShouldBeNull("it is a draft: nobody knows yet where it will stand");
        await database.PublishAsync("Another", "two");
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(restored, ct));
        restored.As<AutoroutePart>()!.Path.ShouldBe("two-2");
        (await FindAsync(database, "one"))!.Path.ShouldBe("two-2");
        (await FindAsync(database, "two")).ShouldBeNull("another item stands there");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_hidden_item_keeps_its_old_addresses_for_the_day_when_it_is_shown_again(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        item = await database.MoveAsync(item, "two");
        await database.WriteAsync((scope, ct) => scope.Content.UnpublishAsync(item.ContentItemId, ct));
        (await FindAsync(database, "one")).ShouldBeNull();
        (await FindAsync(database, "two")).ShouldBeNull();
        var shown = (await database.Get<ContentReader>().GetLatestAsync(item.ContentItemId, Cancellation))!;
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(shown, ct));
        (await FindAsync(database, "one"))!.Path.ShouldBe("two");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Terms_that_move_with_their_taxonomy_are_found_at_their_new_addresses(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var taxonomy = ContentItemJson.Read((JsonObject)JsonNode.Parse("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "Latest": true, "Published": true, "TitlePart": { "Title": "Topics" },
              "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "Terms": [ { "ContentItemId": "cyber", "ContentType": "Topic", "DisplayText": "Cyber" }, { "ContentItemId": "water", "ContentType": "Topic", "DisplayText": "Water" } ] } }
            """)!);
        await database.WriteAsync((scope, ct) => scope.Content.ImportAsync(taxonomy, ct));
        var latest = (await database.Get<ContentReader>().GetLatestAsync("topics", Cancellation))!;
        latest.Apply(latest.As<AutoroutePart>()! with { Path = "subjects" });
        latest.Content["TaxonomyPart"]!["Terms"]!.AsArray().RemoveAt(1);
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(latest, ct));
        (await FindAsync(database, "topics"))!.Path.ShouldBe("subjects");
        (await FindAsync(database, "topics/cyber"))!.Path.ShouldBe("subjects/cyber");
        (await FindAsync(database, "topics/water"))!.IsGone.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Addresses_can_be_kept_for_items_and_for_other_places_and_the_last_word_counts(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        await database.WriteAsync(async (scope, ct) =>
        {
            await Redirects.KeepAsync(scope.Db, "/2019/04/Old/", item.ContentItemId, scope.NowUtc, ct);
            await Redirects.KeepAsync(scope.Db, "?p=12", item.ContentItemId, scope.NowUtc, ct);
            await Redirects.KeepUrlAsync(scope.Db, "files/a.pdf", "/media/elsewhere.pdf", scope.NowUtc, ct);
            await Redirects.KeepUrlAsync(scope.Db, "files/a.pdf", "/media/a.pdf", scope.NowUtc, ct);
            await Redirects.KeepAsync(scope.Db, "one", "nobody", scope.NowUtc, ct);
            await Redirects.KeepAsync(scope.Db, new string('x', 3000), item.ContentItemId, scope.NowUtc, ct);
        });
        (await FindAsync(database, "2019/04/old"))!.Path.ShouldBe("one");
        (await FindAsync(database, "?p=12"))!.Path.ShouldBe("one");
        (await FindAsync(database, "files/a.pdf"))!.Url.ShouldBe("/media/a.pdf");
        (await FindAsync(database, "one")).ShouldBeNull("an item stands there");
    }

    static Task<OldAddress?> FindAsync(TestDatabase database, string path) => database.Get<RedirectReader>().FindAsync(path, Cancellation);
}
