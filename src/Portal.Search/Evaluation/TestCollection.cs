using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Search.Evaluation;

/// <summary>A document of a test collection.</summary>
sealed record CollectionDocument(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("title")] string? Title, [property: JsonPropertyName("text")] string? Text);

/// <summary>A query of a test collection.</summary>
sealed record CollectionQuery([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("text")] string Text);

/// <summary>Documents, queries, and what people judged to be relevant (a grade above 0).</summary>
sealed record TestCollection(
    IReadOnlyList<CollectionDocument> Documents, IReadOnlyList<CollectionQuery> Queries, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Judgements)
{
    /// <summary>Reads JSON lines and tab-separated judgements (query, document, grade).</summary>
    /// <exception cref="InvalidDataException">A line can't be read; the message says which.</exception>
    public static async Task<TestCollection> ReadAsync(string documents, string queries, string judgements, CancellationToken cancellationToken) => new(
        await LinesAsync(documents, line => JsonSerializer.Deserialize(line, CollectionJson.Default.CollectionDocument), cancellationToken),
        await LinesAsync(queries, line => JsonSerializer.Deserialize(line, CollectionJson.Default.CollectionQuery), cancellationToken),
        (await LinesAsync(judgements, Judgement, cancellationToken))
            .GroupBy(judgement => judgement.Query, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyDictionary<string, int> (group) => group.DistinctBy(one => one.Document, StringComparer.Ordinal)
                .ToDictionary(one => one.Document, one => one.Grade, StringComparer.Ordinal), StringComparer.Ordinal));

    static JudgementLine? Judgement(string line) =>
        line.Split('\t') is [var query, var document, var grade, ..] && int.TryParse(grade, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? new(query, document, number)
            : null;

    static async Task<List<T>> LinesAsync<T>(string file, Func<string, T?> read, CancellationToken cancellationToken) where T : class
    {
        var found = new List<T>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                found.Add(read(line) ?? throw new InvalidDataException($"Line {number} of {file} can't be read."));
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException($"Line {number} of {file} is not the JSON that was expected: {exception.Message}", exception);
            }
        }
        return found;
    }

    sealed record JudgementLine(string Query, string Document, int Grade);
}

[JsonSerializable(typeof(CollectionDocument))]
[JsonSerializable(typeof(CollectionQuery))]
sealed partial class CollectionJson : JsonSerializerContext;
