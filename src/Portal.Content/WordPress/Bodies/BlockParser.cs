using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// Reads the comments by which the block editor marks blocks: <c>&lt;!-- wp:name {…} --&gt; … &lt;!-- /wp:name --&gt;</c>, or
/// <c>&lt;!-- wp:name {…} /--&gt;</c> for a block without HTML.
/// </summary>
static class BlockParser
{
    const int MaxDepth = 64;

    /// <summary>Whether the text was written by the block editor.</summary>
    public static bool HasBlocks(string text) => text.Contains("<!-- wp:", StringComparison.Ordinal);

    /// <summary>The blocks of the text, and what stands between them.</summary>
    public static IReadOnlyList<BlockPiece> Read(string text)
    {
        var root = new Block(null, [], []);
        var open = new Stack<Block>([root]);
        var at = 0;
        while (at < text.Length)
        {
            var start = text.IndexOf("<!--", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf("-->", start, StringComparison.Ordinal);
            if (end < 0)
                break;
            if (Mark.Read(text.AsSpan((start + 4)..end).Trim()) is { } mark)
            {
                Add(open.Peek(), text[at..start]);
                Apply(mark, open);
            }
            else
            {
                Add(open.Peek(), text[at..(end + 3)]);
            }
            at = end + 3;
        }
        Add(open.Peek(), text[at..]);
        return root.Pieces;
    }

    static void Add(Block block, string html)
    {
        if (html.Length > 0)
            block.Pieces.Add(new(html, null));
    }

    static void Apply(Mark mark, Stack<Block> open)
    {
        if (mark.Closes)
        {
            // A closing mark without its opening one closes nothing.
            if (open.Any(block => block.Name == mark.Name))
            {
                while (open.Pop().Name != mark.Name)
                {
                    // What was left open within ends here as well.
                }
            }
            return;
        }
        var block = new Block(mark.Name, mark.Attributes, []);
        open.Peek().Pieces.Add(new(null, block));
        if (!mark.IsEmpty && open.Count < MaxDepth)
            open.Push(block);
    }

    sealed record Mark(string Name, JsonObject Attributes, bool Closes, bool IsEmpty)
    {
        public static Mark? Read(ReadOnlySpan<char> comment)
        {
            var closes = comment is ['/', ..];
            if (closes)
                comment = comment[1..];
            if (!comment.StartsWith("wp:", StringComparison.Ordinal))
                return null;
            comment = comment[3..];
            var isEmpty = comment is [.., '/'];
            if (isEmpty)
                comment = comment[..^1].TrimEnd();
            var length = comment.IndexOfAny(" \t\r\n{");
            var name = (length < 0 ? comment : comment[..length]).ToString().ToLowerInvariant();
            if (name.Length is 0 or > 200)
                return null;
            return new(name.Contains('/', StringComparison.Ordinal) ? name : $"core/{name}", length < 0 ? [] : Parse(comment[length..].Trim().ToString()), closes, isEmpty);
        }

        static JsonObject Parse(string json)
        {
            try
            {
                return json.Length == 0 ? [] : JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject ?? [];
            }
            catch (Exception broken) when (broken is JsonException or ArgumentException)
            {
                return [];
            }
        }
    }
}
