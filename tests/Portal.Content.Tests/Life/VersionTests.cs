using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Scheduling;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class VersionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_older_version_comes_back_as_a_draft_and_no_version_is_lost(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        var item = await database.PublishAsync("First");
        foreach (var title in new[] { "Second", "Third" })
        {
            item.Apply(new TitlePart(title));
            await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
        }
        item.Apply(new TitlePart("Draft"));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        var first = (await reader.ListVersionsAsync(item.ContentItemId, null, 10, Cancellation))[^1];
        var version = (await reader.GetVersionAsync(first.VersionId, Cancellation))!;
        var restored = await database.WriteAsync((scope, ct) => scope.Content.RestoreVersionAsync(item, version, ct));

        restored.DisplayText.ShouldBe("First");
        (await reader.GetPublishedAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("Third");
        var versions = await reader.ListVersionsAsync(item.ContentItemId, null, 10, Cancellation);
        versions.Select(one => one.Title).ShouldBe(["First", "Draft", "Third", "Second", "First"]);
        versions.Single(one => one.Latest).VersionId.ShouldBe(restored.ContentItemVersionId);
        (await reader.ListVersionsAsync(item.ContentItemId, versions[2].Row, 1, Cancellation)).ShouldHaveSingleItem().Title.ShouldBe("Second");
        await Should.ThrowAsync<ContentConflictException>(() => database.WriteAsync((scope, ct) => scope.Content.RestoreVersionAsync(item, version, ct)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_draft_saved_by_hand_leaves_the_one_before_it_where_it_says_something_else_and_only_so_many(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        // What visitors saw once stays, however many drafts follow.
        var item = await database.PublishAsync("Seen once");
        await database.WriteAsync((scope, ct) => scope.Content.UnpublishAsync(item.ContentItemId, ct));
        item = (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!;
        var seen = item.ContentItemVersionId;
        foreach (var title in new[] { "One", "Two", "Two", "Three" })
            await SaveAsync(title);
        // Said to the draft, not by it.
        item.Apply(new AuditTrailPart("A remark"));
        await SaveAsync("Three");
        var versions = await reader.ListVersionsAsync(item.ContentItemId, null, 10, Cancellation);
        versions.Select(one => (one.Title, one.Author, one.Latest)).ShouldBe([("Three", "ana", true), ("Two", "ana", false), ("One", "ana", false), ("Seen once", "milica", false)]);
        item = await database.WriteAsync(async (scope, ct) => await scope.Content.RestoreVersionAsync(item, (await reader.GetVersionAsync(versions[2].VersionId, ct))!, ct));
        item.DisplayText.ShouldBe("One");

        for (var number = 0; number < DraftVersions.Most; number++)
            await SaveAsync($"Draft {number}");
        versions = await reader.ListVersionsAsync(item.ContentItemId, null, 100, Cancellation);
        versions.Count.ShouldBe(DraftVersions.Most + 2, "the draft, those before it, and what visitors saw");
        versions[^1].VersionId.ShouldBe(seen);
        versions[^2].Title.ShouldBe("One");

        // Others store a draft in its place.
        item.Apply(new TitlePart("In place"));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        (await reader.ListVersionsAsync(item.ContentItemId, null, 100, Cancellation)).Count.ShouldBe(versions.Count);

        Task SaveAsync(string title)
        {
            item.Apply(new TitlePart(title));
            return database.WriteAsync((scope, ct) => scope.Content.SaveDraftVersionAsync(item, ct), LifeDatabase.Ana);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_discarded_draft_leaves_the_published_version_to_editors_and_ends_its_set_time(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        var item = await database.PublishAsync("Seen");
        (await database.WriteAsync((scope, ct) => scope.Content.DiscardDraftAsync(item, ct))).ShouldBeNull("there is no draft");
        item.Apply(new TitlePart("Draft"));
        item.Apply(new PublishLaterPart(new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldNotBeNull();

        var stale = item.Copy();
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        await Should.ThrowAsync<ContentConflictException>(() => database.WriteAsync((scope, ct) => scope.Content.DiscardDraftAsync(stale, ct)));
        var published = (await database.WriteAsync((scope, ct) => scope.Content.DiscardDraftAsync(item, ct)))!;
        (published.Latest, published.Published, published.DisplayText).ShouldBe((true, true, "Seen"));
        (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!.ContentItemVersionId.ShouldBe(published.ContentItemVersionId);
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBeNull();
        published.Apply(new TitlePart("Goes on"));
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(published, ct));
        (await reader.GetPublishedAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("Goes on");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_copy_stands_beside_the_original_with_an_address_of_its_own(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One");
        item.Apply(new AliasPart("one"));
        item.Content["BagPart"] = JsonNode.Parse("""{ "ContentItems": [ { "ContentItemId": "inner", "ContentType": "Widget", "Ref": "inner" } ] }""");
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));

        var copy = await database.WriteAsync((scope, ct) => scope.Content.CloneAsync(item, "One (copy)", ct), LifeDatabase.Ana);
        copy.ContentItemId.ShouldNotBe(item.ContentItemId);
        (copy.Owner, copy.Published, copy.Latest, copy.PublishedUtc).ShouldBe(("user-ana", false, true, null));
        copy.As<AutoroutePart>()!.Path.ShouldBe("articles/one-copy");
        copy.As<AliasPart>().ShouldBeNull();
        copy.Content["BagPart"]!["ContentItems"]![0]!["ContentItemId"]!.ToString().ShouldNotBe("inner");
        copy.Content["BagPart"]!["ContentItems"]![0]!["Ref"]!.ToString().ShouldBe("inner");
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(copy, ct));
        var reader = database.Get<ContentReader>();
        (await reader.FindByAliasAsync("one", Cancellation))!.ContentItemId.ShouldBe(item.ContentItemId);
        (await reader.FindByRouteAsync("articles/one", Cancellation))!.Item.ContentItemId.ShouldBe(item.ContentItemId);
    }

    [Fact]
    public void Terms_of_a_copied_taxonomy_belong_to_the_copy()
    {
        var taxonomy = ContentItemJson.Read((JsonObject)JsonNode.Parse("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TaxonomyPart": { "Terms": [
                { "ContentItemId": "cyber", "ContentType": "Topic", "TermPart": { "TaxonomyContentItemId": "topics" },
                  "Terms": [ { "ContentItemId": "norms", "ContentType": "Topic", "TermPart": { "TaxonomyContentItemId": "topics" } } ] } ] } }
            """)!);
        var copy = ContentCopy.Of(taxonomy, "Subjects");
        var terms = ContainedItems.AllTerms(copy).ToList();
        terms.Count.ShouldBe(2);
        terms.ShouldAllBe(term => term.ContentItemId != "cyber" && term.ContentItemId != "norms");
        terms.ShouldAllBe(term => term.Content["TermPart"]!["TaxonomyContentItemId"]!.ToString() == copy.ContentItemId);
        taxonomy.Content["TaxonomyPart"]!["Terms"]![0]!["ContentItemId"]!.ToString().ShouldBe("cyber");
    }
}
