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
            Source = "s1",
            From = new(2026, 1, 2),
            To = new(2026, 3, 4),
            Order = SearchOrder.Date,
            Page = 3,
        };
        var parsed = Parse(SearchAddress.Format(request));
        parsed.Types.ShouldBe(request.Types);
        (parsed with { Types = request.Types }).ShouldBe(request);
        SearchAddress.Format(new() { Query = "mir" }).ShouldBe("?q=mir");
    }

    [Theory]
    [InlineData("?q=x&in=title,content")]
    [InlineData("?q=x&in=title&in=content")]
    [InlineData("?q=x&type=posts,pages,news")]
    [InlineData("?q=x&type=nonsense&in=nonsense")]
    [InlineData("?q=x&from=yesterday&to=9999-12-31&page=-4&sort=price&exact=maybe")]
    [InlineData("?q=x&topic=%3Cscript%3E&source=../../x&page=99999999999999999999")]
    public void What_says_nothing_or_can_t_be_read_is_left_out(string query) => SearchAddress.Format(Parse(query)).ShouldBe("?q=x");
}
