using Portal.Feeds.Gazetteer;

namespace Portal.Feeds.Stories;

/// <summary>Makes signatures of texts.</summary>
static class SignatureMaker
{
    const int MaxTitle = 24;
    const int MaxText = 90;
    const int MaxNames = 40;

    /// <summary>The signature of an item.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lead">Its first words.</param>
    /// <param name="body">Its text, or the first words where there is no more.</param>
    /// <param name="tag">Its language tag, or empty.</param>
    /// <param name="gazetteer">The names that are known in several languages.</param>
    public static StorySignature Make(string title, string lead, string body, string tag, PlaceNames gazetteer)
    {
        var (titleWords, leadWords) = (FoldedWords.Of(title), FoldedWords.Of(lead));
        var names = new HashSet<uint>();
        AddNames(names, titleWords, gazetteer);
        var titleNames = Set(names, MaxTitle);
        AddNames(names, leadWords, gazetteer);
        var titleStems = Stems(titleWords);
        var text = titleStems.Concat(Stems(leadWords));
        return new(
            StoryWords.LanguageOf(tag, title + " " + lead), Set(titleStems, MaxTitle), titleNames, Set(text, MaxText), Set(names, MaxNames),
            MinHash.Sketch([.. Stems(FoldedWords.Of(body))]));
    }

    static List<uint> Stems(FoldedWords words)
    {
        var stems = new List<uint>(words.Count);
        for (var index = 0; index < words.Count; index++)
        {
            if (StoryWords.Stem(words.Letters(index)) is { Length: > 0 } stem)
                stems.Add(StableHash.Of(stem));
        }
        return stems;
    }

    // A capital letter within a sentence makes a name, unless the whole text is written so.
    static void AddNames(HashSet<uint> names, FoldedWords words, PlaceNames gazetteer)
    {
        var covered = new HashSet<int>();
        foreach (var hit in gazetteer.Find(words, covered))
            names.Add(hit.Entity);
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (covered.Contains(index))
                continue;
            var isName = word.Capital && word.Length > 2 && word.Gap != WordGap.Sentence && !words.Titled && !words.Shouted;
            if (NumberWords.Of(words.Letters(index)) is { } number)
                names.Add(StableHash.Of(number));
            else if ((isName || StoryWords.IsNumber(words.Letters(index))) && StoryWords.Stem(words.Letters(index)) is { Length: > 0 } stem)
                names.Add(StableHash.Of(stem));
        }
    }

    static uint[] Set(IEnumerable<uint> numbers, int most)
    {
        uint[] set = [.. numbers.Distinct().Take(most)];
        Array.Sort(set);
        return set;
    }
}
