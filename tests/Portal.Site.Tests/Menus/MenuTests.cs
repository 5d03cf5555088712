using AngleSharp.Html.Parser;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Menus;

public sealed class MenuTests
{
    [Fact]
    public async Task Entries_lead_to_addresses_and_items_show_HTML_and_open_what_stands_below()
    {
        await using var host = await SiteHost.StartAsync();
        await host.PublishAsync("""{ "ContentItemId": "about", "ContentType": "Page", "TitlePart": { "Title": "About" }, "AutoroutePart": { "Path": "about/us" } }""");
        await host.PublishAsync("""
            { "ContentItemId": "menu", "ContentType": "Menu", "TitlePart": { "Title": "Main menu" }, "AliasPart": { "Alias": "main-menu" },
              "MenuItemsListPart": { "MenuItems": [
                { "ContentItemId": "m1", "ContentType": "LinkMenuItem", "DisplayText": "News", "LinkMenuItemPart": { "Url": "~/news" } },
                { "ContentItemId": "m2", "ContentType": "LinkMenuItem", "DisplayText": "More", "LinkMenuItemPart": { "Url": "" }, "MenuItemsListPart": { "MenuItems": [
                  { "ContentItemId": "m3", "ContentType": "ContentMenuItem", "DisplayText": "Who we are", "ContentMenuItemPart": { "SelectedContentItem": { "ContentItemIds": ["about"] } } },
                  { "ContentItemId": "m4", "ContentType": "ContentMenuItem", "DisplayText": "Gone", "ContentMenuItem": { "ContentItem": { "ContentItemIds": ["nothing"] } } } ] } },
                { "ContentItemId": "m5", "ContentType": "HtmlMenuItem", "DisplayText": "Mark", "HtmlMenuItemPart": { "Url": "~/", "Html": "<b>Mark</b><script>x()</script>" } },
                { "ContentItemId": "m6", "ContentType": "LinkMenuItem", "DisplayText": "Bad", "LinkMenuItemPart": { "Url": "javascript:x()" } } ] } }
            """);
        var menu = await MenuAsync(host, "/about/us");
        menu.QuerySelectorAll("a").Select(link => (link.TextContent, link.GetAttribute("href"))).ShouldBe([("News", "/news"), ("Who we are", "/about/us"), ("Mark", "/")]);
        menu.QuerySelector("details > summary")!.TextContent.ShouldContain("More");
        menu.QuerySelector("details ul a[aria-current=page]")!.TextContent.ShouldBe("Who we are");
        menu.QuerySelector("a b")!.TextContent.ShouldBe("Mark");
        menu.QuerySelector("script").ShouldBeNull();
        (await MenuAsync(host, "/sr/about/us")).QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(["/sr/news", "/sr/about/us", "/sr"]);
        // A kept page learns that the item of an entry is hidden.
        (await MenuAsync(host, "/articles")).InnerHtml.ShouldContain("Who we are");
        await host.WriteAsync((scope, ct) => scope.Content.UnpublishAsync("about", ct));
        (await MenuAsync(host, "/articles")).InnerHtml.ShouldNotContain("Who we are");
    }

    static async Task<AngleSharp.Dom.IElement> MenuAsync(SiteHost host, string path) =>
        new HtmlParser().ParseDocument((await host.GetAsync(path)).Text).QuerySelector("nav.topics")!;
}
