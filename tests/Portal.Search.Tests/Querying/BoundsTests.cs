using Portal.Search.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

/// <summary>What is asked in bad faith is answered with what can be had.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Patterns_that_stand_for_very_many_words_find_some_of_what_fits()
    {
        using var index = new SampleIndex([.. Enumerable.Range(0, 400).Select(number => SampleIndex.Document($"d{number}", "Title", string.Join(' ', Enumerable.Range(0, 10).Select(word => $"aa{number}x{word} ab{number}y{word}"))))]);
        index.Search(new() { Query = "aa*", WithFacets = true }).Total.ShouldBeInRange(1, 400);
        index.Search(new() { Query = string.Join(" OR ", Enumerable.Repeat("aa* OR ab*", 30)) }).Outcome.ShouldBe(SearchOutcome.Searched);
        index.Search(new() { Query = "ab7y*" }).Hits.ShouldHaveSingleItem().Document.Id.ShouldBe("d7");
    }

    [Fact]
    public void However_little_time_there_is_something_is_found()
    {
        using var index = new SampleIndex([.. Enumerable.Range(0, 3_000).Select(number => SampleIndex.Document($"d{number}", "Treaty", $"aa{number}"))]);
        var noTime = SearchConditions.Plain with { Budget = TimeSpan.Zero };
        foreach (var query in new[] { "treaty", "aa*", "aa* OR tre*" })
        {
            var result = index.Read(searcher => SearchRun.Run(searcher, new() { Query = query, WithFacets = true }, noTime));
            result.Outcome.ShouldBe(SearchOutcome.Searched);
            result.Total.ShouldBeInRange(1, 2_999, query);
            result.IsPartial.ShouldBeTrue(query);
            index.Search(new() { Query = query }).IsPartial.ShouldBeFalse(query);
        }
    }

    [Theory]
    // The title's words are in the content of the first, not of the second; what stands in both stands there twice.
    [InlineData("summit", "a")]
    [InlineData("summits", "a")]
    [InlineData("talks", "a b")]
    [InlineData("vienna", "")]
    public void A_word_of_the_content_is_found_there_and_not_by_the_title_alone(string query, string found)
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Vienna summit", "The summit and its talks"), SampleIndex.Document("b", "Summit", "Talks"));
        string.Join(' ', index.Search(new() { Query = query, Fields = SearchFields.Content, Verbatim = true }).Hits.Select(hit => hit.Document.Id).Order()).ShouldBe(found);
    }

    [Fact]
    public void Pages_end_where_the_window_ends()
    {
        using var index = new SampleIndex([.. Enumerable.Range(0, 1_050).Select(number => SampleIndex.Document($"d{number}", "Treaty", "text"))]);
        index.Search(new() { Query = "treaty", PageSize = 100, Page = 10 }).Hits.Count.ShouldBe(100);
        var beyond = index.Search(new() { Query = "treaty", PageSize = 100, Page = 11, Grouped = true });
        beyond.Hits.ShouldBeEmpty();
        beyond.Total.ShouldBe(1_050);
    }

    [Theory]
    [InlineData("vienna vienna vienna vienna")]
    [InlineData("viena viena viena")]
    public void Words_said_again_are_one_word(string query)
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Vienna", "talks"));
        index.Found(query).ShouldBe("a");
    }
}
