using System.Diagnostics;
using System.Text.Json.Serialization;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Evaluation;

/// <summary>What an evaluation found; means over the queries that have a relevant document.</summary>
sealed record EvaluationReport(
    int Documents, int Queries, double Map, [property: JsonPropertyName("ndcg@10")] double Ndcg10, [property: JsonPropertyName("p@10")] double Precision10,
    [property: JsonPropertyName("recall@100")] double Recall100, double DocumentsPerSecond, double MillisecondsPerQuery);

/// <summary>Measures the site's own analysis and ranking on a test collection, in a temporary index.</summary>
static class RankingEvaluation
{
    const int Depth = 1000;
    const int Batch = 500;

    public static EvaluationReport Run(TestCollection collection, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("portal-evaluation-").FullName;
        try
        {
            using var index = SearchIndex.Create(folder);
            var indexing = Stopwatch.StartNew();
            foreach (var documents in collection.Documents.Chunk(Batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                index.Put([.. documents.Select(Map)]);
            }
            index.Commit();
            index.Refresh();
            return Measure(index, collection, collection.Documents.Count / indexing.Elapsed.TotalSeconds, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static EvaluationReport Measure(SearchIndex index, TestCollection collection, double documentsPerSecond, CancellationToken cancellationToken)
    {
        var queries = collection.Queries.Where(query => collection.Judgements.GetValueOrDefault(query.Id)?.Values.Any(grade => grade > 0) == true).ToList();
        if (queries.Count == 0)
            throw new InvalidDataException("No query has a relevant document, so there is nothing to measure. Do the identifiers in the queries and the judgements agree?");
        var (map, ndcg, precision, recall) = (0.0, 0.0, 0.0, 0.0);
        var searching = new Stopwatch();
        foreach (var query in queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            searching.Start();
            var ranking = index.Read(searcher => SearchRun.Rank(searcher, SearchAnalyzers.Normalize(query.Text), Depth)).Select(hit => hit.Id).ToList();
            searching.Stop();
            var judged = collection.Judgements[query.Id];
            map += Measures.AveragePrecision(ranking, judged);
            ndcg += Measures.Ndcg(ranking, judged, 10);
            precision += Measures.Precision(ranking, judged, 10);
            recall += Measures.Recall(ranking, judged, 100);
        }
        return new(collection.Documents.Count, queries.Count, map / queries.Count, ndcg / queries.Count, precision / queries.Count, recall / queries.Count,
            documentsPerSecond, searching.Elapsed.TotalMilliseconds / queries.Count);
    }

    static SearchDocument Map(CollectionDocument document)
    {
        var title = SearchAnalyzers.Normalize(document.Title ?? "");
        var text = SearchAnalyzers.Normalize(document.Text ?? "");
        return new() { Id = document.Id, Type = IndexedTypes.Article, Title = title, Text = text, Language = LanguageGuess.Of($"{title} {text}") };
    }
}
