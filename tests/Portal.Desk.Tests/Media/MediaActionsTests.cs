using System.Text.Json.Nodes;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Media;

namespace Portal.Desk.Tests.Media;

/// <summary>Who may do what in the media library, and what stands in the way of deleting and publishing.</summary>
public sealed class MediaActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    MediaActions Actions => site.Get<MediaActions>();

    [Fact]
    public async Task Everybody_changes_their_own_files_and_editors_those_of_others()
    {
        var own = await TakeAsync("Contributor", "own.txt");
        var others = await TakeAsync("Editor", "others.txt");
        var contributor = await site.PersonAsync("Contributor");
        own = await Actions.RenameAsync(contributor, own, "Renamed by me", Ct);
        own.ShouldEndWith("/renamed-by-me.txt");
        await Actions.DescribeAsync(contributor, own, "Text", null, null, Ct);
        await Should.ThrowAsync<MediaRefusedException>(Actions.RenameAsync(contributor, others, "mine", Ct));
        await Should.ThrowAsync<MediaRefusedException>(Actions.DescribeAsync(contributor, others, "x", null, null, Ct));
        await Should.ThrowAsync<MediaRefusedException>(Actions.RemoveAsync(contributor, others, evenIfUsed: true, Ct));
        await Actions.RemoveAsync(await site.PersonAsync("Editor"), own, evenIfUsed: false, Ct);
    }

    [Fact]
    public async Task Folders_are_the_editors_business()
    {
        var author = await site.PersonAsync("Author");
        Should.Throw<MediaRefusedException>(() => Actions.CreateFolder(author, "", "Press"));
        var editor = await site.PersonAsync("Editor");
        Actions.CreateFolder(editor, "", "Press Photos").ShouldBe("press-photos");
        Should.Throw<MediaRefusedException>(() => Actions.CreateFolder(editor, "", "PRESS photos"));
        Should.Throw<MediaRefusedException>(() => Actions.CreateFolder(editor, "../..", "x"));
        var inside = (await Actions.TakeAsync(editor, "press-photos", "a.txt", new MemoryStream("a"u8.ToArray()), Ct)).Path;
        await Should.ThrowAsync<MediaRefusedException>(Actions.RemoveAsync(author, "press-photos", evenIfUsed: true, Ct));
        await Should.ThrowAsync<MediaRefusedException>(Actions.RemoveAsync(editor, "", evenIfUsed: true, Ct));
        await UseAsync("folder-user", inside);
        (await Should.ThrowAsync<MediaInUseException>(Actions.RemoveAsync(editor, "press-photos", evenIfUsed: false, Ct))).Uses.Single().ContentItemId.ShouldBe("folder-user");
        var removed = await Actions.RemoveAsync(editor, "press-photos", evenIfUsed: true, Ct);
        (await Actions.RestoreAsync(editor, removed.Id, Ct)).ShouldStartWith("press-photos");
    }

    [Fact]
    public async Task A_file_that_is_used_is_deleted_only_by_who_says_that_they_know_and_comes_back_with_what_was_said_of_it()
    {
        var path = await TakeAsync("Editor", "used.txt");
        var editor = await site.PersonAsync("Editor");
        await Actions.DescribeAsync(editor, path, "What it shows", null, null, Ct);
        await UseAsync("user", path);
        (await Should.ThrowAsync<MediaInUseException>(Actions.RemoveAsync(editor, path, evenIfUsed: false, Ct))).Uses.Single().Title.ShouldBe("user");
        var removed = await Actions.RemoveAsync(editor, path, evenIfUsed: true, Ct);
        site.Get<MediaStore>().Find(path).ShouldBeNull();
        (await Actions.RestoreAsync(editor, removed.Id, Ct)).ShouldBe(path);
        (await site.Get<MediaLibrary>().DetailsAsync(path, Ct))!.AltText.ShouldBe("What it shows");
    }

    [Theory]
    [InlineData("""{ "Paths": ["a.jpg"], "MediaTexts": [""] }""", false)]
    [InlineData("""{ "Paths": ["a.jpg"] }""", false)]
    [InlineData("""{ "Paths": ["a.jpg"], "MediaTexts": ["A harbour"] }""", true)]
    [InlineData("""{ "Paths": ["a.jpg"], "MediaTexts": [""], "Decorative": [true] }""", true)]
    [InlineData("""{ "Paths": ["a.pdf"], "MediaTexts": [""] }""", true)]
    [InlineData("""{ "Paths": [] }""", true)]
    public async Task An_article_is_published_only_when_its_picture_is_said_in_words_or_said_to_adorn(string field, bool published)
    {
        var editor = await site.PersonAsync("Editor");
        var item = await site.Get<ItemActions>().NewAsync(editor, "Article", Ct);
        item.Content["TitlePart"] = new JsonObject { ["Title"] = "With a picture" };
        item.Content["Article"] = new JsonObject { ["Image"] = JsonNode.Parse(field) };
        var definitions = await site.Get<SiteDocuments>().GetAsync<ContentDefinitions>(Ct);
        (await site.Get<ContentCheck>().FindAsync(item, definitions, publishing: true, Ct)).Any(problem => problem.Element == "Article-Image").ShouldBe(!published);
        // The rule holds also where the form's own check was passed by.
        var draft = await site.Get<ItemActions>().SaveAsync(editor, item, publish: false, Ct);
        if (published)
        {
            await site.Get<ItemActions>().ShowAsync(editor, draft.ContentItemId, Ct);
            return;
        }
        (await Should.ThrowAsync<ContentInvalidException>(site.Get<ItemActions>().SaveAsync(editor, draft, publish: true, Ct))).Message.ShouldContain("what the picture shows");
        (await Should.ThrowAsync<ContentInvalidException>(site.Get<ItemActions>().ShowAsync(editor, draft.ContentItemId, Ct))).Message.ShouldContain("what the picture shows");
    }

    async Task<string> TakeAsync(string role, string name) =>
        (await Actions.TakeAsync(await site.PersonAsync(role), null, name, new MemoryStream("words"u8.ToArray()), Ct)).Path;

    Task UseAsync(string id, string path) => site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.PublishAsync(new ContentItem
    {
        ContentItemId = id,
        ContentType = "Article",
        DisplayText = id,
        Content = new() { ["Article"] = new JsonObject { ["Image"] = new JsonObject { ["Paths"] = new JsonArray(path) } }, ["TitlePart"] = new JsonObject { ["Title"] = id } },
    }, ct), Ct);
}
