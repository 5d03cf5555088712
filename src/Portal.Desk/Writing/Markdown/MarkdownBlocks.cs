using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Portal.Desk.Writing.Markdown;

/// <summary>Writes blocks of HTML as Markdown. What it writes is a proposal, to be tried.</summary>
static partial class MarkdownBlocks
{
    static readonly FrozenSet<string> Blocks = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "p", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "div", "section", "article", "figure", "figcaption", "address",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col", "details", "summary", "audio", "video", "source", "track", "picture");

    /// <summary>Whether elements of that name stand on lines of their own.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Whether readers see nothing of what stands between blocks.</summary>
    public static bool IsNothing(INode node) => node is IComment || (node is IText text && string.IsNullOrWhiteSpace(text.Data));

    /// <summary>The block in Markdown; null where Markdown has no words for it.</summary>
    /// <param name="element">The block.</param>
    /// <param name="plain">Whether emphasis is written as HTML, where its signs would be misread.</param>
    public static string? Write(IElement element, bool plain)
    {
        if (element.Attributes.Length > 0 && !(element.LocalName == "ol" && element.Attributes.All(one => one.Name == "start")))
            return null;
        switch (element.LocalName)
        {
            case "p":
                return Guard(MarkdownWords.Write(element, plain));
            case ['h', >= '1' and <= '6' and var level]:
                return $"{new string('#', level - '0')} {MarkdownWords.Write(element, plain).ReplaceLineEndings(" ")}";
            case "hr":
                return "---";
            case "blockquote":
                return Children(element, plain) is { } inner ? Prefix(inner, "> ", "> ") : null;
            case "pre" when element.ChildNodes is [IElement { LocalName: "code", Attributes.Length: 0 } code] && code.Children.Length == 0:
                var fence = new string('`', Math.Max(3, LongestRun(code.TextContent, '`') + 1));
                return $"{fence}\n{code.TextContent.TrimEnd('\n')}\n{fence}";
            case "ul" or "ol":
                return List(element, plain);
            case "table":
                return Table(element, plain);
            default:
                return null;
        }
    }

    /// <summary>The block as HTML within Markdown: such a block ends at an empty line, so it has none.</summary>
    public static string Raw(IElement element) => EmptyLines().Replace(element.OuterHtml.Trim(), "\n");

    static string? Children(IElement element, bool plain)
    {
        var blocks = new List<string>();
        foreach (var node in element.ChildNodes)
        {
            if (IsNothing(node))
                continue;
            if (node is not IElement child || (Write(child, plain) ?? (IsBlock(child.LocalName) ? Raw(child) : null)) is not { } block)
                return null;
            blocks.Add(block);
        }
        return string.Join("\n\n", blocks);
    }

    static string? List(IElement list, bool plain)
    {
        var items = new List<string>();
        var number = int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        // With paragraphs in its items a list has empty lines between them, and all of them have paragraphs.
        var isLoose = list.Children.Any(item => item.Children.Any(child => child.LocalName == "p"));
        foreach (var node in list.ChildNodes)
        {
            if (IsNothing(node))
                continue;
            if (node is not IElement { LocalName: "li", Attributes.Length: 0 } item || (isLoose ? Children(item, plain) : Tight(item, plain)) is not { } inner)
                return null;
            var mark = list.LocalName == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            items.Add(Prefix(inner, mark, new string(' ', mark.Length)));
        }
        return string.Join(isLoose ? "\n\n" : "\n", items);
    }

    static string? Tight(IElement item, bool plain)
    {
        var words = item.ChildNodes.TakeWhile(node => node is not IElement element || !IsBlock(element.LocalName)).ToList();
        var lines = new List<string> { Guard(MarkdownWords.Write(words, plain)) };
        foreach (var node in item.ChildNodes.Skip(words.Count))
        {
            if (IsNothing(node))
                continue;
            if (node is not IElement { LocalName: "ul" or "ol" } nested || Write(nested, plain) is not { } inner)
                return null;
            lines.Add(inner);
        }
        return string.Join('\n', lines);
    }

    static string? Table(IElement table, bool plain)
    {
        var rows = table.QuerySelectorAll("tr").ToList();
        var sections = table.Children.Select(child => child.LocalName).ToList();
        if (rows is not [{ ParentElement.LocalName: "thead" } head, ..] || sections is not (["thead"] or ["thead", "tbody"]) || rows.Count(row => row.ParentElement!.LocalName == "thead") != 1)
            return null;
        if (rows.Exists(row => row.Attributes.Length > 0 || row.Children.Length != head.Children.Length || row.Children.Any(cell => cell.Attributes.Length > 0 || cell.LocalName != (row == head ? "th" : "td") || cell.QuerySelector("*") is { } inner && IsBlock(inner.LocalName))))
            return null;
        var lines = rows.ConvertAll(row => $"| {string.Join(" | ", row.Children.Select(cell => MarkdownWords.Write(cell, plain).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")))} |");
        lines.Insert(1, $"|{string.Concat(head.Children.Select(_ => " --- |"))}");
        return string.Join('\n', lines);
    }

    static string Prefix(string text, string first, string others) => first + string.Join('\n', text.Split('\n').Select((line, at) => at == 0 ? line : line.Length == 0 ? others.TrimEnd() : others + line));

    // What would begin another kind of block is text here.
    static string Guard(string text) => string.Join('\n', text.Split('\n').Select(line => BlockSign().Replace(line, match => match.Groups["before"].Value + "\\" + match.Groups["sign"].Value, 1)));

    static int LongestRun(string text, char sign)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
            longest = Math.Max(longest, run = letter == sign ? run + 1 : 0);
        return longest;
    }

    [GeneratedRegex(@"\n\s*\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"^(?<before>\s*\d{0,9})(?<sign>(?<=^\s*)[#>+=-]|(?<=\d)[.)])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex BlockSign();
}
