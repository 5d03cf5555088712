using System.Text.RegularExpressions;

namespace Portal.Site.Layers;

/// <summary>
/// Rules in JavaScript, as older layers have them. Only single calls joined by <c>&amp;&amp;</c> or <c>||</c> are understood, each perhaps
/// after a <c>!</c>: <c>isHomepage() || url('~/about*')</c>. Nothing is executed.
/// </summary>
static partial class LayerScript
{
    public static Func<LayerSituation, bool> Read(string script)
    {
        var text = script.Trim().TrimEnd(';').Trim();
        if (text.Contains("||", StringComparison.Ordinal))
        {
            var any = text.Split("||").Select(Read).ToArray();
            return situation => Array.Exists(any, one => one(situation));
        }
        if (text.Contains("&&", StringComparison.Ordinal))
        {
            var all = text.Split("&&").Select(Read).ToArray();
            return situation => Array.TrueForAll(all, one => one(situation));
        }
        if (text.StartsWith('!'))
        {
            var inner = Read(text[1..]);
            return situation => !inner(situation);
        }
        if (text is "true")
            return static _ => true;
        if (text is "false")
            return static _ => false;
        if (Call().Match(text) is not { Success: true } call)
            throw new FormatException($"the script “{text}” is not understood; use conditions instead");
        var argument = call.Groups["argument"].Value;
        return call.Groups["name"].Value switch
        {
            "isHomepage" => static situation => situation.IsHome,
            "isAnonymous" => static situation => !situation.IsAuthenticated,
            "isAuthenticated" => static situation => situation.IsAuthenticated,
            "isInRole" => situation => situation.Roles.Contains(argument, StringComparer.OrdinalIgnoreCase),
            "culture" => situation => IsCulture(situation.Culture, argument),
            "url" => Url(argument),
            var name => throw new FormatException($"the function “{name}” is not known"),
        };
    }

    // A rule for "sr" holds for both scripts.
    static bool IsCulture(string culture, string wanted) =>
        culture.Equals(wanted, StringComparison.OrdinalIgnoreCase) || (wanted.Length > 0 && culture.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase));

    static Func<LayerSituation, bool> Url(string pattern)
    {
        var path = pattern.StartsWith("~/", StringComparison.Ordinal) ? pattern[1..] : pattern.StartsWith('/') ? pattern : "/" + pattern;
        if (path.EndsWith('*'))
        {
            path = path[..^1];
            return situation => situation.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase);
        }
        return situation => situation.Path.Equals(path.Length > 1 ? path.TrimEnd('/') : path, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""^(?<name>[A-Za-z]+)\(\s*(?:['"](?<argument>[^'"]*)['"])?\s*\)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();
}
