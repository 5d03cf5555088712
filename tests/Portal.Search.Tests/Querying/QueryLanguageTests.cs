using CsCheck;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class QueryLanguageTests
{
    static readonly SearchSamples Samples = new();

    [Theory]
    [InlineData("climate OR trade", "climate trade both")]
    [InlineData("climate ИЛИ trade", "climate trade both")]
    [InlineData("summit climate ILI trade", "climate both")]
    [InlineData("climate OR trade OR opera", "climate trade both opera")]
    [InlineData("\"climate talks\" OR \"trade war\"", "climate trade")]
    [InlineData("climate or trade", "both")]
    [InlineData("OR climate", "both climate")]
    [InlineData("summit OR", "both climate opera")]
    public void Either_of_two_will_do(string query, string expected) => Found(query).ShouldBe(Sorted(expected));

    [Theory]
    [InlineData("clim*", "both climate")]
    [InlineData("cl*te", "both climate")]
    [InlineData("дипл*", "envoy")]
    [InlineData("c*", "")]
    [InlineData("*", "")]
    [InlineData("summit -cli*", "opera")]
    [InlineData("title:cli*", "climate")]
    public void A_star_stands_for_any_letters(string query, string expected) => Found(query).ShouldBe(Sorted(expected));

    [Theory]
    [InlineData("author:Petrović", "climate")]
    [InlineData("аутор:Петровић", "climate")]
    [InlineData("author:\"Ana Petrovic\" summit", "climate")]
    [InlineData("author:\"Petrovic Ana\"", "")]
    [InlineData("-author:petrović summit", "both opera")]
    [InlineData("source:reuters", "trade")]
    [InlineData("извор:Ројтерс summit OR war", "")]
    [InlineData("topic:\"Јавна дипломатија\"", "envoy")]
    [InlineData("topic:javna", "envoy")]
    [InlineData("region:balkan", "both")]
    [InlineData("title:climate", "climate")]
    [InlineData("title:\"climate talks\"", "climate")]
    [InlineData("after:2026", "climate trade both opera envoy")]
    [InlineData("after:2026-06", "trade both opera envoy")]
    [InlineData("after:2026-06-15", "trade both opera envoy")]
    [InlineData("after:2026-06-16 before:2026-09", "both")]
    [InlineData("before:2026-06-15 after:2026-01-01", "climate")]
    [InlineData("summit before:2027 -trade", "climate opera")]
    public void Selections_can_be_typed(string query, string expected) => Found(query).ShouldBe(Sorted(expected));

    [Theory]
    [InlineData("source:climate", "climate")]
    [InlineData("before:yesterday climate", "climate")]
    [InlineData("author: climate", "climate")]
    [InlineData("topic:\"climate\" talks", "climate")]
    [InlineData("nonsense:climate talks", "climate")]
    [InlineData("((climate) AND [talks]", "climate")]
    [InlineData("“climate talks”", "climate")]
    [InlineData("„climate talks“", "climate")]
    [InlineData("«climate talks»", "climate")]
    public void What_can_t_be_parsed_is_plain_words(string query, string expected) => Found(query, strict: false).Split(' ').ShouldContain(expected);

    [Fact]
    public void No_text_is_an_error()
    {
        var pieces = Gen.OneOf(
            Gen.String[0, 30],
            Gen.Char.Array[0, 30].Select(letters => new string(letters)),
            One("\"", "-", "*", "a*", "OR", "ИЛИ", "author:", "source:x", "title:\"", "before:2026", "after:9999-99", "„", "“", "\ud800", "\udc00", "(", ")", "\\", ":", "climate", "ђ", "\u0301", "\0", "a*b*c*d*e*"));
        Gen.Select(pieces.Array[0, 60], One("", " ")).Select((parts, blank) => string.Join(blank, parts)).Sample(text =>
        {
            var parsed = QueryText.Parse(text);
            (parsed.PlainWords.Count + parsed.Required.Count + parsed.Excluded.Count).ShouldBeLessThanOrEqualTo(QueryText.MaxClauses + 1);
            Samples.Index.Search(new() { Query = text.Length > SearchRequest.MaxLength ? text[..SearchRequest.MaxLength] : text, Grouped = true, WithFacets = true })
                .Outcome.ShouldBeOneOf(SearchOutcome.Searched, SearchOutcome.NoQuery);
        }, iter: 400, threads: 1);
    }

    [Fact]
    public void Long_and_deeply_nested_texts_are_taken_apart_in_one_pass()
    {
        foreach (var text in new[] { new string('(', 10_000), string.Concat(Enumerable.Repeat("a* OR ", 2_000)), string.Concat(Enumerable.Repeat("-\"", 5_000)), new string('\ud800', 10_000) })
        {
            QueryText.Parse(text);
            Samples.Index.Search(new() { Query = text }).Outcome.ShouldBe(SearchOutcome.TooLong);
            Samples.Index.Search(new() { Query = text[..SearchRequest.MaxLength] }).Outcome.ShouldBeOneOf(SearchOutcome.Searched, SearchOutcome.NoQuery);
        }
    }

    static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    static string Found(string query, bool strict = true) => string.Join(' ', Samples.Index.Search(new() { Query = query, PageSize = 100 }).Hits
        .Where(hit => !strict || !hit.Forgiven).Select(hit => hit.Document.Id).Order(StringComparer.Ordinal));

    static string Sorted(string ids) => string.Join(' ', ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    sealed class SearchSamples
    {
        public SampleIndex Index { get; } = new SampleIndex(
            SampleIndex.Document("climate", "Climate talks", "At the summit they spoke", published: Day(5, 1)) with { Author = "Ана Петровић" },
            SampleIndex.Document("trade", "News", "A trade war begins", published: Day(6, 15)) with { Source = "s1" },
            SampleIndex.Document("both", "Summit", "Of climate and of trade", published: Day(7, 1)) with { Regions = ["r1"] },
            SampleIndex.Document("opera", "Opera", "No summit at all", published: Day(11, 1)),
            SampleIndex.Document("envoy", "Дипломата", "Говорио је", published: Day(11, 2)) with { Topics = ["t1"] }).With(
            new IndexNote(NoteKind.Source, "s1", "s1", "Reuters World", "", []),
            new IndexNote(NoteKind.Topic, "x", "t1", "Javna diplomatija", "", []),
            new IndexNote(NoteKind.Region, "y", "r1", "Balkan", "", []));

        static DateTime Day(int month, int day) => new(2026, month, day, 12, 0, 0, DateTimeKind.Utc);
    }
}
