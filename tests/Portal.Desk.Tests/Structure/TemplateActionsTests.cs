using Portal.Content.Localization;
using Portal.Desk.Structure;
using Portal.Site.Themes;

namespace Portal.Desk.Tests.Structure;

public sealed class TemplateActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    TemplateActions Actions => site.Get<TemplateActions>();

    SiteTemplates Templates => site.Get<SiteTemplates>();

    [Fact]
    public async Task A_template_of_the_site_goes_before_the_themes_until_it_is_taken_back()
    {
        var person = await site.PersonAsync("Administrator");
        var original = await Templates.ReadAsync("NotFound", Ct);
        original.Own.ShouldBeNull();
        original.Original.ShouldNotBeNullOrEmpty();
        await Actions.SaveAsync(person, "NotFound", "<p>Nothing here</p>", "Shorter", Ct);
        (await Templates.ReadAsync("NotFound", Ct)).ShouldBe(new TemplateText("NotFound", "<p>Nothing here</p>", original.Original, "Shorter"));
        (await Templates.ListAsync(Ct)).Single(line => line.Shape == "NotFound").Source.ShouldBe(TemplateSource.Site);
        await Actions.RevertAsync(person, "NotFound", Ct);
        (await Templates.ReadAsync("NotFound", Ct)).Own.ShouldBeNull();
        (await Templates.ListAsync(Ct)).Single(line => line.Shape == "NotFound").Source.ShouldNotBe(TemplateSource.Site);
    }

    [Fact]
    public async Task What_is_no_Liquid_is_refused_with_its_place()
    {
        var person = await site.PersonAsync("Administrator");
        var refused = await Should.ThrowAsync<StructureRefusedException>(() => Actions.SaveAsync(person, "Content__Article", "<h1>\n{% if %}\n</h1>", null, Ct));
        refused.Message.ShouldStartWith("template “Content__Article”: line 2");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.SaveAsync(person, "../evil", "x", null, Ct));
        (await Templates.ReadAsync("Content__Article", Ct)).Own.ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_not_change_templates_is_refused()
    {
        var editor = await site.PersonAsync("Editor");
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.SaveAsync(editor, "NotFound", "x", null, Ct));
        await Should.ThrowAsync<StructureRefusedException>(() => Actions.RevertAsync(editor, "NotFound", Ct));
    }

    [Fact]
    public async Task A_page_is_tried_with_a_template_that_nobody_else_sees()
    {
        var preview = site.Get<TemplatePreview>();
        (await preview.RenderAsync("HomePage", "<p>Tried: {{ Site.SiteName }}</p>", "/", InterfaceLanguage.Default, Ct))!.ShouldContain("<p>Tried: Portal</p>");
        (await preview.RenderAsync("HomePage", "plain", "/", InterfaceLanguage.Default, Ct))!.ShouldNotContain("Tried");
        (await preview.RenderAsync("HomePage", "x", "/no/such/page", InterfaceLanguage.Default, Ct)).ShouldBeNull();
        (await Templates.ReadAsync("HomePage", Ct)).Own.ShouldBeNull();
    }
}
