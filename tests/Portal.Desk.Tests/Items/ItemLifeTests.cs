using System.Text.Json.Nodes;
using Portal.Content.Audit;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Scheduling;
using Portal.Content.Storage;
using Portal.Desk.Items;

namespace Portal.Desk.Tests.Items;

public sealed class ItemLifeTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    ItemLife Life => site.Get<ItemLife>();

    ItemActions Actions => site.Get<ItemActions>();

    ContentReader Reader => site.Get<ContentReader>();

    DateTime Now => site.Time.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task What_is_deleted_comes_back_from_the_trash_as_a_draft_or_is_gone_for_good()
    {
        var editor = await site.PersonAsync("Editor");
        var (back, gone) = (await WriteAsync("Editor", "Comes back"), await WriteAsync("Editor", "Goes"));
        await Actions.RemoveAsync(editor, back.ContentItemId, Ct);
        await Actions.RemoveAsync(editor, gone.ContentItemId, Ct);
        (await Life.TrashAsync(editor, null, Ct)).Items.Select(item => item.DisplayText).ShouldContain("Goes");
        await Life.RestoreAsync(editor, back.ContentItemId, Ct);
        (await site.Get<ItemLists>().ReadAsync(back.ContentItemId, Ct))!.State.ShouldBe(ContentState.Unpublished);
        await Life.PurgeAsync(editor, gone.ContentItemId, Ct);
        await RefusedAsync(() => Life.RestoreAsync(editor, gone.ContentItemId, Ct));
        await RefusedAsync(() => Life.PurgeAsync(editor, back.ContentItemId, Ct));
    }

    [Fact]
    public async Task An_author_sees_own_items_in_the_trash_and_touches_no_others()
    {
        var author = await site.PersonAsync("Author");
        var (own, others) = (await WriteAsync("Author", "Own rubbish"), await WriteAsync("Editor", "Other rubbish"));
        await Actions.RemoveAsync(author, own.ContentItemId, Ct);
        await Actions.RemoveAsync(await site.PersonAsync("Editor"), others.ContentItemId, Ct);
        (await Life.TrashAsync(author, null, Ct)).Items.ShouldHaveSingleItem().DisplayText.ShouldBe("Own rubbish");
        await RefusedAsync(() => Life.RestoreAsync(author, others.ContentItemId, Ct));
        await RefusedAsync(() => Life.PurgeAsync(author, others.ContentItemId, Ct));
        await Life.RestoreAsync(author, own.ContentItemId, Ct);
    }

    [Fact]
    public async Task A_contributor_copies_own_items_and_sets_no_times()
    {
        var contributor = await site.PersonAsync("Contributor");
        var own = await WriteAsync("Contributor", "Proposal", publish: false);
        var copy = await Life.CloneAsync(contributor, own.ContentItemId, Ct);
        copy.DisplayText.ShouldBe("Proposal (copy)");
        copy.As<TitlePart>()!.Title.ShouldBe("Proposal (copy)");
        copy.Apply(new PublishLaterPart(Now.AddDays(1)));
        await RefusedAsync(() => Actions.SaveAsync(contributor, copy, publish: false, Ct));
        await RefusedAsync(() => Life.CancelScheduleAsync(contributor, copy.ContentItemId, ScheduledAction.Publish, Ct));
        var others = await WriteAsync("Editor", "Not yours");
        await RefusedAsync(() => Life.CloneAsync(contributor, others.ContentItemId, Ct));
        await RefusedAsync(() => Life.DiscardDraftAsync(contributor, others, Ct));
        await RefusedAsync(() => Life.RestoreVersionAsync(contributor, others.ContentItemId, others.ContentItemVersionId, Ct));
    }

    [Fact]
    public async Task A_set_time_shows_and_is_taken_back_without_a_new_version()
    {
        var editor = await site.PersonAsync("Editor");
        var item = await WriteAsync("Editor", "For a while");
        item.Apply(new ArchiveLaterPart(Now.AddDays(2)));
        item = await Actions.SaveAsync(editor, item, publish: true, Ct);
        item.Apply(new PublishLaterPart(Now.AddDays(1)));
        item = await Actions.SaveAsync(editor, item, publish: false, Ct);
        var schedule = site.Get<ScheduleReader>();
        (await schedule.FindAsync(item.ContentItemId, Ct)).Select(time => time.Action).ShouldBe([ScheduledAction.Publish, ScheduledAction.Archive]);
        var versions = (await Reader.ListVersionsAsync(item.ContentItemId, null, 10, Ct)).Count;

        await Life.CancelScheduleAsync(editor, item.ContentItemId, ScheduledAction.Publish, Ct);
        (await schedule.FindAsync(item.ContentItemId, Ct)).ShouldHaveSingleItem().Action.ShouldBe(ScheduledAction.Archive);
        await Life.CancelScheduleAsync(editor, item.ContentItemId, ScheduledAction.Archive, Ct);
        (await schedule.FindAsync(item.ContentItemId, Ct)).ShouldBeEmpty();
        (await Reader.GetPublishedAsync(item.ContentItemId, Ct))!.ArchiveLater().ShouldBeNull();
        (await Reader.GetLatestAsync(item.ContentItemId, Ct))!.PublishLater().ShouldBeNull();
        (await Reader.ListVersionsAsync(item.ContentItemId, null, 10, Ct)).Count.ShouldBe(versions);
        await Should.ThrowAsync<ContentConflictException>(async () => await Actions.SaveAsync(editor, item, publish: false, Ct));
    }

    [Fact]
    public async Task Differences_are_told_field_by_field_with_names_and_without_what_editors_said()
    {
        var left = await WriteAsync("Editor", "Left", html: "<p>Old <b>words</b></p>");
        var right = left.Copy();
        right.Apply(new TitlePart("Right"));
        right.Apply(new HtmlBodyPart("<p>Old <i>words</i></p>"));
        right.Apply("Article", "Subtitle", new TextField("Added"));
        right.Apply("Article", "Pinned", new BooleanField(true));
        right.Apply(new AuditTrailPart("I said so"));
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.ImportAsync(ContentItemJson.Read((JsonObject)JsonNode.Parse("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "Latest": true, "Published": true,
              "TaxonomyPart": { "Terms": [ { "ContentItemId": "t1", "ContentType": "Topic", "DisplayText": "Cyber diplomacy" } ] } }
            """)!), ct), Ct);
        right.Apply("Article", "Topics", new TaxonomyField("topics", ["t1"]));
        right.Content["Unknown"] = JsonNode.Parse("""{ "Kept": [1] }""");
        right.Content["Article"]!["Strange"] = "x";
        var found = await site.Get<ItemComparison>().CompareAsync(left, right, Ct);
        found.Select(one => one.Label).ShouldBe(["Title", "Text", "Subtitle", "Topics", "Pinned to the home page", "Strange", "Unknown"], ignoreOrder: true);
        found.Single(one => one.Label == "Topics").Right.ShouldBe("Cyber diplomacy");
        found.Single(one => one.Label == "Text").Right.ShouldContain("<i>", Case.Sensitive, "the words are the same: only their dress differs");

        var merged = left.Copy();
        foreach (var one in found)
            one.Copy(right, merged);
        merged.Content.Remove("AuditTrailPart");
        right.Content.Remove("AuditTrailPart");
        JsonNode.DeepEquals(merged.Content, right.Content).ShouldBeTrue();
    }

    [Fact]
    public async Task What_people_do_at_the_desk_stands_in_the_history_with_what_they_said()
    {
        var editor = await site.PersonAsync("Editor");
        var item = await WriteAsync("Editor", "Told", publish: false);
        item.Apply(new AuditTrailPart("Dates put right"));
        await Actions.SaveAsync(editor, item, publish: true, Ct);
        await Actions.PinAsync(editor, item.ContentItemId, pinned: true, Ct);
        var trail = (await site.Get<AuditReader>().ListAsync(new() { ContentItemId = item.ContentItemId }, Ct)).Records.OrderBy(record => record.Id).ToList();
        trail.Select(record => (record.Event, record.Comment)).ShouldBe([(AuditEvent.Created, null), (AuditEvent.Published, "Dates put right"), (AuditEvent.Published, null)]);
        trail.ShouldAllBe(record => record.UserName == DeskSite.Email("Editor"));
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00")] // the hour that clocks leave out in Belgrade
    [InlineData("2026-07-01T12:00:00", "2026-07-01T10:00:00")]
    [InlineData("2026-12-01T12:00:00", "2026-12-01T11:00:00")]
    public void Times_are_written_by_the_clock_of_the_site(string local, string utc) =>
        Shell.ZoneTimes.ToUtc(TimeZoneInfo.FindSystemTimeZoneById("Europe/Belgrade"), DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal));

    async Task<ContentItem> WriteAsync(string role, string title, bool publish = true, string html = "<p>Text</p>")
    {
        var person = await site.PersonAsync(role);
        var item = await Actions.NewAsync(person, "Article", Ct);
        item.Apply(new TitlePart(title));
        item.Apply(new HtmlBodyPart(html));
        return await Actions.SaveAsync(person, item, publish, Ct);
    }

    static Task RefusedAsync(Func<Task> work) => Should.ThrowAsync<ItemRefusedException>(work);
}
