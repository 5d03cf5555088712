using System.Net;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Desk.Items;
using Portal.Desk.Writing;

namespace Portal.Desk.Tests.Items;

public sealed class RecoveryTests(DeskSite site) : RecoveryCases(site), IClassFixture<DeskSite>;

public sealed class PostgresRecoveryTests(PostgresDeskSite site) : RecoveryCases(site), IClassFixture<PostgresDeskSite>;

/// <summary>What is kept while somebody writes.</summary>
public abstract class RecoveryCases(DeskSite site)
{
    const string Form = "one";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    RecoveryCopies Copies => site.Get<RecoveryCopies>();

    ItemActions Actions => site.Get<ItemActions>();

    ContentReader Reader => site.Get<ContentReader>();

    [Fact]
    public async Task What_is_written_is_kept_beside_the_item_and_goes_when_it_is_saved_or_dropped()
    {
        var editor = await site.PersonAsync("Editor");
        var item = await WriteAsync(editor, "What visitors see", publish: true);
        item.Apply(new HtmlBodyPart("<p>Half a sentence<script>alert(1)</script></p>"));
        await Copies.KeepAsync(editor, item, Form, Ct);
        item.Apply(new HtmlBodyPart("<p>A whole sentence.<script>alert(1)</script></p>"));
        await Copies.KeepAsync(editor, item, Form, Ct);

        (await Reader.ListVersionsAsync(item.ContentItemId, null, 10, Ct)).Count.ShouldBe(1, "a copy is no version");
        var stored = (await Reader.GetLatestAsync(item.ContentItemId, Ct))!;
        stored.As<HtmlBodyPart>()!.Html.ShouldBe("<p>Text</p>");
        var copy = (await Copies.FindAsync(editor, item.ContentItemId, Ct))!;
        copy.StandsOn(stored).ShouldBeTrue();
        var back = copy.On(stored)!;
        back.As<HtmlBodyPart>()!.Html.ShouldBe("<p>A whole sentence.</p>");

        var saved = await Actions.SaveAsync(editor, back, publish: false, Form, Ct);
        (await Copies.FindAsync(editor, item.ContentItemId, Ct)).ShouldBeNull();
        await Copies.KeepAsync(editor, saved, Form, Ct);
        await site.Get<ItemLife>().DiscardDraftAsync(editor, saved, Ct);
        (await Copies.FindAsync(editor, item.ContentItemId, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_text_that_was_never_saved_is_found_again_and_saved_under_its_own_identity()
    {
        var author = await site.PersonAsync("Author");
        var item = await Actions.NewAsync(author, "Article", Ct);
        item.Apply(new TitlePart("Never saved"));
        await Copies.KeepAsync(author, item, Form, Ct);
        (await Reader.GetLatestAsync(item.ContentItemId, Ct)).ShouldBeNull();

        var next = await Actions.NewAsync(author, "Article", Ct);
        var back = (await Copies.FindNewAsync(author, "Article", Ct))!.On(next)!;
        back.ContentItemId.ShouldBe(item.ContentItemId);
        back.As<TitlePart>()!.Title.ShouldBe("Never saved");
        await Actions.SaveAsync(author, back, publish: false, Form, Ct);
        (await Copies.FindNewAsync(author, "Article", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_windows_of_one_person_don_t_write_over_each_other_unasked()
    {
        var editor = await site.PersonAsync("Editor");
        var item = await Actions.NewAsync(editor, "Article", Ct);
        item.Apply(new TitlePart("Begun here"));
        await Copies.KeepAsync(editor, item, "here", Ct);
        var there = item.Copy();
        there.Apply(new TitlePart("Begun there"));
        (await Copies.KeepAsync(editor, there, "there", Ct)).ShouldBeNull();
        (await Copies.FindAsync(editor, item.ContentItemId, Ct))!.On(item)!.As<TitlePart>()!.Title.ShouldBe("Begun here");

        await Copies.TakeAsync(editor, item.ContentItemId, "there", Ct);
        (await Copies.KeepAsync(editor, item, "here", Ct)).ShouldBeNull();
        (await Copies.KeepAsync(editor, there, "there", Ct)).ShouldNotBeNull();
        // Saved here, what is written there stays; saved there as well, it is told.
        await Actions.SaveAsync(editor, item, publish: false, "here", Ct);
        (await Copies.FindAsync(editor, item.ContentItemId, Ct))!.On(item)!.As<TitlePart>()!.Title.ShouldBe("Begun there");
        await Should.ThrowAsync<ContentConflictException>(() => Actions.SaveAsync(editor, there, publish: false, "there", Ct));
    }

    [Fact]
    public async Task Nobody_sees_or_takes_the_copy_of_another_person()
    {
        var (editor, other) = (await site.PersonAsync("Editor"), await site.PersonAsync("Administrator"));
        var item = await WriteAsync(editor, "Shared", publish: true);
        item.Apply(new TitlePart("A secret of the editor"));
        await Copies.KeepAsync(editor, item, Form, Ct);
        (await Copies.FindAsync(other, item.ContentItemId, Ct)).ShouldBeNull();
        await Copies.DropAsync(other, item.ContentItemId, Ct);
        await Actions.SaveAsync(other, (await Reader.GetLatestAsync(item.ContentItemId, Ct))!, publish: true, Ct);
        var copy = (await Copies.FindAsync(editor, item.ContentItemId, Ct))!;
        copy.StandsOn((await Reader.GetLatestAsync(item.ContentItemId, Ct))!).ShouldBeFalse("somebody saved the item since");
        await Should.ThrowAsync<ContentConflictException>(async () => await Actions.SaveAsync(editor, copy.On((await Reader.GetLatestAsync(item.ContentItemId, Ct))!)!, publish: false, Ct));

        foreach (var (role, sees) in new[] { ("Editor", true), ("Administrator", false) })
        {
            using var browser = await site.SignedInAsync(role);
            (await browser.GetStringAsync(new Uri(CopyPreview.Path(item.ContentItemId), UriKind.Relative), Ct)).Contains("A secret of the editor", StringComparison.Ordinal).ShouldBe(sees, role);
        }
    }

    [Fact]
    public async Task A_copy_gives_nobody_a_right_that_they_don_t_have()
    {
        var (editor, author, moderator) = (await site.PersonAsync("Editor"), await site.PersonAsync("Author"), await site.PersonAsync("Moderator"));
        var others = await WriteAsync(editor, "Not the author’s", publish: true);
        await RefusedAsync(() => Copies.KeepAsync(author, others, Form, Ct));
        var forged = others.Copy();
        (forged.Id, forged.Owner) = (0, author.FindFirstValue(ClaimTypes.NameIdentifier));
        await RefusedAsync(() => Copies.KeepAsync(author, forged, Form, Ct));
        await RefusedAsync(async () => await Copies.KeepAsync(moderator, new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = "Article" }, Form, Ct));
        await RefusedAsync(async () => await Copies.KeepAsync(editor, new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = "NewsItem" }, Form, Ct));

        // Whoever may no longer write such items sees nothing of a copy either.
        using var browser = await site.SignedInAsync("Author");
        using var answer = await browser.GetAsync(new Uri(CopyPreview.Path(ContentIdentity.New()), UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var drafts = await browser.GetAsync(new Uri(CopyPreview.Path((await WriteAsync(editor, "An editor’s draft", publish: false)).ContentItemId), UriKind.Relative), Ct);
        drafts.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Copies_are_bounded_in_length_number_and_time()
    {
        var contributor = await site.PersonAsync("Contributor");
        var first = await KeepNewAsync(contributor);
        for (var count = 0; count < RecoveryCopies.Most; count++)
        {
            site.Time.Advance(TimeSpan.FromSeconds(1));
            await KeepNewAsync(contributor);
        }
        (await Copies.FindAsync(contributor, first.ContentItemId, Ct)).ShouldBeNull("the oldest went");
        (await CountAsync(contributor)).ShouldBe(RecoveryCopies.Most);
        first.Apply("Article", "Excerpt", new Content.Fields.TextField(new string('a', RecoveryCopies.MaxLength)));
        await RefusedAsync(() => Copies.KeepAsync(contributor, first, Form, Ct));

        site.Time.Advance(TimeSpan.FromDays(RecoveryCopies.Days) - TimeSpan.FromMinutes(1));
        var young = await KeepNewAsync(contributor);
        site.Time.Advance(TimeSpan.FromMinutes(2));
        (await Copies.SweepAsync(Ct)).ShouldBeGreaterThan(0);
        (await Copies.FindNewAsync(contributor, "Article", Ct))!.ContentItemId.ShouldBe(young.ContentItemId);
        (await CountAsync(contributor)).ShouldBe(1);
    }

    async Task<int> CountAsync(ClaimsPrincipal person)
    {
        var user = person.FindFirstValue(ClaimTypes.NameIdentifier);
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        return await db.Set<RecoveryCopy>().CountAsync(copy => copy.UserId == user, Ct);
    }

    async Task<ContentItem> KeepNewAsync(ClaimsPrincipal person)
    {
        var item = await Actions.NewAsync(person, "Article", Ct);
        await Copies.KeepAsync(person, item, Form, Ct);
        return item;
    }

    async Task<ContentItem> WriteAsync(ClaimsPrincipal person, string title, bool publish)
    {
        var item = await Actions.NewAsync(person, "Article", Ct);
        item.Apply(new TitlePart(title));
        item.Apply(new HtmlBodyPart("<p>Text</p>"));
        return await Actions.SaveAsync(person, item, publish, Ct);
    }

    static Task RefusedAsync(Func<Task> work) => Should.ThrowAsync<ItemRefusedException>(work);
}
