using AngleSharp.Dom;
using Portal.Search.Querying;
using Shouldly;
using Xunit;
using static Portal.Search.Tests.Results.DrawnPage;

namespace Portal.Search.Tests.Results;

/// <summary>What the page offers to narrow a search by, and how that is taken back.</summary>
public sealed class FacetTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_value_narrows_and_once_chosen_takes_itself_away()
    {
        await using var site = await CreateAsync(Cancellation);
        await site.AddTermsAsync("topics", ["Security", "Trade"], Cancellation);
        await site.AddTermsAsync("regions", ["Balkans", "Asia"], Cancellation);
        var source = await site.AddSourceAsync("The Gazette", Cancellation);
        var other = await site.AddSourceAsync("Dnevnik", Cancellation);
        var facets = new SearchFacets
        {
            Types = [new("Article", 7), new("NewsItem", 3)],
            Topics = [new("Trade", 6), new("Security", 4), new("gone", 1)],
            Regions = [new("Asia", 2), new("Balkans", 1)],
            Sources = [new(source, 5), new(other, 1)],
            Languages = [new("sr", 8), new("en", 2)],
            Years = [new("2026", 9), new("2025", 1)],
        };
        var plain = new SearchRequest { Query = "x", Grouped = true, Page = 3 };
        var page = await site.DrawAsync(plain, Found(Hit("a", "A")) with { Facets = facets }, Cancellation);
        Links(page, "type").ShouldBe([("Articles 7", "/search?q=x&type=posts", false), ("News 3", "/search?q=x&type=news", false)]);
        Links(page, "topic").ShouldBe([("Trade 6", "/search?q=x&topic=Trade", false), ("Security 4", "/search?q=x&topic=Security", false)], "A term that is gone has no name to show.");
        Links(page, "region")[1].ShouldBe(("Balkans 1", "/search?q=x&region=Balkans", false));
        Links(page, "source")[0].ShouldBe(("The Gazette 5", $"/search?q=x&source={source}", false));
        Links(page, "language")[0].ShouldBe(("Serbian 8", "/search?q=x&lang=sr", false));
        Links(page, "year")[0].ShouldBe(("2026 9", "/search?q=x&year=2026", false));
        page.QuerySelectorAll(".chips a").ShouldBeEmpty();

        var narrowed = plain with { Types = ["Article"], Topic = "Security", Source = source, Language = "sr", Year = 2026 };
        page = await site.DrawAsync(narrowed, Found(Hit("a", "A")) with { Facets = facets }, Cancellation);
        const string Common = "/search?q=x&";
        Links(page, "type")[0].ShouldBe(("Articles 7", $"{Common}topic=Security&source={source}&lang=sr&year=2026", true));
        Links(page, "type")[1].Url.ShouldBe($"{Common}type=posts&type=news&topic=Security&source={source}&lang=sr&year=2026");
        Links(page, "topic")[0].ShouldBe(("Security 4", $"{Common}type=posts&source={source}&lang=sr&year=2026", true), "What is chosen comes first.");
        page.QuerySelectorAll(".chips a").Select(chip => Words(chip.TextContent)).ShouldBe(
            ["Remove the filter Articles ×", "Remove the filter Topic: Security ×", "Remove the filter Source: The Gazette ×", "Remove the filter Language: Serbian ×", "Remove the filter Year: 2026 ×"]);
        page.QuerySelectorAll(".chips a")[4].GetAttribute("href").ShouldBe($"{Common}type=posts&topic=Security&source={source}&lang=sr");
        page.QuerySelectorAll("form input[type=hidden]").Select(one => $"{one.GetAttribute("name")}={one.GetAttribute("value")}").ShouldBe(["topic=Security", $"source={source}", "lang=sr", "year=2026"]);
    }

    [Fact]
    public async Task A_long_facet_is_folded_and_one_that_narrows_nothing_is_left_out()
    {
        await using var site = await CreateAsync(Cancellation);
        string[] terms = [.. Enumerable.Range(1, 12).Select(number => $"Topic{number}")];
        await site.AddTermsAsync("topics", terms, Cancellation);
        var facets = new SearchFacets { Topics = [.. terms.Select((term, index) => new FacetValue(term, 20 - index))], Languages = [new("en", 20)] };
        var page = await site.DrawAsync(new() { Query = "x" }, Found(Hit("a", "A")) with { Facets = facets }, Cancellation);
        var section = page.QuerySelector("[aria-labelledby=facet-topic]")!;
        section.QuerySelectorAll(":scope > ul li").Length.ShouldBe(6);
        section.QuerySelectorAll(":scope > details li").Length.ShouldBe(6);
        section.QuerySelector("summary")!.TextContent.ShouldStartWith("Show 6 more");
        page.QuerySelector("[aria-labelledby=facet-language]").ShouldBeNull();
    }

    [Fact]
    public async Task Months_are_bars_with_none_left_out_between()
    {
        await using var site = await CreateAsync(Cancellation);
        var facets = new SearchFacets { Months = [new("2025-12", 1), new("2026-02", 100)], Years = [new("2026", 100), new("2025", 1)] };
        var request = new SearchRequest { Query = "x", Grouped = true, From = new(2026, 2, 1), To = new(2026, 2, 28) };
        var page = await site.DrawAsync(request, Found(Hit("a", "A")) with { Facets = facets }, Cancellation);
        var bars = page.QuerySelectorAll(".bars li");
        bars.Select(bar => bar.QuerySelector(".hide")!.TextContent).ShouldBe(["December 2025: 1 result", "January 2026: 0 results", "February 2026: 100 results"]);
        bars.Select(bar => bar.QuerySelector("a")?.GetAttribute("href")).ShouldBe(["/search?q=x&from=2025-12-01&to=2025-12-31", null, "/search?q=x"], "The chosen month takes itself away.");
        bars.Select(bar => bar.QuerySelector("rect")!.GetAttribute("height")).ShouldBe(["4", "0", "100"]);
        page.QuerySelectorAll("[style]").ShouldBeEmpty();

        page = await site.DrawAsync(request with { From = null, To = null }, Found(Hit("a", "A")) with { Facets = facets with { Months = [new("2020-01", 1), new("2026-02", 100)] } }, Cancellation);
        page.QuerySelectorAll(".bars a").Select(bar => bar.GetAttribute("href")).ShouldBe(["/search?q=x&year=2025", "/search?q=x&year=2026"], "Months that lie too far apart give way to years.");
    }

    [Fact]
    public async Task Names_cost_one_query_each_and_none_while_nothing_changes()
    {
        await using var site = await CreateAsync(Cancellation);
        await site.AddTermsAsync("topics", ["Security", "Trade"], Cancellation);
        List<string> sources = [];
        for (var number = 0; number < 12; number++)
            sources.Add(await site.AddSourceAsync($"Source {number}", Cancellation));
        var result = Found([.. sources.Select(source => Hit("h" + source, "A", source))]) with { Facets = new() { Topics = [new("Trade", 6), new("Security", 4)], Sources = [.. sources.Select(source => new FacetValue(source, 1))] } };
        await site.DrawAsync(new() { Query = "x", Topic = "Trade", Source = sources[0] }, result, Cancellation);
        var before = site.Statements;
        await site.DrawAsync(new() { Query = "x", Topic = "Trade", Source = sources[0] }, result, Cancellation);
        site.Statements.ShouldBe(before);

        await site.WriteAsync(async (scope, ct) =>
        {
            var renamed = (await scope.Content.GetLatestAsync(sources[3], ct))!;
            renamed.Apply(new Portal.Content.Parts.TitlePart("A new name"));
            renamed.DisplayText = "A new name";
            await scope.Content.PublishAsync(renamed, ct);
        }, Cancellation);
        before = site.Statements;
        var page = await site.DrawAsync(new() { Query = "x", Topic = "Trade", Source = sources[0] }, result, Cancellation);
        (site.Statements - before).ShouldBe(1);
        page.QuerySelector("[aria-labelledby=facet-source]")!.TextContent.ShouldContain("A new name");
    }

    static List<(string Text, string? Url, bool Chosen)> Links(IDocument page, string facet) =>
        [.. page.QuerySelectorAll($"[aria-labelledby=facet-{facet}] a").Select(link => (Words(link.TextContent), link.GetAttribute("href"), link.HasAttribute("aria-current")))];

    static string Words(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
