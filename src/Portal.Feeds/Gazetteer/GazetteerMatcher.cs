using System.Collections.Frozen;

namespace Portal.Feeds.Gazetteer;

/// <summary>A name that was found.</summary>
/// <param name="Line">Number of the line it belongs to.</param>
/// <param name="Name">The name.</param>
/// <param name="Start">Its first word.</param>
/// <param name="Length">How many words it has.</param>
readonly record struct NameHit(int Line, GazetteerName Name, int Start, int Length);

/// <summary>
/// Finds names in the words of a text, the longest at each place: a trie over whole words, whose branches are words or stems with a case
/// ending. Immutable; thread-safe.
/// </summary>
sealed class GazetteerMatcher
{
    const int ShortestStem = 3;

    readonly Node _root = new();
    readonly HashSet<int> _beginnings = [];

    public GazetteerMatcher(IEnumerable<(int Line, GazetteerName Name)> names)
    {
        foreach (var (line, name) in names)
        {
            var node = _root;
            for (var index = 0; index < name.Words.Count; index++)
                node = node.Below(name.Words[index], name.Stems[index]);
            node.Ends.Add((line, name));
            _beginnings.Add(Beginning(name.Words[0]));
        }
    }

    /// <summary>The names in a text, in their order; none overlaps another.</summary>
    public List<NameHit> Find(FoldedWords words)
    {
        var hits = new List<NameHit>();
        for (var index = 0; index < words.Count; index++)
        {
            // Nearly all words begin like no name; they are done with one look.
            if (!_beginnings.Contains(Beginning(words.Letters(index))))
                continue;
            if (Longest(words, index, index, _root) is not { } found)
                continue;
            hits.Add(found);
            index += found.Length - 1;
        }
        return hits;
    }

    static NameHit? Longest(FoldedWords words, int start, int index, Node node)
    {
        NameHit? best = null;
        var letters = words.Letters(index);
        if (node.Exact is { } exact && exact.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var below))
            best = Deeper(words, start, index, below);
        if (node.Stems is { } stems)
        {
            var lookup = stems.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var length = letters.Length; length >= ShortestStem && letters.Length - length <= CaseEndings.Longest; length--)
            {
                if (lookup.TryGetValue(letters[..length], out below) && CaseEndings.IsEnding(letters[length..])
                    && Deeper(words, start, index, below) is { } other && (best is null || other.Length > best.Value.Length))
                    best = other;
            }
        }
        return best;
    }

    static NameHit? Deeper(FoldedWords words, int start, int index, Node node)
    {
        if (node.HasBelow && index + 1 < words.Count && words[index + 1].Gap == WordGap.Joined && Longest(words, start, index + 1, node) is { } longer)
            return longer;
        foreach (var (line, name) in node.Ends)
        {
            if (Fits(words, start, index, name))
                return new(line, name, start, index - start + 1);
        }
        return null;
    }

    static bool Fits(FoldedWords words, int start, int end, GazetteerName name)
    {
        if (!name.AllCapital)
            return !name.Capital || words[start].Capital;
        if (words.Shouted)
            return false;
        for (var index = start; index <= end; index++)
        {
            if (!words[index].AllCapital && !(words[index].Capital && words[index].Length == 1))
                return false;
        }
        return true;
    }

    static int Beginning(ReadOnlySpan<char> word) => word.Length switch
    {
        0 => 0,
        1 => word[0],
        2 => word[0] | (word[1] << 8),
        _ => word[0] | (word[1] << 8) | (word[2] << 16),
    };

    sealed class Node
    {
        public Dictionary<string, Node>? Exact { get; private set; }

        public Dictionary<string, Node>? Stems { get; private set; }

        public List<(int Line, GazetteerName Name)> Ends { get; } = [];

        public bool HasBelow => Exact is not null || Stems is not null;

        public Node Below(string word, bool stem)
        {
            var branches = stem ? Stems ??= new(StringComparer.Ordinal) : Exact ??= new(StringComparer.Ordinal);
            if (!branches.TryGetValue(word, out var node))
                branches[word] = node = new();
            return node;
        }
    }
}

/// <summary>Case endings of Serbian and Russian words in bald Latin letters, and the English plural.</summary>
static class CaseEndings
{
    /// <summary>Letters of the longest one.</summary>
    public const int Longest = 4;

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> All = new[]
    {
        "", "ji", "jom", "jem", "a", "e", "i", "o", "u", "y", "j", "s", "om", "em", "im", "am", "ym", "og", "eg", "oj", "ej", "ij", "yj", "ih", "yh", "ah", "ju", "ja", "je", "ov", "ev", "oe", "ee", "ie", "ye", "ii",
        "aja", "oje", "uju", "juju", "oga", "ogo", "ego", "omu", "emu", "ome", "ama", "ima", "ami", "imi", "ymi", "jam", "jah", "jami", "ovi", "evi", "ova", "eva", "ove", "eve", "ovo", "ija", "iji", "ije", "iju", "iej", "iem",
        "ovu", "ovom", "ovim", "ovih", "ovoj", "inu", "ina", "ine", "inom", "ci", "ce", "ca", "ka", "ke", "ku", "kom", "cem", "cima",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the letters may follow a stem.</summary>
    public static bool IsEnding(ReadOnlySpan<char> letters) => All.Contains(letters);
}
