using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Desk.Structure;

namespace Portal.Desk.Tests.Structure;

public sealed class MenuActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    MenuActions Actions => site.Get<MenuActions>();

    [Fact]
    public async Task Entries_of_every_kind_are_written_as_Orchard_Core_reads_them()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        var link = await Actions.AddAsync(editor, id, null, new("LinkMenuItem", "News", "~/news", "", ""), Ct);
        var item = await Actions.AddAsync(editor, id, link, new("ContentMenuItem", "About", "", "page-about", ""), Ct);
        var html = await Actions.AddAsync(editor, id, null, new("HtmlMenuItem", "Mark", "~/", "", "<b onclick=\"x()\">Mark</b><script>x()</script>"), Ct);
        var entries = ContainedTree.MenuEntries((await site.Get<ContentReader>().GetPublishedAsync(id, Ct))!);
        entries.Find(link)!.Item["LinkMenuItemPart"]!["Url"]!.ToString().ShouldBe("~/news");
        entries.Find(item)!.ParentId.ShouldBe(link);
        entries.Find(item)!.Item["ContentMenuItemPart"]!["SelectedContentItem"]!["ContentItemIds"]![0]!.ToString().ShouldBe("page-about");
        entries.Find(html)!.Item["HtmlMenuItemPart"]!["Html"]!.ToString().ShouldBe("<b>Mark</b>");
        foreach (var place in entries.All)
            MenuEntry.Read(place.Item).Name.ShouldBe(place.Item["DisplayText"]!.ToString());
    }

    [Fact]
    public async Task Changing_an_entry_keeps_what_stands_below_it()
    {
        var (editor, id) = (await site.PersonAsync("Editor"), await MakeAsync());
        var above = await Actions.AddAsync(editor, id, null, new("LinkMenuItem", "Above", "~/a", "", ""), Ct);
        var below = await Actions.AddAsync(editor, id, null, new("LinkMenuItem", "Below", "~/b", "", ""), Ct);
        await Actions.MoveAsync(editor, id, below, TreeStep.In, Ct);
        await Actions.EditAsync(editor, id, above, new("LinkMenuItem", "Renamed", "https://example.org/", "", ""), Ct);
        var entries = ContainedTree.MenuEntries((await site.Get<ContentReader>().GetPublishedAsync(id, Ct))!);
        entries.All.Select(place => $"{place.Item["DisplayText"]} {place.Depth}").ShouldBe(["Renamed 0", "Below 1"]);
        await Actions.RemoveAsync(editor, id, above, Ct);
        ContainedTree.MenuEntries((await site.Get<ContentReader>().GetPublishedAsync(id, Ct))!).All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("LinkMenuItem", "News", "javascript:alert(1)")]
    [InlineData("LinkMenuItem", "News", "//evil.example")]
    [InlineData("LinkMenuItem", " ", "~/news")]
    [InlineData("ContentMenuItem", "Nowhere", "")]
    public async Task An_entry_that_leads_nowhere_is_refused(string type, string name, string url)
    {
        var id = await MakeAsync();
        var editor = await site.PersonAsync("Editor");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddAsync(editor, id, null, new(type, name, url, "", ""), Ct));
    }

    [Fact]
    public async Task Who_may_not_change_menus_is_refused()
    {
        var id = await MakeAsync();
        var author = await site.PersonAsync("Author");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.AddAsync(author, id, null, new("LinkMenuItem", "Mine", "~/", "", ""), Ct));
    }

    async Task<string> MakeAsync()
    {
        var menu = new ContentItem { ContentItemId = ContentIdentity.New(), ContentType = "Menu" };
        menu.Apply(new TitlePart("Menu"));
        await site.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Content.PublishAsync(menu, ct), Ct);
        return menu.ContentItemId;
    }
}
