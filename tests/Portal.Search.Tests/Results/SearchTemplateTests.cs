using Fluid;
using Fluid.Values;
using Portal.Content.Storage;
using Portal.Search.Querying;
using Portal.Search.Results;
using Portal.Search.Tests.Indexing;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Results;

/// <summary>The theme's template drawn with what the module gives it, without the layout around.</summary>
public sealed class SearchTemplateTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hits_selectors_and_pages_are_drawn_and_what_was_typed_is_encoded()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.StartAsync();
        await site.PublishManyAsync(25, "item");
        await SearchSite.UntilAsync(() => site.Found("item").Count == 25);
        var html = await DrawAsync(site, new() { Query = "item", Types = ["NewsItem"], Fields = SearchFields.Title, Page = 2 });
        html.ShouldContain("25 results");
        html.ShouldContain("<mark>item</mark>");
        html.ShouldContain("name=\"in\" value=\"title\" checked");
        html.ShouldContain("name=\"in\" value=\"content\">");
        html.ShouldContain("name=\"type\" value=\"news\" checked");
        html.ShouldContain("name=\"type\" value=\"posts\">");
        html.ShouldContain("href=\"/sr/search?q=item&amp;in=title&amp;type=news&amp;page=3\"");
        html.ShouldContain("<span aria-current=\"page\">2</span>");

        var hostile = await DrawAsync(site, new() { Query = "\"><script>alert(1)</script>" });
        hostile.ShouldNotContain("<script>alert");
        hostile.ShouldContain("Nothing was found");
        (await DrawAsync(site, new() { Query = new('x', 501) })).ShouldContain("too long");
        (await DrawAsync(site, new())).ShouldNotContain("result");
    }

    static async Task<string> DrawAsync(SearchSite site, SearchRequest request)
    {
        var result = site.Database.Get<SiteSearch>().Search(request);
        var model = await site.Database.Get<SearchPageShape>().BuildAsync("/sr", request, result, Cancellation);
        var options = new TemplateOptions { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
        options.Filters.AddFilter("t", (input, arguments, _) => new StringValue(input.ToStringValue().Replace("{0}", arguments.At(0).ToStringValue(), StringComparison.Ordinal)));
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "themes", "Diplomat", "Views", "SearchResults.liquid"), Cancellation);
        var template = new FluidParser().Parse(source);
        return await template.RenderAsync(new TemplateContext(new Dictionary<string, object?> { ["Model"] = model }, options), System.Text.Encodings.Web.HtmlEncoder.Default);
    }
}
