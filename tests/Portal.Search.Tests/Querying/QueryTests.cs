using Portal.Search.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class QueryTests
{
    [Fact]
    public void Exact_means_adjacent_in_order_and_within_one_field()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("a", "Report", "The digital diplomacy of small states"),
            SampleIndex.Document("b", "Report", "Diplomacy that is digital"),
            SampleIndex.Document("c", "The digital", "diplomacy is another matter"),
            SampleIndex.Document("d", "Report", "digital and public diplomacy"),
            SampleIndex.Document("e", "Report", "digitally diplomacy"));
        index.Found("DIGITAL Diplomacy", exact: true).ShouldBe("a");
        index.Found("\"digital diplomacy\"").ShouldBe("a");
        index.Found("the digital", exact: true).ShouldBe("a c");
        index.Found("digital diplomacy").ShouldBe("a b c d e");
    }

    [Fact]
    public void Exact_words_are_not_stemmed()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Sanctions", "on trade"), SampleIndex.Document("b", "Sanction", "of parliament"));
        index.Found("sanction", exact: true).ShouldBe("b");
        index.Found("sanction").ShouldBe("a b");
    }

    [Fact]
    public void All_words_must_be_there_and_some_will_do_only_where_nothing_has_all()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("a", "Vienna", "talks on nuclear weapons"),
            SampleIndex.Document("b", "Vienna", "opera ball"));
        var all = index.Search(new() { Query = "vienna talks" });
        all.AnyWord.ShouldBeFalse();
        all.Hits.Select(hit => hit.Document.Id).ShouldBe(["a"]);
        var some = index.Search(new() { Query = "vienna talks zagreb" });
        some.AnyWord.ShouldBeTrue();
        some.Hits.Select(hit => hit.Document.Id).ShouldBe(["a", "b"]);
        index.Search(new() { Query = "zagreb" }).Total.ShouldBe(0);
    }

    [Fact]
    public void Words_and_phrases_after_a_minus_are_left_out()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("a", "Summit", "climate and trade"),
            SampleIndex.Document("b", "Summit", "Climate alone"),
            SampleIndex.Document("c", "Самит", "клима и трговина"));
        index.Found("summit -trade").ShouldBe("b");
        index.Found("summit -\"climate and trade\"").ShouldBe("b");
        index.Found("-trade").ShouldBe("b c");
        index.Found("samit -trgovina").ShouldBe("");
        index.Found("climate - trade").ShouldBe("a");
    }

    [Fact]
    public void A_word_in_the_title_counts_a_little_more()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("text", "Other things", "Belgrade was mentioned in passing by many"),
            SampleIndex.Document("title", "Belgrade things", "Other was mentioned in passing by many"));
        index.Search(new() { Query = "belgrade" }).Hits.Select(hit => hit.Document.Id).ShouldBe(["title", "text"]);
    }

    [Fact]
    public void Dates_topics_and_order_narrow_and_sort()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("old", "Treaty", "treaty treaty treaty", published: new(2020, 5, 31, 23, 59, 59, DateTimeKind.Utc)) with { Topics = ["t1"] },
            SampleIndex.Document("new", "News", "a treaty among much else", published: new(2026, 5, 31, 0, 0, 0, DateTimeKind.Utc)) with { Topics = ["t1", "t2"], Source = "s1" });
        Ids(new() { Query = "treaty" }).ShouldBe(["old", "new"]);
        Ids(new() { Query = "treaty", Order = SearchOrder.Date }).ShouldBe(["new", "old"]);
        Ids(new() { Query = "treaty", To = new(2020, 5, 31) }).ShouldBe(["old"]);
        Ids(new() { Query = "treaty", From = new(2020, 6, 1) }).ShouldBe(["new"]);
        Ids(new() { Query = "treaty", Topic = "t1", Source = "s1" }).ShouldBe(["new"]);
        Ids(new() { Query = "treaty", PageSize = 1, Page = 2 }).ShouldBe(["new"]);
        Ids(new() { Query = "treaty", PageSize = 100, Page = 1000 }).ShouldBeEmpty();

        List<string> Ids(SearchRequest request) => [.. index.Search(request).Hits.Select(hit => hit.Document.Id)];
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!")]
    [InlineData("-")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("--- \"-\" -\"\"")]
    [InlineData("AND OR NOT")]
    [InlineData("a:b AND (c OR")]
    [InlineData("((((((((((((((")]
    [InlineData("*:* OR title:[* TO *]")]
    [InlineData("a* OR b* OR c* ~2 ^9999999999")]
    [InlineData("\\u0000 \0 \uD800 \uFFFF")]
    [InlineData("\"unclosed phrase -x")]
    [InlineData("'; DROP TABLE \"ContentItems\"; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("外交 الدبلوماسية 🙂")]
    public void No_query_is_an_error(string query)
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Title", "Text of a document"));
        foreach (var exact in new[] { false, true })
        {
            index.Search(new() { Query = query, Exact = exact }).Outcome.ShouldBeOneOf(SearchOutcome.NoQuery, SearchOutcome.Searched);
            index.Suggest(query);
        }
    }

    [Fact]
    public void A_query_that_is_too_long_is_refused_and_one_with_many_clauses_is_bounded()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Title", "aa"));
        index.Search(new() { Query = new('a', SearchRequest.MaxLength + 1) }).Outcome.ShouldBe(SearchOutcome.TooLong);
        index.Search(new() { Query = string.Concat(Enumerable.Repeat("a ", 250)) }).Outcome.ShouldBe(SearchOutcome.Searched);
        QueryText.Parse(string.Concat(Enumerable.Repeat("-\"a b\" ", 80))).Excluded.Count.ShouldBe(QueryText.MaxClauses);
    }

    [Fact]
    public void Titles_are_suggested_by_the_beginnings_of_their_words_in_any_script_newest_first()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("a", "Вучић у Бриселу", "x", published: new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            SampleIndex.Document("b", "Vučić u Beču", "x", published: new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc)),
            SampleIndex.Document("c", "Internationalisation of law", "vučić"));
        index.Suggest("vuc").ShouldBe(["b", "a"]);
        index.Suggest("вуч бри").ShouldBe(["a"]);
        index.Suggest("internationalisation").ShouldBe(["c"]);
        index.Suggest("v").ShouldBeEmpty();
    }
}
