using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Fluid;
using Microsoft.Extensions.Logging;

namespace Portal.Site.Liquid;

/// <summary>A template, or why it is none.</summary>
/// <param name="Name">Where it comes from, for messages.</param>
/// <param name="Template">The parsed template; null where it could not be parsed.</param>
/// <param name="Error">What is wrong, with the line; null where nothing is.</param>
sealed record ParsedTemplate(string Name, IFluidTemplate? Template, string? Error)
{
    /// <summary>When the file was last changed.</summary>
    public DateTime ChangedUtc { get; init; }

    /// <summary>The text that was parsed.</summary>
    public string Text { get; init; } = "";
}

/// <summary>Parses templates with the site's tags. Thread-safe.</summary>
sealed partial class LiquidParsing(ILogger<LiquidParsing> log)
{
    /// <summary>Longest template, in characters.</summary>
    const int MaxLength = 500_000;

    const int MaxHeld = 1000;

    readonly FluidParser _parser = LiquidTags.CreateParser();
    readonly ConcurrentDictionary<string, ParsedTemplate> _held = new(StringComparer.Ordinal);
    readonly ConditionalWeakTable<ParsedTemplate, FailedLine> _failed = [];

    /// <summary>Parses text that stands in the database; the same text is parsed once.</summary>
    public ParsedTemplate Parse(string name, string text)
    {
        if (_held.TryGetValue(text, out var held))
            return held;
        if (_held.Count >= MaxHeld)
            _held.Clear();
        return _held[text] = ParseFile(name, text);
    }

    /// <summary>What is wrong with a text that is not kept yet; null where nothing is.</summary>
    public string? Check(string name, string text) => Read(name, text).Error;

    /// <summary>The line on which a template fails that has failed before, or null where it can't be told. Looked up once for each template.</summary>
    public async ValueTask<int?> LineAsync(ParsedTemplate template, TextEncoder encoder, TemplateContext context) =>
        _failed.TryGetValue(template, out var known) ? known.Line : _failed.GetValue(template, new FailedLine(await LineMarks.FindAsync(_parser, template.Text, encoder, context)).Of).Line;

    /// <summary>Parses the text of a file.</summary>
    public ParsedTemplate ParseFile(string name, string text)
    {
        var parsed = Read(name, text);
        if (parsed.Error is { } error)
            LogBroken(log, error);
        return parsed;
    }

    ParsedTemplate Read(string name, string text)
    {
        if (text.Length > MaxLength)
            return Broken(name, $"it is longer than {MaxLength} characters");
        try
        {
            return _parser.TryParse(text, out var template, out var error) ? new(name, template, null) { Text = text } : Broken(name, Place(error));
        }
        catch (Exception exception) when (exception is ParseException or FormatException or OverflowException)
        {
            return Broken(name, exception.Message);
        }
    }

    static ParsedTemplate Broken(string name, string error) => new(name, null, $"{name}: {error}");

    // Fluid says "… at (12:5)".
    static string Place(string error) => Position().Match(error) is { Success: true } match
        ? $"line {match.Groups["line"]}, column {match.Groups["column"]}: {error[..match.Index].Trim()}"
        : error;

    sealed record FailedLine(int? Line)
    {
        public FailedLine Of(ParsedTemplate template) => this;
    }

    [GeneratedRegex(@"\s*at \((?<line>\d+):(?<column>\d+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position();

    [LoggerMessage(LogLevel.Error, "A template is not valid Liquid and draws nothing: {Error}.")]
    static partial void LogBroken(ILogger logger, string error);
}
