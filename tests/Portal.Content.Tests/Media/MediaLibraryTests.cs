using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Media;

/// <summary>Where files are used, how they move and how they come back.</summary>
public sealed class MediaLibraryTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Uses_follow_drafts_publication_and_removal(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Ct);
        var item = Item("one", """{ "Page": { "Image": { "Paths": ["a/photo.jpg", "https://far.example/x.jpg"] } }, "HtmlBodyPart": { "Html": "<p><img src=\"/media/a/In%20text.png?width=240\"></p>" } }""");
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));
        (await UsesAsync(database, "a/photo.jpg")).ShouldBe([("one", true)]);
        (await UsesAsync(database, "a/In text.png")).ShouldBe([("one", true)]);

        item.Content["Page"] = JsonNode.Parse("""{ "Image": { "Paths": ["b/other.jpg"] } }""");
        await WriteAsync(database, (scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        (await UsesAsync(database, "a/photo.jpg")).ShouldBe([("one", true)]);
        (await UsesAsync(database, "b/other.jpg")).ShouldBe([("one", false)]);

        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(item, ct));
        (await UsesAsync(database, "a/photo.jpg")).ShouldBeEmpty();
        (await UsesAsync(database, "b/other.jpg")).ShouldBe([("one", true)]);

        await WriteAsync(database, (scope, ct) => scope.Content.UnpublishAsync("one", ct));
        (await UsesAsync(database, "b/other.jpg")).ShouldBe([("one", false)]);

        await WriteAsync(database, (scope, ct) => scope.Content.RemoveAsync("one", ct));
        (await UsesAsync(database, "b/other.jpg")).ShouldBeEmpty();
        (await UsesAsync(database, "a/In text.png")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "BodyPart": { "Bag": [ { "Deep": { "Picture": { "Paths": ["x.jpg"] } } } ] } }""")]
    [InlineData("""{ "MarkdownBodyPart": { "Markdown": "See ![it](/media/x.jpg)" } }""")]
    [InlineData("""{ "LiquidPart": { "Liquid": "<img src='{{ 'x.jpg' | asset_url | resize_url: width: 240 }}'>" } }""")]
    [InlineData("""{ "HtmlBodyPart": { "Html": "[image]x.jpg[/image]" } }""")]
    [InlineData("""{ "HtmlBodyPart": { "Html": "<a href=\"https://institute.example/media/x.jpg\">" } }""")]
    [InlineData("""{ "HtmlBodyPart": { "Html": "<img srcset=\"/media/x.jpg?width=240&amp;v=1 240w, /media/y.jpg 480w\">" } }""")]
    public async Task A_file_is_found_wherever_an_item_names_it(string content)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Ct);
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(Item("one", content), ct));
        (await UsesAsync(database, "x.jpg")).ShouldBe([("one", true)]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_file_that_moves_takes_along_what_is_known_of_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Ct);
        var (store, writer, library) = (database.Get<MediaStore>(), database.Get<MediaWriter>(), database.Get<MediaLibrary>());
        await store.SaveAsync("a/one.txt", new MemoryStream("1"u8.ToArray()), Ct);
        await writer.DescribeAsync("a/one.txt", "What it shows", "Below", (0.2, 0.3), ContentActor.System, Ct);
        await WriteAsync(database, (scope, ct) => scope.Content.PublishAsync(Item("user", """{ "Page": { "Image": { "Paths": ["a/one.txt"] } } }"""), ct));

        await writer.MoveAsync("a/one.txt", "a/two.txt", ContentActor.System, Ct);
        await writer.MoveAsync("a", "b", ContentActor.System, Ct);

        store.Find("b/two.txt").ShouldNotBeNull();
        store.Find("a/one.txt").ShouldBeNull();
        (await library.FindAsync("a/one.txt", Ct))!.Path.ShouldBe("b/two.txt");
        (await library.FindAsync("a/two.txt", Ct))!.Path.ShouldBe("b/two.txt");
        (await library.DetailsAsync("b/two.txt", Ct))!.AltText.ShouldBe("What it shows");
        (await UsesAsync(database, "b/two.txt")).ShouldBe([("user", true)]);
        (await UsesAsync(database, "b/")).ShouldBe([("user", true)]);

        // A new file does not take the place to which older links lead.
        var taken = await database.Get<MediaIntake>().TakeAsync("a", "one.txt", new MemoryStream("new"u8.ToArray()), Ct);
        taken.Path.ShouldBe("a/one-2.txt");

        await writer.MoveAsync("b/two.txt", "a/one.txt", ContentActor.System, Ct);
        (await library.FindAsync("b/two.txt", Ct))!.Path.ShouldBe("a/one.txt");
        (await library.FindAsync("a/one.txt", Ct))!.Path.ShouldBe("a/one.txt");
    }

    [Fact]
    public async Task What_cannot_move_stays_where_it_is()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Ct);
        var (store, writer) = (database.Get<MediaStore>(), database.Get<MediaWriter>());
        await store.SaveAsync("a/one.txt", new MemoryStream("1"u8.ToArray()), Ct);
        await store.SaveAsync("a/two.txt", new MemoryStream("2"u8.ToArray()), Ct);
        foreach (var (from, to) in new[] { ("a/one.txt", "a/TWO.txt"), ("a/one.txt", "../out.txt"), ("a/one.txt", "a/nul.txt"), ("a", "a/b"), ("gone.txt", "there.txt") })
            await Should.ThrowAsync<MediaRefusedException>(writer.MoveAsync(from, to, ContentActor.System, Ct));
        store.Find("a/one.txt").ShouldNotBeNull();
        await writer.MoveAsync("a/one.txt", "a/One.txt", ContentActor.System, Ct);
        store.Find("a/One.txt").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_deleted_comes_back_for_thirty_days()
    {
        var time = new FakeTimeProvider(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, time: time, cancellationToken: Ct);
        var (store, trash) = (database.Get<MediaStore>(), database.Get<MediaTrash>());
        foreach (var path in new[] { "a/b/one.txt", "a/b/two.txt", "c.txt" })
            await store.SaveAsync(path, new MemoryStream("1"u8.ToArray()), Ct);

        var folder = trash.Take("a/b");
        var file = trash.Take("c.txt");
        (store.Find("a/b/one.txt") ?? store.Find("c.txt")).ShouldBeNull();
        trash.List().Select(one => (one.Path, one.IsFolder)).ShouldBe([("c.txt", false), ("a/b", true)], ignoreOrder: true);

        trash.Restore(folder.Id).ShouldBe("a/b");
        store.Find("a/b/two.txt").ShouldNotBeNull();
        await store.SaveAsync("C.txt", new MemoryStream("2"u8.ToArray()), Ct);
        Should.Throw<MediaRefusedException>(() => trash.Restore(file.Id));
        Should.Throw<MediaRefusedException>(() => trash.Restore("../" + file.Id));

        time.Advance(TimeSpan.FromDays(31));
        trash.Take("C.txt");
        trash.List().Select(one => one.Path).ShouldBe(["C.txt"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a.txt")]
    [InlineData("a//b.txt")]
    [InlineData("../a.txt")]
    [InlineData("a/../../b.txt")]
    [InlineData("a/./b.txt")]
    [InlineData("a\\..\\b.txt")]
    [InlineData("C:/a.txt")]
    [InlineData("a.txt:stream")]
    [InlineData("CON")]
    [InlineData("a/aux.txt")]
    [InlineData("a/LPT1.tar.gz")]
    [InlineData("a/name.")]
    [InlineData("a/name ")]
    [InlineData(".hidden")]
    [InlineData("a/\u0000b.txt")]
    [InlineData("a/new\nline.txt")]
    [InlineData("a/\u202Egpj.exe")]
    [InlineData("a/half.part")]
    [InlineData("a/cafe\u0301.txt")]
    [InlineData("a/what?.txt")]
    public async Task Paths_that_lead_out_or_that_some_system_cannot_keep_are_not_stored(string path)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Ct);
        await Should.ThrowAsync<InvalidDataException>(database.Get<MediaStore>().SaveAsync(path, new MemoryStream([1]), Ct));
        database.Get<MediaStore>().Find(path).ShouldBeNull();
    }

    [Fact]
    public async Task Names_that_differ_only_in_capital_letters_are_not_kept_beside_one_another()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, cancellationToken: Ct);
        var store = database.Get<MediaStore>();
        await store.SaveAsync("Press/Photo.txt", new MemoryStream([1]), Ct);
        await Should.ThrowAsync<InvalidDataException>(store.SaveAsync("Press/photo.txt", new MemoryStream([2]), Ct));
        await Should.ThrowAsync<InvalidDataException>(store.SaveAsync("press/other.txt", new MemoryStream([2]), Ct));
        await store.SaveAsync("Press/Photo.txt", new MemoryStream([3]), Ct);
    }

    [Fact]
    public void A_media_field_keeps_its_lists_side_by_side()
    {
        var field = (JsonObject)JsonNode.Parse("""{ "Paths": ["a.jpg", "b.jpg"], "MediaTexts": ["A"], "Anchors": [{ "X": 0.1, "Y": 0.2 }], "AttachedFileNames": ["x", "y"], "Other": 1 }""")!;
        var entries = MediaEntries.Read(field);
        MediaEntries.Write(field, [entries[1] with { IsDecorative = true }, entries[0] with { Caption = "Below" }]).ToJsonString().ShouldBe(
            """{"Paths":["b.jpg","a.jpg"],"MediaTexts":["","A"],"Anchors":[{"X":0.5,"Y":0.5},{"X":0.1,"Y":0.2}],"AttachedFileNames":["y","x"],"Other":1,"Captions":["","Below"],"Decorative":[true,false]}""");
    }

    static ContentItem Item(string id, string content) => new() { ContentItemId = id, ContentType = "Page", DisplayText = id, Content = (JsonObject)JsonNode.Parse(content)! };

    static Task WriteAsync(TestDatabase database, Func<WriteScope, CancellationToken, Task> work) => database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, work, Ct);

    static async Task<(string Id, bool Published)[]> UsesAsync(TestDatabase database, string path) =>
        [.. (await database.Get<MediaLibrary>().UsesAsync(path, 10, Ct)).Select(use => (use.ContentItemId, use.Published))];
}
