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
