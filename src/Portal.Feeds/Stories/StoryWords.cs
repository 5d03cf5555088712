using System.Collections.Frozen;
using Portal.Feeds.Gazetteer;

namespace Portal.Feeds.Stories;

/// <summary>The languages that are compared word by word; Serbian is one language in both scripts.</summary>
enum StoryLanguage : byte
{
    /// <summary>English, and whatever else is written in Latin letters.</summary>
    English,

    /// <summary>Serbian and its neighbours.</summary>
    Serbian,

    /// <summary>Russian, and whatever else is written in Cyrillic letters.</summary>
    Russian,
}

/// <summary>Words as the clustering compares them: folded, without what says nothing, without case endings.</summary>
static class StoryWords
{
    const int LongestStem = 7;
    const int ShortestStem = 3;

    /// <summary>The language of a text; what the item says of it goes before a guess by letters.</summary>
    public static StoryLanguage LanguageOf(string tag, string text)
    {
        var primary = tag.Split('-', '_')[0].ToLowerInvariant();
        if (primary is "sr" or "hr" or "bs" or "sh" or "me" or "cnr" or "mk")
            return StoryLanguage.Serbian;
        if (primary is "ru" or "uk" or "be" or "bg")
            return StoryLanguage.Russian;
        if (primary is "en" or "de" or "fr")
            return StoryLanguage.English;
        int russian = 0, cyrillic = 0, serbian = 0;
        foreach (var letter in text)
        {
            if (letter is >= 'Ѐ' and <= 'ӿ')
            {
                cyrillic++;
                if (letter is 'ы' or 'э' or 'й' or 'я' or 'ю' or 'щ' or 'ь')
                    russian++;
            }
            else if (letter is 'č' or 'ć' or 'š' or 'ž' or 'đ')
            {
                serbian++;
            }
        }
        if (cyrillic * 3 > text.Length)
            return russian * 50 > cyrillic ? StoryLanguage.Russian : StoryLanguage.Serbian;
        return serbian > 0 ? StoryLanguage.Serbian : StoryLanguage.English;
    }

    /// <summary>The stem of a folded word; null for a word that says nothing.</summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length < ShortestStem ? !IsNumber(word) : Stop.Contains(word))
            return [];
        if (IsNumber(word))
            return word;
        var stem = word;
        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length >= (ending.Length == 1 ? ShortestStem : ShortestStem + 1) && word.EndsWith(ending, StringComparison.Ordinal))
            {
                stem = word[..^ending.Length];
                break;
            }
        }
        return stem.Length > LongestStem ? stem[..LongestStem] : stem;
    }

    /// <summary>Whether the word is a number.</summary>
    public static bool IsNumber(ReadOnlySpan<char> word) => word.Length > 0 && char.IsAsciiDigit(word[0]);

    // Longest first; of Serbian, Russian and English together, because names wander between them.
    static readonly string[] Endings =
    [
        "ijami", "ovima", "evima", "stvom", "ijam", "ijah", "jami", "ama", "ima", "oga", "omu", "ome", "ega", "emu", "ogo", "ego", "ymi", "imi", "ami", "aja", "uju", "ija", "iji", "iju", "ije", "ing", "ova", "eva",
        "om", "em", "og", "eg", "oj", "ej", "ij", "yj", "ih", "yh", "im", "ym", "ah", "am", "ov", "ev", "oe", "ee", "ie", "ii", "ju", "ja", "es", "ed", "a", "e", "i", "o", "u", "y", "j", "s",
    ];

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Stop = (
        "the of and to in for on with at by from as is are was were be been has have had that this these those it its their his her they them he she who which what when where will would can could may might "
        + "not but or an after before over under into about between against amid than more most new said says say also during while "
        + "koji koja koje koju kojim kojih kojem kojoj kao ali ili sto sta nije jeste jesu bio bila bilo bili biti ima nema moze mogu treba samo jos vec kada kako gde zbog prema posle pre protiv oko medju izmedju pod nad preko bez kroz "
        + "ovo ova ovaj ove ovog taj tog toga tome njegov njen njihov svoj svoje svoju svih sve svi sada dana danas juce sutra rekao rekla izjavio izjavila naveo navela saopstio porucio porucila ocenio istakao kazao dodao "
        + "cto eto ego ona oni ono dlja pri kak tak esli uze ese byl byla bylo byli budet bylo mozet nado posle pered mezdu protiv okolo pod nad cerez bez tozde takze segodnja vcera zavtra skazal skazala zajavil zajavila soobscil otmetil podcerknul kotoryj kotoraja kotorye kotorogo svoj svoju svoih "
        + "one two three first last year years month week day monday tuesday wednesday thursday friday saturday sunday godine godina godinu meseca goda godu mesjaca").Split(' ')
        .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
