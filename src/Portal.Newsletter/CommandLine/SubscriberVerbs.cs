using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Content.Items;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Transfer;

namespace Portal.Newsletter.CommandLine;

/// <summary>What the verbs about subscribers do.</summary>
sealed class SubscriberVerbs(SubscriberImport import, SubscriberExport export, Segments segments)
{
    public async Task<int> ImportAsync(FileInfo file, IReadOnlyList<string> map, ImportOptions options, FileInfo? report, bool json, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file “{file.FullName}”.");
            return 1;
        }
        var counts = new Dictionary<EntryResult, int>();
        try
        {
            using var table = new StreamReader(file.FullName, Encoding.UTF8);
            await using var lines = report is null ? null : new StreamWriter(report.FullName, append: false, new UTF8Encoding(true));
            if (lines is not null)
                await lines.WriteAsync(CsvRecords.Write(["line", "address", "result"]));
            await foreach (var line in import.RunAsync(table, options with { Columns = header => Columns(header, map) }, ContentActor.System, cancellationToken))
            {
                counts[line.Result] = counts.GetValueOrDefault(line.Result) + 1;
                if (lines is not null)
                    await lines.WriteAsync(CsvRecords.Write([line.Line.ToString(CultureInfo.InvariantCulture), CsvRecords.Harmless(line.Address), line.Result.ToString()]));
            }
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new ImportJson(options.DryRun, counts.ToDictionary(one => one.Key.ToString(), one => one.Value, StringComparer.Ordinal)), SubscriberJson.Default.ImportJson)
            : string.Create(CultureInfo.InvariantCulture, $"{(options.DryRun ? "Nothing was written. " : "")}{Count(EntryResult.Added)} subscribed, {Count(EntryResult.Asked)} asked to confirm, {Count(EntryResult.Known)} subscribed before, {Count(EntryResult.AskedBefore)} asked before, {Count(EntryResult.Left)} left before, {Count(EntryResult.Suppressed)} must not be written to, {Count(EntryResult.Twice)} stand in the file twice, {Count(EntryResult.BadAddress)} are no addresses."));
        return 0;

        int Count(EntryResult result) => counts.GetValueOrDefault(result);
    }

    public async Task<int> ExportAsync(FileInfo? file, string? segmentName, CancellationToken cancellationToken)
    {
        var segment = segmentName is null ? null : (await segments.ListAsync(cancellationToken)).FirstOrDefault(one => string.Equals(one.Name, segmentName, StringComparison.OrdinalIgnoreCase));
        if (segmentName is not null && segment is null)
        {
            await Console.Error.WriteLineAsync($"There is no segment “{segmentName}”.");
            return 1;
        }
        if (file is null)
        {
            await export.WriteAsync(Console.Out, new() { Segment = segment }, cancellationToken);
            return 0;
        }
        int count;
        await using (var table = new StreamWriter(file.FullName, append: false, new UTF8Encoding(true)))
            count = await export.WriteAsync(table, new() { Segment = segment }, cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} subscribers are written to {file.FullName}."));
        return 0;
    }

    static SubscriberColumns Columns(IReadOnlyList<string> header, IReadOnlyList<string> map)
    {
        var columns = SubscriberColumns.Guess(header);
        foreach (var pair in map)
        {
            if (pair.Split('=', 2) is not [var field, var column])
                throw new FormatException($"“{pair}” does not have the form FIELD=COLUMN.");
            columns = columns.With(field.Trim(), column.Trim(), header);
        }
        return columns;
    }
}

sealed record ImportJson(bool DryRun, IReadOnlyDictionary<string, int> Lines);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportJson))]
sealed partial class SubscriberJson : JsonSerializerContext;
