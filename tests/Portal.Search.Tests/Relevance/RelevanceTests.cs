using System.Text.Json;
using Portal.Search.Analysis;
using Portal.Search.Evaluation;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Tests.Querying;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Relevance;

/// <summary>
/// How well the whole search (all words, then corrected, then some words) answers 200 judged queries in English, Serbian in both scripts
/// and Russian, over short reports of our own words. The figures may rise and not fall.
/// </summary>
public sealed class RelevanceTests(ITestOutputHelper output)
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Portal.Search.Tests", "Relevance");

    [Theory]
    [InlineData("words", 0.93, 0.945)]
    [InlineData("name", 0.97, 0.98)]
    [InlineData("typo", 0.955, 0.955)]
    [InlineData("phrase", 0.955, 0.955)]
    [InlineData("", 0.945, 0.955)]
    public async Task Judged_queries_find_what_they_should(string kind, double map, double ndcg)
    {
        var (collection, kinds) = await ReadAsync();
        using var index = new SampleIndex([.. await DocumentsAsync()]) { Now = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc) };
        var measured = new List<(string Text, double Map, double Ndcg)>();
        foreach (var query in collection.Queries.Where(query => kind.Length == 0 || kinds[query.Id] == kind))
        {
            var ranking = index.Search(new() { Query = query.Text, PageSize = 100 }).Hits.Select(hit => hit.Document.Id).ToList();
            var judged = collection.Judgements[query.Id];
            measured.Add((query.Text, Measures.AveragePrecision(ranking, judged), Measures.Ndcg(ranking, judged, 10)));
        }
        output.WriteLine($"{measured.Count} queries: MAP {measured.Average(one => one.Map):F4}, nDCG@10 {measured.Average(one => one.Ndcg):F4}");
        foreach (var one in measured.Where(one => one.Map < 1).OrderBy(one => one.Map))
            output.WriteLine($"{one.Map:F2} {one.Text}");
        measured.Average(one => one.Map).ShouldBeGreaterThanOrEqualTo(map);
        measured.Average(one => one.Ndcg).ShouldBeGreaterThanOrEqualTo(ndcg);
    }

    [Fact]
    public async Task There_are_two_hundred_queries_of_every_kind_and_script()
    {
        var (collection, kinds) = await ReadAsync();
        collection.Queries.Count.ShouldBe(200);
        collection.Queries.ShouldAllBe(query => collection.Judgements.ContainsKey(query.Id));
        kinds.Values.Distinct().Order(StringComparer.Ordinal).ShouldBe(["name", "phrase", "typo", "words"]);
        collection.Queries.Count(query => query.Text.Any(letter => letter is >= 'Ѐ' and <= 'ӿ')).ShouldBeGreaterThan(50);
    }

    static async Task<(TestCollection Collection, Dictionary<string, string> Kinds)> ReadAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var collection = await TestCollection.ReadAsync(Path.Combine(Folder, "docs.jsonl"), Path.Combine(Folder, "queries.jsonl"), Path.Combine(Folder, "qrels.tsv"), cancellation);
        var kinds = (await File.ReadAllLinesAsync(Path.Combine(Folder, "queries.jsonl"), cancellation))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(query => query.GetProperty("id").GetString()!, query => query.GetProperty("kind").GetString()!, StringComparer.Ordinal);
        return (collection, kinds);
    }

    static async Task<IEnumerable<SearchDocument>> DocumentsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(Folder, "docs.jsonl"), TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).Select(document =>
            SampleIndex.Document(Text(document, "id"), Text(document, "title"), Text(document, "text"), IndexedTypes.NewsItem, Text(document, "language"),
                DateTime.SpecifyKind(DateTime.Parse(Text(document, "date"), System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc)));

    static string Text(JsonElement document, string name) => document.GetProperty(name).GetString()!;
}
