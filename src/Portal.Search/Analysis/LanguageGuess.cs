using System.Collections.Frozen;

namespace Portal.Search.Analysis;

/// <summary>Guesses the language of a text that doesn't say: by letters that only one language has, then by its commonest words.</summary>
static class LanguageGuess
{
    const int Sample = 2000;
    const string RussianLetters = "ыэёъщьюяй";
    const string SerbianLetters = "ђјљњћџčćšžđ";

    public static IndexLanguage Of(string text)
    {
        var sample = text.Length > Sample ? text[..Sample] : text;
        int russian = 0, serbian = 0, cyrillic = 0;
        foreach (var letter in sample)
        {
            var lower = char.ToLowerInvariant(letter);
            if (RussianLetters.Contains(lower, StringComparison.Ordinal))
                russian++;
            else if (SerbianLetters.Contains(lower, StringComparison.Ordinal))
                serbian++;
            if (lower is >= 'Ѐ' and <= 'ӿ')
                cyrillic++;
        }
        if (cyrillic * 2 > sample.Length)
            return russian > serbian ? IndexLanguage.Russian : IndexLanguage.Serbian;
        int englishWords = 0, serbianWords = 0;
        foreach (var word in sample.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var lower = word.Trim(',', '.', ';', ':', '"', '(', ')').ToLowerInvariant();
            if (English.Contains(lower))
                englishWords++;
            else if (Serbian.Contains(lower))
                serbianWords++;
        }
        return serbianWords > englishWords || (serbian > 0 && serbianWords == englishWords) ? IndexLanguage.Serbian : IndexLanguage.English;
    }

    static readonly FrozenSet<string> English = new[] { "the", "of", "and", "in", "for", "is", "with", "by", "that", "from", "at", "an", "are", "has" }.ToFrozenSet();
    static readonly FrozenSet<string> Serbian = new[] { "je", "i", "u", "na", "se", "su", "za", "od", "da", "koji", "koja", "će", "nije", "sa", "iz" }.ToFrozenSet();
}
