using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Desk.Items;

namespace Portal.Desk.Tests;

public sealed class ItemActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    ItemActions Actions => site.Get<ItemActions>();

    ContentReader Reader => site.Get<ContentReader>();

    [Fact]
    public async Task A_published_article_is_seen_at_its_address_with_its_html_cleaned()
    {
        var item = await WriteAsync("Editor", "On summits", publish: true, "<p onclick=\"x()\">Text<script>alert(1)</script></p>");
        var seen = await Reader.FindByRouteAsync("articles/on-summits", Ct);
        seen!.Item.ContentItemId.ShouldBe(item.ContentItemId);
        seen.Item.As<HtmlBodyPart>()!.Html.ShouldBe("<p>Text</p>");
        seen.Item.Author.ShouldBe(DeskSite.Email("Editor"));
    }

    [Fact]
    public async Task A_draft_of_a_published_article_leaves_what_visitors_see_as_it_is()
    {
        var item = await WriteAsync("Editor", "Seen title", publish: true);
        item.Apply(new TitlePart("Draft title"));
        await Actions.SaveAsync(await site.PersonAsync("Editor"), item, publish: false, Ct);
        (await Reader.GetPublishedAsync(item.ContentItemId, Ct))!.DisplayText.ShouldBe("Seen title");
        (await site.Get<ItemLists>().ReadAsync(item.ContentItemId, Ct))!.State.ShouldBe(ContentState.Changed);
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told_and_loses_nothing()
    {
        var first = await WriteAsync("Editor", "Shared", publish: true);
        var second = first.Copy();
        first.Apply(new TitlePart("First"));
        await Actions.SaveAsync(await site.PersonAsync("Administrator"), first, publish: true, Ct);
        second.Apply(new TitlePart("Second"));
        await Should.ThrowAsync<ContentConflictException>(async () => await Actions.SaveAsync(await site.PersonAsync("Editor"), second, publish: true, Ct));
        second.As<TitlePart>()!.Title.ShouldBe("Second");
        (await Reader.GetLatestAsync(second.ContentItemId, Ct))!.DisplayText.ShouldBe("First");
    }

    [Fact]
    public async Task An_author_changes_own_articles_and_nobody_elses()
    {
        var own = await WriteAsync("Author", "Own", publish: true);
        own.Apply(new TitlePart("Own, better"));
        await Actions.SaveAsync(await site.PersonAsync("Author"), own, publish: true, Ct);

        var others = await WriteAsync("Editor", "Of the editor", publish: true);
        await RefusedAsync(async () => await Actions.SaveAsync(await site.PersonAsync("Author"), others, publish: false, Ct));
        await RefusedAsync(async () => await Actions.HideAsync(await site.PersonAsync("Author"), others.ContentItemId, Ct));
        var list = await site.Get<ItemLists>().ReadAsync(await site.PersonAsync("Author"), new(), Ct);
        list.Lines.ShouldAllBe(line => line.Item.Owner == own.Owner);
    }

    [Fact]
    public async Task A_stolen_owner_does_not_help()
    {
        var others = await WriteAsync("Editor", "Not yours", publish: true);
        var author = await site.PersonAsync("Author");
        others.Owner = author.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value;
        await RefusedAsync(() => Actions.SaveAsync(author, others, publish: false, Ct));
    }

    [Fact]
    public async Task A_contributor_writes_drafts_and_publishes_nothing()
    {
        var draft = await WriteAsync("Contributor", "Proposal", publish: false);
        await RefusedAsync(async () => await Actions.SaveAsync(await site.PersonAsync("Contributor"), draft, publish: true, Ct));
        await RefusedAsync(async () => await Actions.ShowAsync(await site.PersonAsync("Contributor"), draft.ContentItemId, Ct));
        await RefusedAsync(async () => await Actions.RemoveAsync(await site.PersonAsync("Contributor"), draft.ContentItemId, Ct));
    }

    [Fact]
    public async Task Hiding_showing_and_pinning_change_what_visitors_see()
    {
        var editor = await site.PersonAsync("Editor");
        var item = await WriteAsync("Editor", "In and out", publish: true);
        await Actions.HideAsync(editor, item.ContentItemId, Ct);
        (await Reader.GetPublishedAsync(item.ContentItemId, Ct)).ShouldBeNull();
        await Actions.ShowAsync(editor, item.ContentItemId, Ct);
        await Actions.PinAsync(editor, item.ContentItemId, pinned: true, Ct);
        (await Reader.ListPublishedAsync(new() { Types = ["Article"], Keys = ["flag:Article.Pinned"] }, Ct)).Items.ShouldContain(one => one.ContentItemId == item.ContentItemId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_deleted_comes_back_as_it_was(bool withDraft)
    {
        var editor = await site.PersonAsync("Editor");
        var item = await WriteAsync("Editor", $"Taken away {withDraft}", publish: true);
        if (withDraft)
        {
            item.Apply(new TitlePart("Newer"));
            await Actions.SaveAsync(editor, item, publish: false, Ct);
        }
        var removed = await Actions.RemoveAsync(editor, item.ContentItemId, Ct);
        (await Reader.GetLatestAsync(item.ContentItemId, Ct)).ShouldBeNull();
        await Actions.RestoreAsync(editor, removed, Ct);
        (await Reader.GetPublishedAsync(item.ContentItemId, Ct))!.DisplayText.ShouldBe($"Taken away {withDraft}");
        (await Reader.GetLatestAsync(item.ContentItemId, Ct))!.DisplayText.ShouldBe(withDraft ? "Newer" : $"Taken away {withDraft}");
    }

    [Fact]
    public async Task Templates_are_changed_only_by_those_who_may()
    {
        var editor = await site.PersonAsync("Editor");
        var widget = await Actions.NewAsync(editor, "LiquidWidget", Ct);
        widget.Apply(new LiquidPart("{{ 1 }}"));
        await RefusedAsync(() => Actions.SaveAsync(editor, widget, publish: true, Ct));
        await Actions.SaveAsync(await site.PersonAsync("Administrator"), widget, publish: true, Ct);
    }

    [Fact]
    public async Task Parts_that_the_desk_does_not_know_survive_a_save()
    {
        var item = await WriteAsync("Editor", "With a part", publish: true);
        item.Content["Unknown"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Kept": [1, 2] }""");
        item = await Actions.SaveAsync(await site.PersonAsync("Editor"), item, publish: true, Ct);
        item.Apply("Article", "Subtitle", new TextField("New"));
        await Actions.SaveAsync(await site.PersonAsync("Editor"), item, publish: true, Ct);
        (await Reader.GetPublishedAsync(item.ContentItemId, Ct))!.Content["Unknown"]!["Kept"]!.ToJsonString().ShouldBe("[1,2]");
    }

    async Task<ContentItem> WriteAsync(string role, string title, bool publish, string html = "<p>Text</p>")
    {
        var person = await site.PersonAsync(role);
        var item = await Actions.NewAsync(person, "Article", Ct);
        item.Apply(new TitlePart(title));
        item.Apply(new HtmlBodyPart(html));
        return await Actions.SaveAsync(person, item, publish, Ct);
    }

    static Task RefusedAsync(Func<Task> work) => Should.ThrowAsync<ItemRefusedException>(work);
}
