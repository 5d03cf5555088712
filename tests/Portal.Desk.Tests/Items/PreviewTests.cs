using System.Net;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Desk.Items;

namespace Portal.Desk.Tests.Items;

public sealed class PreviewTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_shown_in_the_theme_to_those_who_may_and_is_kept_by_nobody()
    {
        var (item, published) = await DraftAsync("Author");
        foreach (var role in new[] { "Administrator", "Editor", "Author" })
        {
            using var browser = await site.SignedInAsync(role);
            using var answer = await browser.GetAsync(new Uri($"/Contents/ContentItems/{item}/Preview", UriKind.Relative), Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, role);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            text.ShouldContain("The newer draft");
            text.ShouldContain("<meta name=\"robots\" content=\"noindex\">");
            text.ShouldEndWith("</html>\n");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'self'");
            answer.Headers.GetValues("X-Frame-Options").Single().ShouldBe("SAMEORIGIN");

            var old = await browser.GetStringAsync(new Uri($"/Contents/ContentItems/{item}/Version/{published}/Preview", UriKind.Relative), Ct);
            old.ShouldContain("What visitors see");
            old.ShouldNotContain("The newer draft");
        }
    }

    [Fact]
    public async Task Others_are_not_told_that_there_is_a_draft()
    {
        var (item, version) = await DraftAsync("Editor");
        foreach (var role in new[] { "Moderator", "Author", "Contributor" })
        {
            using var browser = await site.SignedInAsync(role);
            foreach (var path in new[] { $"/Contents/ContentItems/{item}/Preview", $"/Contents/ContentItems/{item}/Version/{version}/Preview", "/Contents/ContentItems/nothing/Preview" })
            {
                using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{role} at {path}");
                (await answer.Content.ReadAsStringAsync(Ct)).ShouldNotContain("The newer draft");
            }
        }
        using var visitor = site.Browser();
        using var sent = await visitor.GetAsync(new Uri($"/Contents/ContentItems/{item}/Preview", UriKind.Relative), Ct);
        DeskSite.Target(sent).Split('?')[0].ShouldBe("/Login");
        using var page = await visitor.GetAsync(new Uri($"/Contents/ContentItems/{item}", UriKind.Relative), Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, "what is published stays at its own address");
    }

    [Fact]
    public async Task A_version_of_another_item_is_not_shown_under_this_one()
    {
        var (first, _) = await DraftAsync("Editor");
        var (_, version) = await DraftAsync("Editor");
        using var browser = await site.SignedInAsync("Editor");
        using var answer = await browser.GetAsync(new Uri($"/Contents/ContentItems/{first}/Version/{version}/Preview", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<(string Id, string PublishedVersion)> DraftAsync(string role)
    {
        var person = await site.PersonAsync(role);
        var actions = site.Get<ItemActions>();
        var item = await actions.NewAsync(person, "Article", Ct);
        item.Apply(new TitlePart("What visitors see"));
        item = await actions.SaveAsync(person, item, publish: true, Ct);
        var published = item.ContentItemVersionId;
        item.Apply(new TitlePart("The newer draft"));
        item = await actions.SaveAsync(person, item, publish: false, Ct);
        (await site.Get<ContentReader>().GetPublishedAsync(item.ContentItemId, Ct))!.DisplayText.ShouldBe("What visitors see");
        return (item.ContentItemId, published);
    }
}
