using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jint;
using Jint.Runtime;
using Portal.Content.Items;

namespace Portal.Content.Recipes;

/// <summary>
/// Evaluates the expressions of recipes: a whole string value of the form <c>[js: …]</c> or <c>[file: text('…')]</c>. Scripts have
/// Orchard Core's methods <c>uuid</c>, <c>variables</c>, <c>parameters</c>, <c>configuration</c>, <c>base64</c>, <c>gzip</c> and
/// <c>html</c>; they reach nothing else, and their time, memory and statements are limited.
/// </summary>
sealed class RecipeExpressions(JsonObject variables, IReadOnlyDictionary<string, string> parameters, Func<string, string?> configuration, string? folder, Action<string> report)
{
    const int MaxDepth = 32;
    const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>All expressions of a recipe together: each may be quick, and a hostile recipe have a million of them.</summary>
    static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    readonly Dictionary<string, string> _evaluated = new(StringComparer.Ordinal);
    Engine? _scripts;
    Engine? _files;
    TimeSpan _spent;
    int _depth;

    /// <summary>A copy of the node in which every expression is replaced by its value.</summary>
    /// <exception cref="RecipeException">An expression cannot be evaluated; the message names it.</exception>
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
            "js" => Run(_scripts ??= Scripts(), text, text[(colon + 1)..^1]),
            "file" => Run(_files ??= Files(), text, text[(colon + 1)..^1]),
            _ => text,
        };
    }

    string Run(Engine engine, string whole, string script)
    {
        if (++_depth > MaxDepth)
            throw new RecipeException($"The expression {Short(whole)} refers to itself.");
        if (_spent > MaxTime)
            throw new RecipeException($"The expressions of the recipe need more than {MaxTime.TotalSeconds} seconds; the last one was {Short(whole)}.");
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var value = engine.Evaluate(script, new ScriptParsingOptions { AllowReturnOutsideFunction = true });
            return value.IsNull() || value.IsUndefined() ? "" : value.ToString();
        }
        catch (JavaScriptException exception) when (exception.Message.EndsWith("is not defined", StringComparison.Ordinal))
        {
            // A method of a feature that is not there, such as createWorkflowToken.
            report($"The expression {Short(whole)} is left empty: {exception.Message} here.");
            return "";
        }
        catch (Exception exception) when (exception is JintException or FormatException or TimeoutException or Acornima.ParseErrorException)
        {
            throw new RecipeException($"The expression {Short(whole)} cannot be evaluated: {exception.Message}", exception);
        }
        finally
        {
            _depth--;
            if (_depth == 0)
                _spent += Stopwatch.GetElapsedTime(begun);
        }
    }

    static string Short(string expression) => expression.Length > 200 ? string.Concat(expression.AsSpan(0, 200), "…") : expression;

    static Engine Limited() => new(options => options
        .LimitMemory(MaxBytes * 2).LimitRecursion(64).MaxStatements(100_000).TimeoutInterval(TimeSpan.FromSeconds(2)));

    Engine Scripts() => Limited()
        .SetValue("uuid", ContentIdentity.New)
        .SetValue("variables", (Func<string, string>)Variable)
        .SetValue("parameters", (string name) => parameters.GetValueOrDefault(name, ""))
        .SetValue("configuration", (string key, string? otherwise) => configuration(key) ?? otherwise ?? "")
        .SetValue("base64", (string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text)))
        .SetValue("gzip", (string text) => Gunzip(Convert.FromBase64String(text)))
        .SetValue("html", (string text) => WebUtility.HtmlDecode(text))
        .SetValue("getUrlPrefix", (string? path) => "/" + (path ?? "").TrimStart('/'));

    Engine Files() => Limited()
        .SetValue("text", (string path) => Locate(path) is { } file ? File.ReadAllText(file) : "")
        .SetValue("base64", (string path) => Locate(path) is { } file ? Convert.ToBase64String(File.ReadAllBytes(file)) : "");

    string Variable(string name)
    {
        if (_evaluated.TryGetValue(name, out var value))
            return value;
        if (variables[name] is not { } node)
            throw new FormatException($"there is no variable {name}.");
        value = Evaluate(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString());
        return _evaluated[name] = value;
    }

    string? Locate(string path)
    {
        var file = RecipeFiles.Locate(folder, path);
        if (file is null)
            report($"“{path}” is no file beside the recipe; what it should bring is empty.");
        else if (new FileInfo(file).Length > MaxBytes)
            throw new FormatException($"the file {path} is larger than {MaxBytes / 1024 / 1024} MB.");
        return file;
    }

    static string Gunzip(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var text = new byte[MaxBytes + 1];
        var length = gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return length <= MaxBytes ? Encoding.UTF8.GetString(text, 0, length) : throw new FormatException("the packed text is too large.");
    }
}
