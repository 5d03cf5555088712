using System.Text;

namespace Portal.Feeds.Gazetteer;

/// <summary>
/// Writes words in bald Latin letters in lower case, so that a name has one form in every script: Вучић, Vučić and Vucic become <c>vucic</c>.
/// </summary>
static class WordFolding
{
    const int TableSize = 0x530;

    static readonly (char Letter, string Latin)[] Special =
    [
        ('đ', "dj"), ('ð', "d"), ('ß', "ss"), ('æ', "ae"), ('ø', "o"), ('œ', "oe"), ('ł', "l"), ('þ', "th"), ('ı', "i"),
        ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('ґ', "g"), ('ѓ', "g"), ('д', "d"), ('ђ', "dj"), ('е', "e"), ('ё', "e"), ('є', "e"), ('ж', "z"), ('з', "z"),
        ('ѕ', "dz"), ('и', "i"), ('і', "i"), ('ї', "i"), ('й', "j"), ('ј', "j"), ('к', "k"), ('ќ', "k"), ('л', "l"), ('љ', "lj"), ('м', "m"), ('н', "n"), ('њ', "nj"),
        ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('ћ', "c"), ('у', "u"), ('ў', "u"), ('ф', "f"), ('х', "h"), ('ц', "c"), ('ч', "c"), ('џ', "dz"),
        ('ш', "s"), ('щ', "sc"), ('ъ', ""), ('ы', "y"), ('ь', ""), ('э', "e"), ('ю', "ju"), ('я', "ja"),
    ];

    // After the letters that it is made of.
    static readonly string?[] Folded = Table();

    /// <summary>Appends the folded letter; nothing for signs without a sound.</summary>
    public static void Append(StringBuilder folded, char letter)
    {
        if (letter is >= 'a' and <= 'z' or >= '0' and <= '9')
            folded.Append(letter);
        else if (letter is >= 'A' and <= 'Z')
            folded.Append((char)(letter | 0x20));
        else if (letter < TableSize && Folded[letter] is { } known)
            folded.Append(known);
        else
            folded.Append(char.ToLowerInvariant(letter));
    }

    /// <summary>The whole text folded; what is no letter or digit is left out.</summary>
    public static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length + 2);
        foreach (var letter in word)
        {
            if (char.IsLetterOrDigit(letter))
                Append(folded, letter);
        }
        return folded.ToString();
    }

    static string?[] Table()
    {
        var table = new string?[TableSize];
        for (var code = 0xC0; code < 0x250; code++)
        {
            var bare = ((char)code).ToString().Normalize(NormalizationForm.FormD)[0];
            if (char.IsAsciiLetter(bare))
                table[code] = char.ToLowerInvariant(bare).ToString();
        }
        foreach (var (letter, latin) in Special)
            (table[letter], table[char.ToUpperInvariant(letter)]) = (latin, latin);
        return table;
    }
}
