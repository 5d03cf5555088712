using Portal.Search.Evaluation;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Evaluation;

public sealed class TimeCollectionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ranking_holds_its_floors_on_the_TIME_collection()
    {
        var folder = Repository.Corpus("time");
        var cancellation = TestContext.Current.CancellationToken;
        var collection = await TestCollection.ReadAsync(Path.Combine(folder, "docs.jsonl"), Path.Combine(folder, "queries.jsonl"), Path.Combine(folder, "qrels.tsv"), cancellation);
        var report = RankingEvaluation.Run(collection, cancellation);
        output.WriteLine($"{report}");
        report.Map.ShouldBeGreaterThanOrEqualTo(0.62);
        report.Ndcg10.ShouldBeGreaterThanOrEqualTo(0.68);
        report.Recall100.ShouldBeGreaterThanOrEqualTo(0.86);
    }
}
