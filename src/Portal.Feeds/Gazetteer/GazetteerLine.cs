namespace Portal.Feeds.Gazetteer;

/// <summary>A name as the gazetteer knows it.</summary>
/// <param name="Words">Its words, folded.</param>
/// <param name="Stems">Which of them are stems, to which case endings may be added.</param>
/// <param name="Capital">Whether it must begin with a capital letter in the text.</param>
/// <param name="AllCapital">Whether it must stand in capitals (an acronym).</param>
/// <param name="Ambiguous">Whether it counts only where something else in the text speaks for it.</param>
sealed record GazetteerName(IReadOnlyList<string> Words, IReadOnlyList<bool> Stems, bool Capital, bool AllCapital, bool Ambiguous);

/// <summary>
/// One line of a term's names: one place, organisation or person. Names are parted by <c>|</c>; <c>*</c> after a word lets case endings
/// follow (<c>Srbij*</c>); <c>?</c> after a name asks for support (<c>Jordan?</c>); <c>-</c> before a name says that it speaks against the
/// line (<c>-Atlanta</c>). A line that begins with <c>!</c> holds names that mean none of the gazetteer's entries (<c>! Washington Post</c>).
/// </summary>
/// <param name="Names">The names.</param>
/// <param name="Against">Names that speak against the ambiguous ones.</param>
/// <param name="Blocks">Whether the names mean nothing that is looked for.</param>
sealed record GazetteerLine(IReadOnlyList<GazetteerName> Names, IReadOnlyList<GazetteerName> Against, bool Blocks)
{
    /// <summary>Most lines of a term that count.</summary>
    public const int MaxLines = 400;

    const int MaxNames = 60;
    const int MaxWords = 8;

    /// <summary>Reads the lines of a term; what makes no sense is left out.</summary>
    public static IReadOnlyList<GazetteerLine> Read(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxLines).Select(ReadLine).Where(line => line.Names.Count > 0)];

    static GazetteerLine ReadLine(string line)
    {
        var blocks = line.StartsWith('!');
        var names = line.TrimStart('!').Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxNames).ToList();
        return new([.. ReadNames(names.Where(name => !name.StartsWith('-')))], [.. ReadNames(names.Where(name => name.StartsWith('-')).Select(name => name[1..]))], blocks);
    }

    static IEnumerable<GazetteerName> ReadNames(IEnumerable<string> names) => names.Select(ReadName).OfType<GazetteerName>();

    static GazetteerName? ReadName(string text)
    {
        var ambiguous = text.EndsWith('?');
        var (words, stems) = (new List<string>(), new List<bool>());
        foreach (var word in text.TrimEnd('?').Split([' ', '-', '.', '\'', '’'], StringSplitOptions.RemoveEmptyEntries))
        {
            var stem = word.EndsWith('*');
            var folded = WordFolding.Fold(word);
            if (folded.Length == 0)
                continue;
            words.Add(folded);
            // A stem of two letters would match half of a language.
            stems.Add(stem && folded.Length >= 3);
        }
        if (words.Count is 0 or > MaxWords)
            return null;
        var letters = text.Where(char.IsLetter).ToList();
        return new(words, stems, letters.Count > 0 && char.IsUpper(letters[0]), letters.Count > 1 && letters.TrueForAll(char.IsUpper), ambiguous);
    }
}
