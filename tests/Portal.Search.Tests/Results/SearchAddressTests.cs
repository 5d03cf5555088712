using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Results;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Results;

public sealed class SearchAddressTests
{
    static SearchRequest Parse(string query) => SearchAddress.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)));

    static SearchRequest ParsePage(string query) => SearchAddress.ParsePage(new QueryCollection(QueryHelpers.ParseQuery(query)));

    [Fact]
    public void Every_state_stands_in_the_address()
    {
        var request = new SearchRequest
        {
            Query = "мир & \"rat\" +",
            Exact = true,
            Fields = SearchFields.Content,
            Types = [IndexedTypes.Article, IndexedTypes.NewsItem],
            Topic = "t1",
            Region = "r1",
            Source = "s1",
            Language = "und",
            Year = 2026,
            From = new(2026, 1, 2),
            To = new(2026, 3, 4),
            Order = SearchOrder.Date,
            Grouped = true,
            Verbatim = true,
            Page = 3,
        };
        ShouldBeAlike(Parse(SearchAddress.Format(request)), request);
        ShouldBeAlike(ParsePage(SearchAddress.FormatPage(request)), request with { WithFacets = true });
        ShouldBeAlike(ParsePage(SearchAddress.FormatPage(request with { Grouped = false })), request with { Grouped = false, WithFacets = true });
        SearchAddress.Format(new() { Query = "mir" }).ShouldBe("?q=mir");

        static void ShouldBeAlike(SearchRequest parsed, SearchRequest request)
        {
            parsed.Types.ShouldBe(request.Types);
            (parsed with { Types = request.Types }).ShouldBe(request);
        }
    }

    [Fact]
    public void Pages_group_the_reports_on_an_event_and_machines_get_each_unless_they_ask()
    {
        ParsePage("?q=mir").Grouped.ShouldBeTrue();
        ParsePage("?q=mir&group=false").Grouped.ShouldBeFalse();
        Parse("?q=mir").Grouped.ShouldBeFalse();
        Parse("?q=mir&group=true").Grouped.ShouldBeTrue();
        SearchAddress.Feed(ParsePage("?q=mir&sort=date&topic=t&page=3")).ShouldBe("/search/feed?q=mir&topic=t");
    }

    [Theory]
    [InlineData("?q=x&in=title,content")]
    [InlineData("?q=x&in=title&in=content")]
    [InlineData("?q=x&type=posts,pages,news")]
    [InlineData("?q=x&type=nonsense&in=nonsense")]
    [InlineData("?q=x&from=yesterday&to=9999-12-31&page=-4&sort=price&exact=maybe")]
    [InlineData("?q=x&topic=%3Cscript%3E&region=r%20r&source=../../x&page=99999999999999999999")]
    [InlineData("?q=x&lang=EN&lang=en&year=26&group=perhaps&verbatim=no")]
    [InlineData("?q=x&lang=klingon&year=0999")]
    [InlineData("?q=x&year=9999&lang=&topic=")]
    public void What_says_nothing_or_can_t_be_read_is_left_out(string query) => SearchAddress.Format(Parse(query)).ShouldBe("?q=x");
}
