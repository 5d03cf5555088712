using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests.Localization;

/// <summary>
/// Finds the texts of the interface where they are used: <c>T["…"]</c> in C# and Razor, titles of desk pages and of steps of the tour, <c>"…" | t</c> in Liquid.
/// </summary>
static partial class TextUses
{
    public static IEnumerable<(string Text, string File)> All =>
        SourceTree.Files("src", ".cs", ".razor").SelectMany(file => InCode(SourceTree.Read(file)).Concat(Titles(SourceTree.Read(file))).Select(text => (text, file)))
            .Concat(SourceTree.Files("src", ".liquid").Concat(SourceTree.Files("themes", ".liquid")).SelectMany(file => InLiquid(SourceTree.Read(file)).Select(text => (text, file))));

    /// <summary>The string literals in the first argument of the localizer's indexer; a condition may choose between several.</summary>
    public static IEnumerable<string> InCode(string code)
    {
        foreach (Match start in Indexer().Matches(code))
        {
            var depth = 0;
            for (var at = start.Index + start.Length; at < code.Length; at++)
            {
                if (code[at] == '"')
                {
                    var (text, end) = Literal(code, at);
                    if (depth == 0 && text.Length > 0)
                        yield return text;
                    at = end;
                }
                else if (code[at] is '(' or '[' or '{')
                    depth++;
                else if (code[at] is ')' or ']' or '}' && depth-- == 0)
                    break;
                else if (code[at] == ',' && depth == 0)
                    break;
            }
        }
    }

    /// <summary>The quoted texts that are handed to the filter <c>t</c>.</summary>
    public static IEnumerable<string> InLiquid(string template) =>
        Filter().Matches(template).Select(match => match.Groups["double"].Success ? match.Groups["double"].Value : match.Groups["single"].Value);

    static IEnumerable<string> Titles(string code) => DeskPage().Matches(code).Select(match => match.Groups["title"].Value);

    static (string Text, int End) Literal(string code, int start)
    {
        var end = start + 1;
        while (end < code.Length && code[end] != '"')
            end += code[end] == '\\' ? 2 : 1;
        return (Regex.Unescape(code[(start + 1)..Math.Min(end, code.Length)]), end);
    }

    [GeneratedRegex(@"\b(T|_?texts|_?localizer|Localizer)\[(?=[^\]])", RegexOptions.CultureInvariant)]
    private static partial Regex Indexer();

    [GeneratedRegex("""new (DeskPage|TourStep)\(\s*"[^"]*",\s*"(?<title>[^"]+)["]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DeskPage();

    [GeneratedRegex("""("(?<double>[^"\r\n]+)"|'(?<single>[^'\r\n]+)')\s*\|\s*t\b""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Filter();
}
