namespace Portal.Search.Evaluation;

/// <summary>Measures of a ranking against judgements, as TREC's <c>trec_eval</c> defines them; each between 0 and 1.</summary>
static class Measures
{
    /// <summary>Mean of the precision at each relevant document; those not found count as 0.</summary>
    public static double AveragePrecision(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged)
    {
        var (found, sum) = (0, 0.0);
        for (var rank = 0; rank < ranking.Count; rank++)
        {
            if (IsRelevant(judged, ranking[rank]))
                sum += ++found / (rank + 1.0);
        }
        return sum / Relevant(judged);
    }

    /// <summary>Relevant documents among the first.</summary>
    public static double Precision(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int count) =>
        ranking.Take(count).Count(id => IsRelevant(judged, id)) / (double)count;

    /// <summary>How many of the relevant documents are among the first.</summary>
    public static double Recall(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int count) =>
        ranking.Take(count).Count(id => IsRelevant(judged, id)) / (double)Relevant(judged);

    /// <summary>Discounted gain of the first documents as a part of the best possible one; the gain is the grade.</summary>
    public static double Ndcg(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> judged, int count)
    {
        var gain = Gain(ranking.Take(count).Select(id => Math.Max(0, judged.GetValueOrDefault(id))));
        return gain / Gain(judged.Values.Where(grade => grade > 0).OrderDescending().Take(count));
    }

    static double Gain(IEnumerable<int> grades) => grades.Select((grade, rank) => grade / Math.Log2(rank + 2)).Sum();

    static bool IsRelevant(IReadOnlyDictionary<string, int> judged, string id) => judged.GetValueOrDefault(id) > 0;

    static int Relevant(IReadOnlyDictionary<string, int> judged) => judged.Values.Count(grade => grade > 0);
}
