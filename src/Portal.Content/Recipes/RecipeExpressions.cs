using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Content.Items;

namespace Portal.Content.Recipes;

/// <summary>
/// Evaluates the expressions of recipes: a whole string value of the form <c>[js: …]</c> or <c>[file: …]</c>. Calls with string
/// arguments, nesting and <c>+</c> are known: <c>uuid</c>, <c>variables</c>, <c>parameters</c>, <c>configuration</c>, <c>base64</c>,
/// <c>gzip</c>, <c>html</c>, <c>new Date().toISOString()</c>, and <c>text</c> and <c>base64</c> of files. No script engine runs.
/// </summary>
sealed class RecipeExpressions(JsonObject variables, IReadOnlyDictionary<string, string> parameters, Func<string, string?> configuration, string? folder, DateTime nowUtc, Action<string> report)
{
    const int MaxDepth = 32;
    const int MaxBytes = 16 * 1024 * 1024;

    readonly Dictionary<string, string> _evaluated = new(StringComparer.Ordinal);
    int _depth;

    /// <summary>A copy of the node in which every expression is replaced by its value.</summary>
    /// <exception cref="RecipeException">An expression is not understood; the message names it.</exception>
    public JsonNode? Evaluate(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(property => KeyValuePair.Create(property.Key, Evaluate(property.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Evaluate)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Evaluate(text)),
        _ => node?.DeepClone(),
    };

    string Evaluate(string text)
    {
        if (text.Length < 4 || text[0] != '[' || text[^1] != ']')
            return text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return text[1..Math.Max(colon, 1)].Trim() switch
        {
            "js" => Run(text, text[(colon + 1)..^1], Call),
            "file" => Run(text, text[(colon + 1)..^1], FileCall),
            _ => text,
        };
    }

    string Run(string whole, string expression, Func<string, IReadOnlyList<string>, string> call)
    {
        if (++_depth > MaxDepth)
            throw new RecipeException($"The expression {whole} refers to itself.");
        try
        {
            var reader = new ExpressionReader(expression, call);
            return reader.ReadWhole();
        }
        catch (FormatException exception)
        {
            throw new RecipeException($"The expression {whole} is not understood: {exception.Message}", exception);
        }
        finally
        {
            _depth--;
        }
    }

    string Call(string name, IReadOnlyList<string> arguments) => (name, arguments) switch
    {
        ("now", []) => nowUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ("uuid", []) => ContentIdentity.New(),
        ("variables", [var variable]) => Variable(variable),
        ("parameters", [var parameter]) => parameters.GetValueOrDefault(parameter, ""),
        ("configuration", [var key]) => configuration(key) ?? "",
        ("configuration", [var key, var otherwise]) => configuration(key) ?? otherwise,
        ("base64", [var text]) => Encoding.UTF8.GetString(Convert.FromBase64String(text)),
        ("gzip", [var text]) => Gunzip(Convert.FromBase64String(text)),
        ("html", [var text]) => WebUtility.HtmlDecode(text),
        _ => throw new FormatException($"there is no function {name} with {arguments.Count} arguments."),
    };

    string Variable(string name)
    {
        if (_evaluated.TryGetValue(name, out var value))
            return value;
        if (variables[name] is not { } node)
            throw new FormatException($"there is no variable {name}.");
        value = Evaluate(node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString());
        return _evaluated[name] = value;
    }

    string FileCall(string name, IReadOnlyList<string> arguments)
    {
        if (arguments is not [var path])
            throw new FormatException($"{name} takes the name of one file.");
        if (RecipeFiles.Locate(folder, path) is not { } file)
        {
            report($"“{path}” is no file beside the recipe; what it should bring is empty.");
            return "";
        }
        return name switch
        {
            "text" => File.ReadAllText(file),
            "base64" => Convert.ToBase64String(File.ReadAllBytes(file)),
            _ => throw new FormatException($"there is no function {name} of files."),
        };
    }

    static string Gunzip(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var text = new byte[MaxBytes + 1];
        var length = gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return length <= MaxBytes ? Encoding.UTF8.GetString(text, 0, length) : throw new FormatException("the packed text is too large.");
    }
}
