namespace Portal.Desk.Items;

/// <summary>Where a piece of text stands.</summary>
public enum TextSide
{
    /// <summary>In both texts.</summary>
    Both,

    /// <summary>In the left one only.</summary>
    Left,

    /// <summary>In the right one only.</summary>
    Right,
}

/// <summary>A piece of text that stands in one text or in both.</summary>
public readonly record struct TextPiece(string Text, TextSide Side);

/// <summary>Compares two texts word by word, by Myers' algorithm ("An O(ND) Difference Algorithm", 1986).</summary>
static class WordDifferences
{
    /// <summary>Beyond so many differing words both middles are shown as replaced: nobody reads such a mosaic.</summary>
    const int MaxDistance = 800;

    /// <summary>The pieces of both texts in order; those of one side, put together, are that side's text.</summary>
    public static IReadOnlyList<TextPiece> Between(string left, string right)
    {
        var (a, b) = (Words(left), Words(right));
        var start = 0;
        while (start < a.Count && start < b.Count && a[start] == b[start])
            start++;
        var end = 0;
        while (end < a.Count - start && end < b.Count - start && a[^(end + 1)] == b[^(end + 1)])
            end++;
        var pieces = new Pieces();
        pieces.Add(a[..start], TextSide.Both);
        Middle(a[start..^end], b[start..^end], pieces);
        pieces.Add(a[^end..], TextSide.Both);
        return pieces.All;
    }

    static void Middle(List<string> a, List<string> b, Pieces pieces)
    {
        if (a.Count == 0 || b.Count == 0 || Trace(a, b) is not { } trace)
        {
            pieces.Add(a, TextSide.Left);
            pieces.Add(b, TextSide.Right);
            return;
        }
        var steps = new List<(int Index, TextSide Side)>();
        var (x, y) = (a.Count, b.Count);
        for (var distance = trace.Count - 1; distance >= 0; distance--)
        {
            var furthest = trace[distance];
            var diagonal = x - y;
            var down = diagonal == -distance || (diagonal != distance && At(furthest, diagonal - 1) < At(furthest, diagonal + 1));
            var before = down ? diagonal + 1 : diagonal - 1;
            var beforeX = distance == 0 ? 0 : At(furthest, before);
            var beforeY = beforeX - before;
            if (distance == 0)
                beforeY = 0;
            while (x > beforeX && y > beforeY)
            {
                (x, y) = (x - 1, y - 1);
                steps.Add((x, TextSide.Both));
            }
            if (distance > 0)
                steps.Add(down ? (--y, TextSide.Right) : (--x, TextSide.Left));
        }
        for (var step = steps.Count - 1; step >= 0; step--)
        {
            var (index, side) = steps[step];
            pieces.Add([side == TextSide.Right ? b[index] : a[index]], side);
        }
    }

    // For each number of differences, how far each diagonal reached before it.
    static List<int[]>? Trace(List<string> a, List<string> b)
    {
        var furthest = new int[(2 * MaxDistance) + 3];
        var trace = new List<int[]>();
        for (var distance = 0; distance <= Math.Min(a.Count + b.Count, MaxDistance); distance++)
        {
            trace.Add([.. furthest]);
            for (var diagonal = -distance; diagonal <= distance; diagonal += 2)
            {
                var x = diagonal == -distance || (diagonal != distance && At(furthest, diagonal - 1) < At(furthest, diagonal + 1))
                    ? At(furthest, diagonal + 1)
                    : At(furthest, diagonal - 1) + 1;
                while (x < a.Count && x - diagonal < b.Count && a[x] == b[x - diagonal])
                    x++;
                furthest[diagonal + MaxDistance + 1] = x;
                if (x >= a.Count && x - diagonal >= b.Count)
                    return trace;
            }
        }
        return null;
    }

    static int At(int[] furthest, int diagonal) => furthest[diagonal + MaxDistance + 1];

    // Words, blanks and signs each by themselves, so that a comma more is a comma more.
    static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (char.IsLetterOrDigit(text[start]))
            {
                while (end < text.Length && char.IsLetterOrDigit(text[end]))
                    end++;
            }
            else if (char.IsWhiteSpace(text[start]))
            {
                while (end < text.Length && char.IsWhiteSpace(text[end]))
                    end++;
            }
            words.Add(text[start..end]);
            start = end;
        }
        return words;
    }

    sealed class Pieces
    {
        readonly System.Text.StringBuilder _text = new();
        readonly List<TextPiece> _all = [];
        TextSide _side;

        public IReadOnlyList<TextPiece> All
        {
            get
            {
                Flush();
                return _all;
            }
        }

        public void Add(List<string> words, TextSide side)
        {
            if (words.Count == 0)
                return;
            if (side != _side)
                Flush();
            _side = side;
            foreach (var word in words)
                _text.Append(word);
        }

        void Flush()
        {
            if (_text.Length > 0)
                _all.Add(new(_text.ToString(), _side));
            _text.Clear();
        }
    }
}
