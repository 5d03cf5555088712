using Portal.Search.Querying;
using Portal.Search.Tuning;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class ForgivingTests
{
    static SampleIndex Names() => new(
        SampleIndex.Document("v1", "Вучић у Бриселу", "Председник Вучић је допутовао."),
        SampleIndex.Document("v2", "Visit to Brussels", "Aleksandar Vučić met the commissioners on enlargement."),
        SampleIndex.Document("d1", "Digital diplomacy", "Diplomacy of small states and their digital tools."),
        SampleIndex.Document("d2", "Дигитална дипломатија", "О дипломатији малих држава."));

    [Theory]
    [InlineData("Вучћи", "Вучић", "v1 v2")]
    [InlineData("Vucci", "Vučić", "v1 v2")]
    [InlineData("vuchic", "Vučić", "v1 v2")]
    [InlineData("dipolmacy", "Diplomacy", "d1")]
    [InlineData("дипломатја", "дипломатија", "d2")]
    [InlineData("digital dipolmacy", "digital Diplomacy", "d1")]
    [InlineData("Brusels comissioners", "Brussels commissioners", "v2")]
    public void What_finds_nothing_is_corrected_in_the_script_that_was_typed(string typed, string corrected, string found)
    {
        using var index = Names();
        var result = index.Search(new() { Query = typed });
        var correction = result.Correction.ShouldNotBeNull();
        correction.Applied.ShouldBeTrue();
        correction.Query.ShouldBe(corrected, StringCompareShould.IgnoreCase);
        correction.Html.ShouldContain("<em>");
        string.Join(' ', result.Hits.Select(hit => hit.Document.Id).Order(StringComparer.Ordinal)).ShouldBe(found);
        result.Hits[0].SnippetHtml.Contains("<mark>", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public void Who_means_the_words_as_they_are_gets_them()
    {
        using var index = Names();
        var result = index.Search(new() { Query = "Вучћи", Verbatim = true });
        result.Total.ShouldBe(0);
        result.Correction.ShouldNotBeNull().Applied.ShouldBeFalse();
        index.Search(new() { Query = "Вучћи", Exact = true }).Correction.ShouldBeNull();
    }

    [Theory]
    [InlineData("xqzzy")]
    [InlineData("2027")]
    [InlineData("eu")]
    [InlineData("diplomacies")]
    [InlineData("<script>alert(1)</script>")]
    public void What_is_like_nothing_or_right_is_not_corrected(string typed)
    {
        using var index = Names();
        index.Search(new() { Query = typed }).Correction.ShouldBeNull();
    }

    [Fact]
    public void Markup_in_a_misspelt_query_is_encoded()
    {
        using var index = Names();
        var correction = index.Search(new() { Query = "<b>dipolmacy</b>" }).Correction.ShouldNotBeNull();
        correction.Html.ShouldContain("&lt;b&gt;<em>");
        correction.Html.Replace("<em>", "").Replace("</em>", "").ShouldNotContain("<");
    }

    [Fact]
    public void Exact_hits_come_first_and_those_with_some_of_the_words_follow_where_few_have_all()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("all", "Vienna", "talks on nuclear weapons"),
            SampleIndex.Document("two", "Vienna talks", "Vienna talks, Vienna talks, Vienna talks"),
            SampleIndex.Document("one", "Opera", "in Vienna"));
        var result = index.Search(new() { Query = "vienna nuclear talks" });
        result.AnyWord.ShouldBeFalse();
        result.Hits.Select(hit => (hit.Document.Id, hit.Forgiven)).ShouldBe([("all", false), ("two", true)]);
        result.Total.ShouldBe(2);
        var pages = Enumerable.Range(1, 2).Select(page => index.Search(new() { Query = "vienna nuclear talks", PageSize = 1, Page = page }).Hits.ShouldHaveSingleItem().Document.Id);
        pages.ShouldBe(["all", "two"]);
    }

    [Fact]
    public void Hits_that_are_many_are_not_followed_by_any_that_are_only_like_them()
    {
        using var index = new SampleIndex([.. Enumerable.Range(0, 6).Select(number => SampleIndex.Document($"a{number}", "Zong", "one two three")), SampleIndex.Document("b", "Long", "one two")]);
        index.Search(new() { Query = "zong one three" }).Hits.ShouldAllBe(hit => !hit.Forgiven && hit.Document.Id != "b");
    }

    [Fact]
    public void Words_that_mean_the_same_are_found_by_one_another_in_every_script_and_language()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("en", "Report", "The European Union decided", language: "en"),
            SampleIndex.Document("sr", "Извештај", "Одлука Европске уније о вези", language: "sr"),
            SampleIndex.Document("eu", "EU", "A short note", language: "en"),
            SampleIndex.Document("apart", "Report", "A European railway union", language: "en"))
        {
            Tuning = new() { Synonyms = [new(["EU", "European Union", "Evropska unija", "ЕС"])] },
        };
        index.Found("EU").ShouldBe("en eu sr");
        index.Found("evropska unija").ShouldBe("en eu sr");
        index.Found("European Union").ShouldBe("apart en eu sr");
        index.Found("\"European Union\"").ShouldBe("en");
        index.Search(new() { Query = "ЕУ" }).Hits.Single(hit => hit.Document.Id == "sr").SnippetHtml.ShouldBe("Одлука <mark>Европске уније</mark> о вези");
    }

    [Fact]
    public void Words_that_editors_say_mean_nothing_are_not_asked_for()
    {
        using var index = new SampleIndex(SampleIndex.Document("a", "Peace", "talks"), SampleIndex.Document("b", "Vesti", "dana"))
        {
            Tuning = new() { StopWords = ["вести"] },
        };
        index.Found("vesti peace").ShouldBe("a");
        index.Found("vesti").ShouldBe("b");
    }

    [Fact]
    public void Editors_put_results_first_and_leave_results_out_within_the_selections()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("a", "Summit", "of peace"),
            SampleIndex.Document("b", "Summit", "of war", type: "Page"),
            SampleIndex.Document("c", "Other", "matters"),
            SampleIndex.Document("d", "Summit", "hidden"))
        {
            Tuning = new() { Curations = [new("самит  МИРА", [], []), new("Summit!", ["c", "b", "gone"], ["d"])] },
        };
        var result = index.Search(new() { Query = "summit" });
        result.Hits.Select(hit => (hit.Document.Id, hit.Pinned)).ShouldBe([("c", true), ("b", true), ("a", false)]);
        result.Total.ShouldBe(3);
        index.Search(new() { Query = "SUMMIT", PageSize = 1, Page = 2 }).Hits.Single().Document.Id.ShouldBe("b");
        index.Search(new() { Query = "summit", Types = ["Page"] }).Hits.Select(hit => hit.Document.Id).ShouldBe(["b"]);
        index.Search(new() { Query = "summits" }).Hits.ShouldAllBe(hit => !hit.Pinned);
    }

    [Fact]
    public void Of_documents_that_suit_alike_the_newer_comes_first_and_no_date_costs_nothing()
    {
        using var index = new SampleIndex(
            SampleIndex.Document("old", "Treaty", "signed", published: new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            SampleIndex.Document("new", "Treaty", "signed", published: new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc)),
            SampleIndex.Document("better", "Treaty", "treaty", published: new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc)))
        {
            Now = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc),
        };
        var hits = index.Search(new() { Query = "treaty" }).Hits;
        hits.Select(hit => hit.Document.Id).ShouldBe(["better", "new", "old"]);
        (hits[1].Score / hits[2].Score).ShouldBeInRange(1.05f, 1.11f);
    }
}
