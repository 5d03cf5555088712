using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Writes text with marked words as HTML; everything but the marks is encoded.</summary>
static class Snippets
{
    /// <summary>Length of a passage, in characters.</summary>
    const int Length = 260;

    /// <summary>Characters before the first mark of a passage.</summary>
    const int Before = 50;

    // Letters of every script stay as they are.
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The whole text.</summary>
    public static string Whole(string text, IReadOnlyList<WordMark> marks) => Write(text, 0, text.Length, marks);

    /// <summary>The passage with the most different words; the beginning where there are none.</summary>
    public static string Best(string text, IReadOnlyList<WordMark> marks)
    {
        var start = Start(text, marks);
        var end = Math.Min(text.Length, start + Length);
        // A mark that begins in the passage stands in it to its end.
        foreach (var mark in marks)
        {
            if (mark.Start < end && mark.End > end)
                end = mark.End;
        }
        if (end < text.Length && !char.IsWhiteSpace(text[end]) && text.LastIndexOf(' ', end, end - start) is > 0 and var blank && !marks.Any(mark => mark.Start < end && mark.End > blank))
            end = blank;
        return $"{(start > 0 ? "… " : "")}{Write(text, start, end, marks)}{(end < text.Length ? " …" : "")}";
    }

    static int Start(string text, IReadOnlyList<WordMark> marks)
    {
        var (best, most) = (0, 0);
        for (var index = 0; index < marks.Count; index++)
        {
            var limit = marks[index].Start + Length - Before;
            var words = marks.Skip(index).TakeWhile(mark => mark.End <= limit).Select(mark => mark.Key).Distinct(StringComparer.Ordinal).Count();
            if (words > most)
                (best, most) = (marks[index].Start, words);
        }
        if (best <= Before)
            return 0;
        var start = text.IndexOf(' ', best - Before, Before);
        return start < 0 ? best : start + 1;
    }

    static string Write(string text, int start, int end, IReadOnlyList<WordMark> marks)
    {
        var html = new StringBuilder();
        var position = start;
        foreach (var mark in marks)
        {
            if (mark.Start < position || mark.End > end)
                continue;
            html.Append(Encoder.Encode(text[position..mark.Start])).Append("<mark>").Append(Encoder.Encode(text[mark.Start..mark.End])).Append("</mark>");
            position = mark.End;
        }
        return html.Append(Encoder.Encode(text[position..end])).ToString();
    }
}
