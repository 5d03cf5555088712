using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Feeds.CommandLine;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Parsing;

/// <summary>
/// Documents of each class, and beside each what <c>portal feeds parse --json</c> must print for it, reviewed by hand; without what is
/// null or empty. <c>PORTAL_ACCEPT=1</c> writes the expectations anew, to be reviewed before they are committed.
/// </summary>
public sealed class DocumentTests
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string Folder => Path.Combine(Repository.Root, "tests", "Portal.Feeds.Tests", "Documents");

    public static IEnumerable<TheoryDataRow<string>> Documents =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal).Select(file => new TheoryDataRow<string>(file));

    [Theory, MemberData(nameof(Documents))]
    public async Task A_document_is_understood_as_its_expectation_says(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var actual = Understood(await File.ReadAllBytesAsync(Path.Combine(Folder, file), cancellation), await SettingsAsync(file, cancellation));
        var expectation = Path.Combine(Folder, file + ".json");
        if (Environment.GetEnvironmentVariable("PORTAL_ACCEPT") == "1")
            await File.WriteAllTextAsync(expectation, actual.ToJsonString(Readable) + "\n", cancellation);
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(expectation, cancellation))!;
        Differences(expected, actual, "").ShouldBeEmpty();
    }

    static JsonNode Understood(byte[] bytes, ParseCommand.Settings settings)
    {
        try
        {
            return Filled(ParseCommand.Read(bytes, settings, new EntryHtml()))!;
        }
        catch (FeedFormatException failed)
        {
            return new JsonObject { ["error"] = failed.Message };
        }
    }

    static async Task<ParseCommand.Settings> SettingsAsync(string file, CancellationToken cancellationToken)
    {
        var all = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "options.json"), cancellationToken))!;
        var own = all[file.Replace('\\', '/')];
        return new(Json: true, own?["url"]?.GetValue<string>() ?? "", ParseCommand.Charset(own?["contentType"]?.GetValue<string>()));
    }

    /// <summary>The same without nulls and empty lists; null where nothing is left.</summary>
    static JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject properties => new JsonObject(properties.Select(one => KeyValuePair.Create(one.Key, Filled(one.Value))).Where(one => one.Value is not null)),
        JsonArray { Count: 0 } => null,
        JsonArray list => new JsonArray([.. list.Select(Filled)]),
        _ => node?.DeepClone(),
    };

    static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is JsonObject left && actual is JsonObject right)
            return left.Select(one => one.Key).Union(right.Select(one => one.Key)).SelectMany(name => Differences(left[name], right[name], $"{path}.{name}"));
        if (expected is JsonArray first && actual is JsonArray second && first.Count == second.Count)
            return Enumerable.Range(0, first.Count).SelectMany(index => Differences(first[index], second[index], $"{path}[{index}]"));
        return JsonNode.DeepEquals(expected, actual) ? [] : [$"{path}: expected {expected?.ToJsonString(Readable) ?? "nothing"}, was {actual?.ToJsonString(Readable) ?? "nothing"}"];
    }
}
