using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Portal.Search.Evaluation;
using Portal.Search.Results;

namespace Portal.Search.CommandLine;

/// <summary>The verb <c>portal search evaluate</c>; needs no site.</summary>
static class EvaluateCommand
{
    public static Command Create()
    {
        var documents = File("--docs", "JSON lines {id, title, text}.");
        var queries = File("--queries", "JSON lines {id, text}.");
        var judgements = File("--qrels", "Lines of query, document and grade with tabs between.");
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("evaluate", "Measures analysis and ranking on a judged test collection, in a temporary index. Documents rank by any of the query's words, as on the site where none has all.")
        {
            documents, queries, judgements, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                var collection = await TestCollection.ReadAsync(
                    parsed.GetRequiredValue(documents).FullName, parsed.GetRequiredValue(queries).FullName, parsed.GetRequiredValue(judgements).FullName, cancellationToken);
                var report = RankingEvaluation.Run(collection, cancellationToken);
                await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, SearchJson.Default.EvaluationReport) : Text(report));
                return 0;
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command;
    }

    static Option<FileInfo> File(string name, string description) => new(name) { Description = description, Required = true };

    static string Text(EvaluationReport report) => string.Create(CultureInfo.InvariantCulture, $"""
        {report.Documents} documents, {report.Queries} queries with relevant documents
        MAP         {report.Map:F4}
        nDCG@10     {report.Ndcg10:F4}
        P@10        {report.Precision10:F4}
        recall@100  {report.Recall100:F4}
        docs/s      {report.DocumentsPerSecond:F0}
        ms/query    {report.MillisecondsPerQuery:F2}
        """);
}
