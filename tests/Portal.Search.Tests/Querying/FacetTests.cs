using Portal.Search.Indexing;
using Portal.Search.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class FacetTests
{
    static SampleIndex Index() => new([.. Enumerable.Range(0, 24).Select(number => SampleIndex.Document($"d{number}", "Treaty", "text", number % 3 == 0 ? IndexedTypes.Article : IndexedTypes.NewsItem,
        number % 2 == 0 ? "en" : "sr", new(2025 + number / 12, number % 12 + 1, 5, 0, 0, 0, DateTimeKind.Utc)) with
    {
        Topics = number % 4 == 0 ? ["t1", "t2"] : ["t2"],
        Regions = number < 6 ? ["r1"] : [],
        Source = $"s{number % 5}",
    })]);

    static string Text(IReadOnlyList<FacetValue> values) => string.Join(' ', values.Select(value => $"{value.Value}:{value.Count}"));

    [Fact]
    public void Hits_are_counted_by_everything_they_can_be_narrowed_by()
    {
        using var index = Index();
        var facets = index.Search(new() { Query = "treaty", WithFacets = true }).Facets;
        Text(facets.Types).ShouldBe("NewsItem:16 Article:8");
        Text(facets.Languages).ShouldBe("en:12 sr:12");
        Text(facets.Topics).ShouldBe("t2:24 t1:6");
        Text(facets.Regions).ShouldBe("r1:6");
        Text(facets.Sources).ShouldBe("s0:5 s1:5 s2:5 s3:5 s4:4");
        Text(facets.Years).ShouldBe("2026:12 2025:12");
        facets.Months.Count.ShouldBe(24);
        facets.Months[0].ShouldBe(new("2025-01", 1));
        index.Search(new() { Query = "treaty" }).Facets.ShouldBe(SearchFacets.None);
    }

    [Fact]
    public void A_facet_with_a_selected_value_counts_as_if_it_were_not_selected_and_all_others_count_the_hits()
    {
        using var index = Index();
        var result = index.Search(new() { Query = "treaty", WithFacets = true, Types = [IndexedTypes.Article], Language = "en", Year = 2026 });
        result.Total.ShouldBe(2);
        Text(result.Facets.Types).ShouldBe("NewsItem:4 Article:2");
        Text(result.Facets.Languages).ShouldBe("en:2 sr:2");
        Text(result.Facets.Years).ShouldBe("2026:2 2025:2");
        Text(result.Facets.Topics).ShouldBe("t2:2 t1:1");
        result.Facets.Months.Sum(month => month.Count).ShouldBe(2);
    }

    [Theory]
    [InlineData("Types")]
    [InlineData("Topic")]
    [InlineData("Region")]
    [InlineData("Source")]
    [InlineData("Language")]
    [InlineData("Year")]
    public void Selections_find_the_same_with_facets_and_without(string selection)
    {
        using var index = Index();
        var request = new SearchRequest { Query = "treaty", PageSize = 100 };
        request = selection switch
        {
            "Types" => request with { Types = [IndexedTypes.Article] },
            "Topic" => request with { Topic = "t1" },
            "Region" => request with { Region = "r1" },
            "Source" => request with { Source = "s3" },
            "Language" => request with { Language = "sr" },
            _ => request with { Year = 2025 },
        };
        var (with, without) = (index.Search(request with { WithFacets = true }), index.Search(request));
        with.Total.ShouldBe(without.Total);
        with.Total.ShouldBeInRange(1, 23);
        with.Hits.Select(hit => hit.Document.Id).ShouldBe(without.Hits.Select(hit => hit.Document.Id));
    }
}
