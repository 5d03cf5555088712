using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests;

public sealed class ContentTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_published_item_stands_at_its_address_and_a_draft_stays_unseen(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var item = await PublishAsync(database, "Article", "Вучић у Бриселу");
        var reader = database.Get<ContentReader>();

        (await reader.FindByRouteAsync("/Articles/Vucic-u-briselu/", Cancellation))!.Item.ContentItemId.ShouldBe(item.ContentItemId);

        var draft = (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!;
        draft.Apply(new TitlePart("A newer headline"));
        await WriteAsync(database, (scope, ct) => scope.Content.SaveDraftAsync(draft, ct));

        (await reader.GetPublishedAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("Вучић у Бриселу");
        (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("A newer headline");
        (await reader.ListLatestAsync(new() { State = ContentState.Changed }, Cancellation)).Items.ShouldHaveSingleItem();

        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(draft, ct));
        (await reader.GetPublishedAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("A newer headline");
        (await reader.GetVersionsAsync(item.ContentItemId, Cancellation)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_items_of_one_title_get_addresses_of_their_own(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var first = await PublishAsync(database, "Article", "Talks");
        var second = await PublishAsync(database, "Article", "Talks");
        first.As<AutoroutePart>()!.Path.ShouldBe("articles/talks");
        second.As<AutoroutePart>()!.Path.ShouldBe("articles/talks-2");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task New_items_stored_together_live_as_if_stored_one_by_one(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        await PublishAsync(database, "NewsItem", "Talks");
        var items = await WriteAsync(database, async (scope, ct) =>
        {
            var added = Enumerable.Range(0, 3).Select(_ => scope.Content.New("NewsItem")).ToList();
            foreach (var item in added)
            {
                item.Apply(new TitlePart("Talks"));
                item.Apply("NewsItem", "Topics", new TaxonomyField("t", ["cyber"]));
            }
            await scope.Content.PublishNewAsync(added, ct);
            return added;
        });
        items.Select(item => item.As<AutoroutePart>()!.Path).ShouldBe(["talks-2", "talks-3", "talks-4"]);
        var reader = database.Get<ContentReader>();
        foreach (var item in items)
            (await reader.FindByRouteAsync(item.As<AutoroutePart>()!.Path!, Cancellation))!.Item.ContentItemId.ShouldBe(item.ContentItemId);
        (await reader.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = ["term:cyber"] }, Cancellation)).Items.Count.ShouldBe(3);
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Journal.OrderByDescending(entry => entry.Sequence).Take(3).Select(entry => entry.ContentItemId).ToListAsync(Cancellation))
            .ShouldBe(items.Select(item => item.ContentItemId).Reverse());

        // What came in together is changed one by one.
        var changed = items[1];
        changed.Apply(new TitlePart("Talks end"));
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(changed, ct));
        (await reader.GetPublishedAsync(changed.ContentItemId, Cancellation))!.DisplayText.ShouldBe("Talks end");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_item_published_with_SetHomepage_becomes_the_home_page_once(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var item = await PublishAsync(database, "Article", "Welcome");
        item.Apply(item.As<AutoroutePart>()! with { SetHomepage = true });
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));

        (await database.Get<SiteDocuments>().GetAsync<SiteSettings>(Cancellation)).Section("HomeRoute")!["ContentItemId"]!.ToString().ShouldBe(item.ContentItemId);
        (await database.Get<ContentReader>().GetPublishedAsync(item.ContentItemId, Cancellation))!.As<AutoroutePart>()!.SetHomepage.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_second_of_two_editors_is_told_and_nothing_is_overwritten(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        foreach (var type in new[] { "Article", "NewsItem" })
        {
            var item = await PublishAsync(database, type, "Before");
            var reader = database.Get<ContentReader>();
            var milica = (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!;
            var ana = (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!;
            milica.Apply(new TitlePart("By Milica"));
            ana.Apply(new TitlePart("By Ana"));
            await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(milica, ct));
            await Should.ThrowAsync<ContentConflictException>(WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(ana, ct)));
            (await reader.GetPublishedAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("By Milica");
            (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("By Milica");
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_hidden_item_keeps_its_address_and_a_removed_one_frees_it(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        var item = await PublishAsync(database, "NewsItem", "Envoy named");
        var path = item.As<AutoroutePart>()!.Path!;

        await WriteAsync(database, (scope, ct) => scope.Content.UnpublishAsync(item.ContentItemId, ct));
        (await reader.FindByRouteAsync(path, Cancellation)).ShouldBeNull();
        var shown = (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!;
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(shown, ct));
        (await reader.FindByRouteAsync(path, Cancellation)).ShouldNotBeNull();

        await WriteAsync(database, (scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        (await reader.FindByRouteAsync(path, Cancellation)).ShouldBeNull();
        (await reader.GetLatestAsync(item.ContentItemId, Cancellation)).ShouldBeNull();
        (await PublishAsync(database, "NewsItem", "Envoy named")).As<AutoroutePart>()!.Path.ShouldBe(path);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Lists_page_by_key_newest_first_and_find_items_by_term_and_flag(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        for (var number = 0; number < 12; number++)
        {
            var day = number / 2; // Pairs share a date, so that the row has to decide.
            await WriteAsync(database, async (scope, ct) =>
            {
                var item = scope.Content.New("NewsItem");
                item.Apply(new TitlePart($"News {number:00}"));
                item.PublishedUtc = new DateTime(2026, 11, 1 + day, 0, 0, 0, DateTimeKind.Utc);
                item.Apply("NewsItem", "Topics", new TaxonomyField("t", [number % 3 == 0 ? "cyber" : "water"]));
                item.Apply("NewsItem", "Pinned", new BooleanField(number == 4));
                await scope.Content.PublishAsync(item, ct);
            });
        }
        (await AllAsync(new() { Types = ["NewsItem"], Count = 5 })).ShouldBe(Enumerable.Range(0, 12).Reverse().Select(number => $"News {number:00}"));
        (await AllAsync(new() { Types = ["NewsItem", "Article"], Keys = ["term:cyber"], Count = 2 })).ShouldBe(["News 09", "News 06", "News 03", "News 00"]);
        (await AllAsync(new() { Types = ["NewsItem"], Keys = ["flag:NewsItem.Pinned"] })).ShouldBe(["News 04"]);
        (await AllAsync(new() { Types = ["NewsItem"], Keys = ["term:cyber", "term:nothing", "flag:NewsItem.Pinned", "term:cyber"], Count = 2 }))
            .ShouldBe(["News 09", "News 06", "News 04", "News 03", "News 00"], "an item stands once, whatever keys it has");
        (await AllAsync(new() { Types = ["NewsItem"], Keys = ["term:cyber", "term:water"], Count = 3 })).Count.ShouldBe(12);
        (await AllAsync(new() { Types = ["NewsItem"], SinceUtc = new(2026, 11, 6, 0, 0, 0, DateTimeKind.Utc) })).Count.ShouldBe(2);

        async Task<List<string?>> AllAsync(ContentListQuery query)
        {
            var names = new List<string?>();
            for (ListCursor? after = null; ;)
            {
                var page = await reader.ListPublishedAsync(query with { After = after }, Cancellation);
                names.AddRange(page.Items.Select(item => item.DisplayText));
                if (page.Next is null)
                    return names;
                after = ListCursor.Parse(page.Next.ToString());
            }
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Terms_stand_at_addresses_below_their_taxonomy(DatabaseProvider provider)
    {
        await using var database = await CreateAsync(provider);
        var taxonomy = ContentItemJson.Read((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "Latest": true, "Published": true,
              "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "Topics" },
              "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [
                { "ContentItemId": "cyber", "ContentType": "Topic", "DisplayText": "Cyber diplomacy", "AutoroutePart": { "Path": "cyber" },
                  "Terms": [ { "ContentItemId": "norms", "ContentType": "Topic", "DisplayText": "Norms" } ] } ] } }
            """)!);
        await WriteAsync(database, (scope, ct) => scope.Content.ImportAsync(taxonomy, ct));
        var reader = database.Get<ContentReader>();
        (await reader.FindByRouteAsync("topics/cyber", Cancellation))!.Contained!.ContentItemId.ShouldBe("cyber");
        (await reader.FindByRouteAsync("topics/norms", Cancellation))!.Contained!.DisplayText.ShouldBe("Norms");
        (await reader.FindByAliasAsync("topics", Cancellation))!.ContentItemId.ShouldBe("topics");
        (await WriteAsync(database, (scope, ct) => scope.Content.ImportAsync(taxonomy, ct))).ShouldBeFalse("the same item again changes nothing");
    }

    [Fact]
    public void What_nobody_here_knows_comes_out_as_it_went_in()
    {
        const string json = """{"ContentItemId":"a","ContentItemVersionId":"b","ContentType":"Thing","DisplayText":null,"Latest":true,"Published":false,"ModifiedUtc":null,"PublishedUtc":null,"CreatedUtc":"2026-01-02T03:04:05Z","Owner":null,"Author":null,"GeoPart":{"Point":{"Latitude":44.8,"Longitude":20.46}},"TitlePart":{"Title":"x","Extra":1}}""";
        var item = ContentItemJson.Read((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(json)!);
        ContentItemJson.Write(item).ToJsonString().ShouldBe(json);
        item.Apply(new TitlePart("y"));
        item.Content["TitlePart"]!["Extra"]!.GetValue<int>().ShouldBe(1);
    }

    static Task<TestDatabase> CreateAsync(DatabaseProvider provider) => CreateAsync(provider, """
        { "ContentTypes": [
            { "Name": "Article", "Settings": { "ContentTypeSettings": { "Versionable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" },
                { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "articles/{{ ContentItem.DisplayText | slugify }}" } } } ] },
            { "Name": "NewsItem", "ContentTypePartDefinitionRecords": [
                { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "NewsItem", "Name": "NewsItem" } ] } ],
          "ContentParts": [ { "Name": "NewsItem", "ContentPartFieldDefinitionRecords": [
                { "FieldName": "TaxonomyField", "Name": "Topics" }, { "FieldName": "BooleanField", "Name": "Pinned" } ] } ] }
        """);

    static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, string definitions)
    {
        var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var read = JsonSerializer.Deserialize(definitions, ContentDefinitions.Json)!;
        await WriteAsync(database, (scope, ct) => scope.UpdateDocumentAsync<ContentDefinitions>(_ => read, ct));
        return database;
    }

    static Task<ContentItem> PublishAsync(TestDatabase database, string type, string title) => WriteAsync(database, async (scope, ct) =>
    {
        var item = scope.Content.New(type);
        item.Apply(new TitlePart(title));
        await scope.Content.PublishAsync(item, ct);
        return item;
    });

    static Task WriteAsync(TestDatabase database, Func<WriteScope, CancellationToken, Task> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("user", "milica"), work, Cancellation);

    static Task<T> WriteAsync<T>(TestDatabase database, Func<WriteScope, CancellationToken, Task<T>> work) =>
        database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, new("user", "milica"), work, Cancellation);
}
