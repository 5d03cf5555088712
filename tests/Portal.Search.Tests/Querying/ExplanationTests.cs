using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Tests.Queries;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Querying;

public sealed class ExplanationTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_which_words_count_where_and_by_how_much()
    {
        await using var library = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var search = library.Get<SiteSearch>();
        var hit = search.Search(new() { Query = "berlin wall" }).Hits[0];
        var explanation = (await search.ExplainAsync(new() { Query = "berlin wall" }, hit.Document.Id, Cancellation)).ShouldNotBeNull();
        explanation.IsFound.ShouldBeTrue();
        explanation.Title.ShouldBe("Berlin");
        explanation.Parts.ShouldContain(part => part.Words == "berlin" && part.Place == RankPlace.TitleAndText && part.Frequency == 2 && part.Documents >= 1, string.Join('\n', explanation.Parts));
        explanation.Parts.ShouldContain(part => part.Words == "berlin" && part.Place == RankPlace.Title);
        explanation.Parts.ShouldContain(part => part.Words == "wall" && part.Documents == 1);
        // All that is told adds up to all there is.
        explanation.Parts.Sum(part => part.Value).ShouldBe(explanation.Score, 0.001 * explanation.Score);
        explanation.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_tells_why_an_item_is_not_found()
    {
        await using var library = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var search = library.Get<SiteSearch>();
        var treaty = search.Search(new() { Query = "treaty" }).Hits[0].Document.Id;
        var lacking = (await search.ExplainAsync(new() { Query = "berlin \"the wall\" -negotiating moscow" }, treaty, Cancellation)).ShouldNotBeNull();
        lacking.IsFound.ShouldBeFalse();
        lacking.Missing.ShouldBe(["moscow", "the wall"]);
        lacking.Forbidden.ShouldBe(["negotiating"]);
        (await search.ExplainAsync(new() { Query = "berlin" }, "nothing", Cancellation)).ShouldBeNull();
        (await search.ExplainAsync(new() { Query = "" }, treaty, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_index_is_counted_by_type_and_language()
    {
        await using var library = await Library.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        library.Get<LiveIndex>().TryRead(IndexContents.Of, out var contents).ShouldBeTrue();
        contents!.Types.ShouldBe([("Article", 3), ("Page", 0), ("NewsItem", 1)]);
        contents.Languages.Sum(language => language.Documents).ShouldBe(4);
        contents.Languages.ShouldContain(("sr", 1));
    }
}
