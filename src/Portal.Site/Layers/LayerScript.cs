using System.Text.RegularExpressions;

namespace Portal.Site.Layers;

/// <summary>
/// Rules in JavaScript. Single calls joined by <c>&amp;&amp;</c> or <c>||</c>, each perhaps after a <c>!</c>, are understood without
/// running anything: <c>isHomepage() || url('~/about*')</c>. Everything else runs in a sandbox (<see cref="LayerSandbox"/>).
/// </summary>
static partial class LayerScript
{
    public static Func<LayerSituation, bool> Read(string script)
    {
        var text = script.Trim().TrimEnd(';').Trim();
        if (text.Length == 0)
            throw new FormatException("its script is empty");
        return Simple(text) ?? LayerSandbox.Read(script);
    }

    static Func<LayerSituation, bool>? Simple(string text)
    {
        foreach (var (sign, any) in (ReadOnlySpan<(string, bool)>)[("||", true), ("&&", false)])
        {
            if (!text.Contains(sign, StringComparison.Ordinal))
                continue;
            var pieces = text.Split(sign).Select(piece => Simple(piece.Trim())).ToArray();
            return Array.Exists(pieces, piece => piece is null) ? null
                : any ? situation => Array.Exists(pieces, piece => piece!(situation))
                : situation => Array.TrueForAll(pieces, piece => piece!(situation));
        }
        if (text.StartsWith('!') && Simple(text[1..].Trim()) is { } inner)
            return situation => !inner(situation);
        if (text is "true" or "false")
            return _ => text is "true";
        if (Call().Match(text) is not { Success: true } call)
            return null;
        var argument = call.Groups["argument"].Value;
        return call.Groups["name"].Value switch
        {
            "isHomepage" => static situation => situation.IsHome,
            "isAnonymous" => static situation => !situation.IsAuthenticated,
            "isAuthenticated" => static situation => situation.IsAuthenticated,
            "isInRole" => situation => situation.IsInRole(argument),
            "culture" => situation => situation.IsCulture(argument),
            "url" => situation => situation.IsAt(argument),
            var name => throw new FormatException($"the function “{name}” is not known"),
        };
    }

    [GeneratedRegex("""^(?<name>[A-Za-z]+)\(\s*(?:['"](?<argument>[^'"]*)['"])?\s*\)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();
}
