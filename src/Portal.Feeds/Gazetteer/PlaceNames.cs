using System.Collections.Frozen;

namespace Portal.Feeds.Gazetteer;

/// <summary>A line of the gazetteer that a text speaks of.</summary>
/// <param name="Entity">Number that is the same in all texts and languages.</param>
/// <param name="TaxonomyId">The taxonomy of its term.</param>
/// <param name="TermId">Its term.</param>
/// <param name="Count">How often it is named.</param>
/// <param name="FirstWord">Where it is named first.</param>
sealed record GazetteerHit(uint Entity, string TaxonomyId, string TermId, int Count, int FirstWord);

/// <summary>All names of the site's taxonomies, ready to look them up in texts. Immutable; thread-safe.</summary>
sealed class PlaceNames
{
    readonly GazetteerMatcher _matcher;
    readonly IReadOnlyList<Entry> _entries;

    public PlaceNames(IEnumerable<(string TaxonomyId, string TermId, GazetteerLine Line)> lines)
    {
        _entries = [.. lines.Select(line => new Entry(line.TaxonomyId, line.TermId, line.Line, Entity(line.TermId, line.Line)))];
        _matcher = new(_entries.SelectMany((entry, index) => entry.Line.Names.Select(name => (index, name)).Concat(entry.Line.Against.Select(name => (~index, name)))));
    }

    /// <summary>Whether there are no names.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>What the text speaks of.</summary>
    /// <param name="words">The text.</param>
    /// <param name="covered">Takes the places of the words that belong to what was found.</param>
    public IReadOnlyList<GazetteerHit> Find(FoldedWords words, ISet<int>? covered = null)
    {
        if (IsEmpty)
            return [];
        var hits = _matcher.Find(words);
        if (hits.Count == 0)
            return [];
        var against = hits.Where(hit => hit.Line < 0).Select(hit => ~hit.Line).ToHashSet();
        var clear = hits.Where(hit => hit.Line >= 0 && !hit.Name.Ambiguous && !_entries[hit.Line].Line.Blocks).Select(hit => hit.Line).ToHashSet();
        var found = new Dictionary<int, GazetteerHit>();
        foreach (var hit in hits)
        {
            // A name that speaks against one line may itself stand in another one.
            if (hit.Line < 0 || _entries[hit.Line] is not { Line.Blocks: false } entry)
                continue;
            if (hit.Name.Ambiguous && !clear.Contains(hit.Line) && (against.Contains(hit.Line) || !IsSupported(words, hits, hit, clear)))
                continue;
            for (var word = hit.Start; covered is not null && word < hit.Start + hit.Length; word++)
                covered.Add(word);
            found[hit.Line] = found.TryGetValue(hit.Line, out var known) ? known with { Count = known.Count + 1 } : new(entry.Entity, entry.TaxonomyId, entry.TermId, 1, hit.Start);
        }
        return [.. found.Values];
    }

    // An ambiguous name counts where it is no part of a longer one and either another place is named or a word of direction stands before it.
    static bool IsSupported(FoldedWords words, List<NameHit> hits, NameHit hit, HashSet<int> clear)
    {
        if (!words.Titled && !words.Shouted && (IsStrangeName(words, hits, hit.Start - 1, hit.Start) || IsStrangeName(words, hits, hit.Start + hit.Length, hit.Start + hit.Length)))
            return false;
        if (clear.Count > 0)
            return true;
        return hit.Start > 0 && words[hit.Start].Gap == WordGap.Joined && Directions.Contains(words.Letters(hit.Start - 1));
    }

    // A capitalised neighbour that is no name of ours makes it part of somebody's name: Jordan Peterson.
    static bool IsStrangeName(FoldedWords words, List<NameHit> hits, int index, int gapAt)
    {
        if (index < 0 || index >= words.Count || gapAt >= words.Count || words[gapAt].Gap != WordGap.Joined || !words[index].Capital)
            return false;
        return !hits.Exists(other => other.Start <= index && index < other.Start + other.Length)
            && !(words[index].Gap == WordGap.Sentence && Directions.Contains(words.Letters(index))) && !Titles.Contains(words.Letters(index));
    }

    static uint Entity(string termId, GazetteerLine line) => StableHash.Of($"{termId}\n{string.Join(' ', line.Names.Count > 0 ? line.Names[0].Words : [])}");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Directions = new[]
    {
        "in", "to", "from", "with", "into", "between", "across", "against", "toward", "towards", "outside", "inside", "southern", "northern", "eastern", "western", "via", "and",
        "u", "iz", "sa", "s", "za", "ka", "prema", "protiv", "izmedju", "preko", "i", "v", "vo", "na", "ot", "k", "iz", "dlja", "protiv", "mezdu", "do",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = new[]
    {
        "president", "king", "queen", "minister", "government", "embassy", "ambassador", "foreign", "prime", "parliament", "republic", "north", "south", "east", "west",
        "predsednik", "kralj", "premijer", "ministar", "vlada", "ambasada", "prezident", "korol", "ministr", "the", "says", "said", "and",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    sealed record Entry(string TaxonomyId, string TermId, GazetteerLine Line, uint Entity);
}
