using System.Text.RegularExpressions;
using Serilog.Core;
using Serilog.Events;

namespace Portal.Web.Diagnostics;

/// <summary>
/// Keeps the tokens of subscribers' links out of logs and traces: whoever reads those could otherwise act in a subscriber's name
/// for years.
/// </summary>
sealed partial class LinkTokens : ILogEventEnricher
{
    static readonly string[] Names = ["RequestPath", "Path"];

    /// <summary>The path without the token in it.</summary>
    public static string Without(string path) => Token().Replace(path, "$1…");

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var name in Names)
        {
            if (logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: { } path } && Token().IsMatch(path.ToString() ?? ""))
                logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty(name, Without(path.ToString()!)));
        }
    }

    [GeneratedRegex("(/newsletter/[a-z]+/).+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
