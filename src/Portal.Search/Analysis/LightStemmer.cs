namespace Portal.Search.Analysis;

/// <summary>
/// Takes the case endings from Serbian and Russian words that were folded to bald Latin letters. It works on the folded form
/// because a name typed in Latin must meet the same name in a Cyrillic text; light, because names must stay apart.
/// </summary>
static class LightStemmer
{
    const int ShortestStem = 3;
    const int ShortestStemOfLongEnding = 4;

    /// <summary>Length of the stem of a Serbian word.</summary>
    public static int Serbian(ReadOnlySpan<char> word) => Strip(word, SerbianEndings);

    /// <summary>Length of the stem of a Russian word.</summary>
    public static int Russian(ReadOnlySpan<char> word)
    {
        var length = Strip(word, RussianEndings);
        // Лавров, Лаврова and Лавровым must meet, so the ending of the genitive plural goes also from within.
        return Strip(word[..length], RussianPlural);
    }

    static int Strip(ReadOnlySpan<char> word, string[] endings)
    {
        foreach (var ending in endings)
        {
            var rest = word.Length - ending.Length;
            if (rest >= (ending.Length == 1 ? ShortestStem : ShortestStemOfLongEnding) && word.EndsWith(ending, StringComparison.Ordinal))
                return rest;
        }
        return word.Length;
    }

    // Longest first.
    static readonly string[] SerbianEndings =
    [
        "ovima", "evima", "ama", "ima", "oga", "omu", "ome", "ega", "emu", "ovi", "evi", "ova", "eva", "ove", "eve",
        "om", "em", "og", "eg", "oj", "ih", "im", "a", "e", "i", "o", "u",
    ];

    static readonly string[] RussianEndings =
    [
        "ijami", "jami", "ijam", "ijah", "jaja", "juju", "ami", "ogo", "ego", "omu", "emu", "ymi", "imi", "jam", "jah", "iej",
        "iem", "ija", "iju", "aja", "uju", "ah", "am", "ej", "oj", "ij", "yj", "oe", "ee", "ye", "ie", "yh", "ih", "ym", "im",
        "om", "em", "ii", "ja", "ju", "a", "e", "i", "o", "u", "y", "j",
    ];

    static readonly string[] RussianPlural = ["ov", "ev"];
}
