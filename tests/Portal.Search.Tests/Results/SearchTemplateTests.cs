using AngleSharp.Dom;
using Portal.Search.Querying;
using Shouldly;
using Xunit;
using static Portal.Search.Tests.Results.DrawnPage;

namespace Portal.Search.Tests.Results;

/// <summary>The page of results as the theme draws it, without the layout around.</summary>
public sealed class SearchTemplateTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hits_selectors_and_pages_are_drawn()
    {
        await using var site = await CreateAsync(Cancellation);
        var request = new SearchRequest { Query = "item", Types = ["NewsItem"], Fields = SearchFields.Title, Grouped = true, Page = 2 };
        var page = await site.DrawAsync(request, Found(Hit("a", "An <mark>item</mark>")) with { Total = 1025 }, Cancellation, root: "/sr");
        page.QuerySelector("h2#results-count")!.TextContent.ShouldBe("1,025 results");
        page.QuerySelector(".hits h3 a")!.InnerHtml.ShouldBe("An <mark>item</mark>");
        page.QuerySelector(".hits h3 a")!.GetAttribute("href").ShouldBe("/sr/news/a");
        page.QuerySelectorAll("[data-item]").ShouldHaveSingleItem().GetAttribute("data-position").ShouldBe("11");
        Checked("in", "title").ShouldBeTrue();
        Checked("in", "content").ShouldBeFalse();
        Checked("type", "news").ShouldBeTrue();
        Checked("type", "posts").ShouldBeFalse();
        page.QuerySelector(".pager [aria-current]")!.TextContent.ShouldBe("2");
        page.QuerySelector(".pager [rel~=next]")!.GetAttribute("href").ShouldBe("/sr/search?q=item&in=title&type=news&page=3");

        bool Checked(string name, string value) => page.QuerySelector($"input[name={name}][value={value}]")!.HasAttribute("checked");
    }

    [Fact]
    public async Task What_was_typed_is_shown_and_never_run()
    {
        await using var site = await CreateAsync(Cancellation);
        const string Hostile = "\"><script>alert(1)</script>";
        foreach (var result in new[] { Found(), Found(Hit("a", "A")), Found(Hit("a", "A")) with { Correction = new("x", "x", Applied: true) } })
        {
            var page = await site.DrawAsync(new() { Query = Hostile }, result, Cancellation);
            page.QuerySelectorAll("script").ShouldBeEmpty();
            page.QuerySelector("main input[name=q], input[name=q]")!.GetAttribute("value").ShouldBe(Hostile);
        }
    }

    [Fact]
    public async Task A_page_without_a_result_says_why()
    {
        await using var site = await CreateAsync(Cancellation);
        Heading(await site.DrawAsync(new() { Query = new('x', 501) }, SearchResult.Without(SearchOutcome.TooLong), Cancellation)).ShouldBe("The query is too long");
        Heading(await site.DrawAsync(new() { Query = "x" }, SearchResult.Without(SearchOutcome.NotReady), Cancellation)).ShouldBe("The search is being prepared");
        Heading(await site.DrawAsync(new() { Query = "x" }, Found(), Cancellation)).ShouldBe("Nothing was found");
        (await site.DrawAsync(new(), SearchResult.Without(SearchOutcome.NoQuery), Cancellation)).QuerySelectorAll("h2").ShouldBeEmpty();

        static string? Heading(IDocument page) => page.QuerySelector("h2")?.TextContent;
    }

    [Fact]
    public async Task Misspelt_words_are_put_right_or_asked_about()
    {
        await using var site = await CreateAsync(Cancellation);
        var request = new SearchRequest { Query = "diplomcy", Grouped = true };
        var asked = await site.DrawAsync(request, Found(Hit("a", "A")) with { Correction = new("diplomacy", "<em>diplomacy</em>", Applied: false) }, Cancellation);
        asked.QuerySelector(".mean a")!.GetAttribute("href").ShouldBe("/search?q=diplomacy");
        asked.QuerySelector(".mean")!.TextContent.ShouldBe("Did you mean diplomacy?");

        var applied = await site.DrawAsync(request, Found(Hit("a", "A") with { Forgiven = true }) with { Correction = new("diplomacy", "<em>diplomacy</em>", Applied: true) }, Cancellation);
        applied.QuerySelector(".mean a")!.GetAttribute("href").ShouldBe("/search?q=diplomcy&verbatim=true");
        applied.QuerySelector(".near").ShouldBeNull("The page has said already why all of them are shown.");
    }

    [Fact]
    public async Task Hits_that_only_resemble_the_words_stand_apart_and_after()
    {
        await using var site = await CreateAsync(Cancellation);
        var page = await site.DrawAsync(new() { Query = "zong" }, Found(Hit("exact", "Zong"), Hit("like", "Long") with { Forgiven = true }) with { IsPartial = true }, Cancellation);
        page.QuerySelector(".results > .hits [data-item]")!.GetAttribute("data-item").ShouldBe("exact");
        page.QuerySelector(".near [data-item]")!.GetAttribute("data-item").ShouldBe("like");
        page.QuerySelector(".near [data-item]")!.GetAttribute("data-position").ShouldBe("2");
        page.QuerySelector(".mean")!.TextContent.ShouldContain("took too long");
    }

    [Fact]
    public async Task A_hit_names_the_other_reports_on_its_event_and_what_editors_put_first()
    {
        await using var site = await CreateAsync(Cancellation);
        var (first, second) = (await site.AddSourceAsync("Dnevnik", Cancellation), await site.AddSourceAsync("The Gazette", Cancellation));
        var hit = Hit("a", "Summit opens", first) with { Pinned = true, Story = new("s", "stories/summit", [Hit("b", "Leaders meet", second).Document], 4) };
        var page = await site.DrawAsync(new() { Query = "summit", Grouped = true }, Found(hit), Cancellation);
        page.QuerySelector(".hit > .meta")!.TextContent.ShouldContain("Recommended");
        page.QuerySelector(".hit > .meta b")!.TextContent.ShouldBe("Dnevnik");
        page.QuerySelector(".others summary")!.TextContent.ShouldStartWith("and 4 more reports");
        page.QuerySelector(".others li a")!.GetAttribute("href").ShouldBe("/news/b");
        page.QuerySelector(".others li b")!.TextContent.ShouldBe("The Gazette");
        page.QuerySelector(".others p a")!.GetAttribute("href").ShouldBe("/stories/summit");
        page.QuerySelector(".reports a")!.GetAttribute("href").ShouldBe("/search?q=summit&group=false");
    }

    [Theory]
    [InlineData("en", "1,025 results", "Articles")]
    [InlineData("sr-Latn", "Rezultata: 1.025", "Članci")]
    [InlineData("sr-Cyrl", "Резултата: 1.025", "Чланци")]
    public async Task The_page_speaks_the_readers_language(string language, string count, string type)
    {
        await using var site = await CreateAsync(Cancellation);
        var result = Found(Hit("a", "A")) with { Total = 1025, Facets = new() { Types = [new("Article", 1000), new("NewsItem", 25)] } };
        var page = await site.DrawAsync(new() { Query = "a" }, result, Cancellation, language);
        page.QuerySelector("#results-count")!.TextContent.ShouldBe(count);
        page.QuerySelector("[aria-labelledby=facet-type] li")!.TextContent.ShouldContain(type);
    }
}
