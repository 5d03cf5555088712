using System.Text;

namespace Portal.Content.Localization;

/// <summary>Writes a single Serbian word of Latin letters in Cyrillic.</summary>
static class SerbianWord
{
    // Here two letters that meet are two sounds: prefix and stem, or a foreign word. The bar stands between them, ^ for the beginning of the word.
    static readonly (string Stem, int Split, bool AtStart)[] Apart =
    [
        .. new[]
        {
            "in|jekc", "in|jekt", "in|jicir", "in|junk", "kon|junk", "kon|jug", "kon|jekt", "^tan|jug", "van|jezi", "^an|jon", "^pan|jez",
            "nad|živ", "nad|žnj", "nad|žet", "nad|žup", "nad|žand", "nad|ždr", "^od|žal", "^od|živ", "^od|žvak", "^od|žvrg", "^od|žeti", "^od|žur",
            "pod|žanr", "pod|žup", "pod|žig", "pod|ždr", "pred|žetv", "pred|živ", "pred|žen",
        }.Select(stem => (stem.Replace("|", "", StringComparison.Ordinal).TrimStart('^'), stem.TrimStart('^').IndexOf('|', StringComparison.Ordinal), stem[0] == '^')),
    ];

    /// <summary>The word in Cyrillic; null where it has a letter that Serbian does not (q, w, x, y, é) and is therefore foreign.</summary>
    public static string? ToCyrillic(string word)
    {
        word = Spell(word);
        var lower = word.ToLowerInvariant();
        var cyrillic = new StringBuilder(word.Length);
        for (var index = 0; index < word.Length; index++)
        {
            if (word[index] is '\'' or '’')
            {
                cyrillic.Append(word[index]);
                continue;
            }
            var letter = index + 1 < word.Length && Digraph(lower[index], lower[index + 1]) is var pair and not '\0' && !StandsApart(lower, index + 1) ? pair : '\0';
            var upper = char.IsUpper(word[index]);
            if (letter != '\0')
                index++;
            else if ((letter = Single(lower[index])) == '\0')
                return null;
            cyrillic.Append(upper ? char.ToUpperInvariant(letter) : letter);
        }
        return cyrillic.ToString();
    }

    // Letters with their marks in one, and the digraphs that Unicode has as single signs in two.
    static string Spell(string word)
    {
        word = word.Normalize(NormalizationForm.FormC);
        return word.AsSpan().IndexOfAnyInRange('\u01C4', '\u01CC') < 0 ? word : string.Concat(word.Select(letter => letter switch
        {
            'Ǆ' => "DŽ",
            'ǅ' => "Dž",
            'ǆ' => "dž",
            'Ǉ' => "LJ",
            'ǈ' => "Lj",
            'ǉ' => "lj",
            'Ǌ' => "NJ",
            'ǋ' => "Nj",
            'ǌ' => "nj",
            _ => letter.ToString(),
        }));
    }

    static bool StandsApart(string word, int second)
    {
        foreach (var (stem, split, atStart) in Apart)
        {
            var at = second - split;
            if (at >= 0 && (!atStart || at == 0) && string.CompareOrdinal(word, at, stem, 0, stem.Length) == 0)
                return true;
        }
        return false;
    }

    static char Digraph(char first, char second) => (first, second) switch { ('l', 'j') => 'љ', ('n', 'j') => 'њ', ('d', 'ž') => 'џ', _ => '\0' };

    static char Single(char letter) => letter switch
    {
        'a' => 'а',
        'b' => 'б',
        'c' => 'ц',
        'č' => 'ч',
        'ć' => 'ћ',
        'd' => 'д',
        'đ' => 'ђ',
        'e' => 'е',
        'f' => 'ф',
        'g' => 'г',
        'h' => 'х',
        'i' => 'и',
        'j' => 'ј',
        'k' => 'к',
        'l' => 'л',
        'm' => 'м',
        'n' => 'н',
        'o' => 'о',
        'p' => 'п',
        'r' => 'р',
        's' => 'с',
        'š' => 'ш',
        't' => 'т',
        'u' => 'у',
        'v' => 'в',
        'z' => 'з',
        'ž' => 'ж',
        _ => '\0',
    };
}
