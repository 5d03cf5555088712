using AngleSharp.Html.Parser;
using Portal.Content.Items;
using Portal.Content.Taxonomies;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Taxonomies;

public sealed class TermPageTests
{
    [Fact]
    public async Task The_page_of_a_term_names_the_terms_below_it_and_shows_their_items()
    {
        await using var host = await StartAsync();
        var page = new HtmlParser().ParseDocument((await host.GetAsync("/topics/law")).Text);
        page.QuerySelectorAll("main ul.index a").Select(link => link.GetAttribute("href")).ShouldContain("/topics/sea-law");
        page.QuerySelector("main")!.TextContent.ShouldContain("On cables");
        (await host.GetAsync("/topics/trade")).Text.ShouldNotContain("On cables");
    }

    [Fact]
    public async Task Kept_pages_of_terms_follow_a_move_and_a_merge()
    {
        await using var host = await StartAsync();
        (await host.GetAsync("/topics/law")).Text.ShouldContain("On cables");
        (await host.GetAsync("/topics/trade")).Text.ShouldNotContain("On cables");
        await host.WriteAsync(async (scope, ct) =>
        {
            var taxonomy = (await scope.Content.GetLatestAsync("topics", ct))!;
            var tree = ContainedTree.Terms(taxonomy);
            tree.MoveUnder("sea", "trade").ShouldBeTrue();
            tree.ApplyTo(taxonomy);
            await scope.Content.PublishAsync(taxonomy, ct);
        });
        (await host.GetAsync("/topics/law")).Text.ShouldNotContain("On cables");
        (await host.GetAsync("/topics/trade")).Text.ShouldContain("On cables");

        await host.Get<TermMerge>().RunAsync("topics", "sea", "law", ContentActor.System, null, CancellationToken.None);
        (await host.GetAsync("/topics/law")).Text.ShouldContain("On cables");
        (await host.GetAsync("/topics/trade")).Text.ShouldNotContain("On cables");
        var (moved, _) = await host.GetAsync("/topics/sea-law");
        ((int)moved.StatusCode).ShouldBe(301);
        moved.Headers.Location!.OriginalString.ShouldBe("/topics/law");
    }

    static async Task<SiteHost> StartAsync()
    {
        var host = await SiteHost.StartAsync();
        await host.PublishAsync("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "topics" },
              "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [
                { "ContentItemId": "law", "ContentType": "Topic", "DisplayText": "Law", "Terms": [ { "ContentItemId": "sea", "ContentType": "Topic", "DisplayText": "Sea law" } ] },
                { "ContentItemId": "trade", "ContentType": "Topic", "DisplayText": "Trade" } ] } }
            """);
        await host.PublishAsync("""
            { "ContentItemId": "a", "ContentType": "Article", "TitlePart": { "Title": "On cables" },
              "Article": { "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": ["sea"] } }, "HtmlBodyPart": { "Html": "<p>Text.</p>" } }
            """);
        return host;
    }
}
