using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Portal.Content.Html;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.CommandLine;

/// <summary><c>portal feeds parse</c>: what the importer understands from feed documents. Needs no database.</summary>
static class ParseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files, folders, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON for each document." };
        var command = new Command("parse", "Show what the importer understands from feed documents. Needs no database.") { files, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(files) ?? [], parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var html = new EntryHtml(new HtmlCleaner());
        var code = 0;
        foreach (var argument in arguments)
        {
            if (argument != "-" && !File.Exists(argument) && !Directory.Exists(argument))
            {
                await error.WriteLineAsync($"There is no file or folder “{argument}”.");
                code = 1;
                continue;
            }
            foreach (var file in Documents(argument))
            {
                var (line, failed) = await DocumentAsync(file, html, cancellationToken);
                code = failed ? 1 : code;
                await output.WriteLineAsync(json ? line.ToJsonString(FeedDocumentJson.Compact) : Describe(line));
            }
        }
        return code;
    }

    static IEnumerable<string> Documents(string argument) => argument != "-" && Directory.Exists(argument)
        ? Directory.EnumerateFiles(argument, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [argument];

    static async Task<(JsonObject Line, bool Failed)> DocumentAsync(string file, EntryHtml html, CancellationToken cancellationToken)
    {
        var line = new JsonObject { ["file"] = file };
        try
        {
            var feed = Sanitized(FeedParser.Parse(await BytesAsync(file, cancellationToken)), html);
            var document = JsonSerializer.SerializeToNode(feed, FeedDocumentJson.Default.ParsedFeed)!.AsObject();
            foreach (var (name, value) in document.ToList())
            {
                document.Remove(name);
                line[name] = value;
            }
            return (line, false);
        }
        catch (Exception failed) when (failed is FeedFormatException or IOException or UnauthorizedAccessException)
        {
            line["error"] = failed.Message;
            return (line, true);
        }
    }

    static async Task<byte[]> BytesAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0 && bytes.Length <= FeedParser.MaxBytes; read = await stream.ReadAsync(buffer, cancellationToken))
            bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }

    static ParsedFeed Sanitized(ParsedFeed feed, EntryHtml html) => feed with
    {
        Description = Clean(html, feed.Description, feed.DescriptionBaseUrl),
        Items = [.. feed.Items.Select(item => item with { Summary = Clean(html, item.Summary, item.SummaryBaseUrl), Content = Clean(html, item.Content, item.BaseUrl) })],
    };

    static string? Clean(EntryHtml html, string? text, string baseUrl) => html.Clean(text, baseUrl) is { Length: > 0 } clean ? clean : null;

    static string Describe(JsonObject line) => line["error"] is { } error
        ? $"{line["file"]}: {error}"
        : $"{line["file"]}: {line["format"]}, {line["encoding"]}, “{line["title"]}”, {line["items"]!.AsArray().Count} entries"
            + (line["repaired"]!.AsArray() is { Count: > 0 } repaired ? $"; repaired: {string.Join("; ", repaired.Select(one => one!.GetValue<string>()))}" : "");
}

/// <summary>How parsed documents are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ParsedFeed))]
sealed partial class FeedDocumentJson : JsonSerializerContext
{
    /// <summary>One line, letters of all scripts as they are.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
