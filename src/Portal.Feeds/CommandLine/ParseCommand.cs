using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
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
        var url = new Option<string?>("--url") { Description = "Where the documents came from: what their relative addresses are relative to." };
        var contentType = new Option<string?>("--content-type") { Description = "What the server's Content-Type header said, for example “text/xml; charset=windows-1251”." };
        var command = new Command("parse", "Show what the importer understands from feed documents. Needs no database.") { files, json, url, contentType };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(files) ?? [],
            new(parsed.GetValue(json), parsed.GetValue(url) ?? "", Charset(parsed.GetValue(contentType))),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    /// <summary>How documents are read and printed.</summary>
    /// <param name="Json">Whether JSON is printed.</param>
    /// <param name="Url">Where they came from, or empty.</param>
    /// <param name="Charset">What HTTP said of their encoding, or null.</param>
    internal sealed record Settings(bool Json, string Url = "", string? Charset = null);

    /// <summary>The encoding that a Content-Type header names, or null.</summary>
    internal static string? Charset(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet : null;

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Settings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var html = new EntryHtml();
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
                var line = await DocumentAsync(file, settings, html, cancellationToken);
                code = line.ContainsKey("error") ? 1 : code;
                await output.WriteLineAsync(settings.Json ? line.ToJsonString(FeedDocumentJson.Compact) : Describe(line));
            }
        }
        return code;
    }

    static IEnumerable<string> Documents(string argument) => argument != "-" && Directory.Exists(argument)
        ? Directory.EnumerateFiles(argument, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [argument];

    static async Task<JsonObject> DocumentAsync(string file, Settings settings, EntryHtml html, CancellationToken cancellationToken)
    {
        var line = new JsonObject { ["file"] = file };
        try
        {
            var document = Read(await BytesAsync(file, cancellationToken), settings, html);
            foreach (var (name, value) in document.ToList())
            {
                document.Remove(name);
                line[name] = value;
            }
        }
        catch (Exception failed) when (failed is FeedFormatException or IOException or UnauthorizedAccessException)
        {
            line["error"] = failed.Message;
        }
        return line;
    }

    /// <summary>What is understood of a document.</summary>
    /// <exception cref="FeedFormatException">It is no feed that can be read.</exception>
    internal static JsonObject Read(ReadOnlyMemory<byte> bytes, Settings settings, EntryHtml html) =>
        JsonSerializer.SerializeToNode(Sanitized(FeedParser.Parse(bytes, settings.Charset, settings.Url), html), FeedDocumentJson.Default.ParsedFeed)!.AsObject();

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
        Link = feed.Link is null ? null : WebLinks.Clean(feed.Link),
        Items = [.. feed.Items.Select(item => Sanitized(item, html))],
    };

    static ParsedEntry Sanitized(ParsedEntry item, EntryHtml html)
    {
        var content = Clean(html, item.Content, item.BaseUrl);
        return item with
        {
            Link = item.Link is null ? null : WebLinks.Clean(item.Link),
            Summary = ReferenceEquals(item.Summary, item.Content) ? content : Clean(html, item.Summary, item.SummaryBaseUrl),
            Content = content,
        };
    }

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
