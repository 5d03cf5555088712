using System.Text;

namespace Portal.Content.Localization;

/// <summary>Writes Serbian in the other script.</summary>
public static class SerbianScript
{
    /// <summary>
    /// Serbian Cyrillic in Latin letters: each letter has one counterpart, so nothing is guessed. Digraphs are written in capitals
    /// within words in capitals (ЉУБАВ → LJUBAV, Љубав → Ljubav). What is not Serbian Cyrillic is kept.
    /// </summary>
    public static string ToLatin(string text)
    {
        var latin = new StringBuilder(text.Length + 8);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (Digraph(char.ToLowerInvariant(letter)) is { } pair)
            {
                if (char.IsLower(letter))
                    latin.Append(pair);
                else if (index + 1 < text.Length && char.IsUpper(text[index + 1]) || index > 0 && char.IsUpper(text[index - 1]))
                    latin.Append(pair.ToUpperInvariant());
                else
                    latin.Append(char.ToUpperInvariant(pair[0])).Append(pair[1..]);
            }
            else
            {
                var lower = char.ToLowerInvariant(letter);
                var mapped = Single(lower);
                latin.Append(mapped == '\0' ? letter : letter == lower ? mapped : char.ToUpperInvariant(mapped));
            }
        }
        return latin.ToString();
    }

    /// <summary>Whether the letter belongs to the Serbian Cyrillic alphabet.</summary>
    public static bool IsSerbianCyrillic(char letter)
    {
        var lower = char.ToLowerInvariant(letter);
        return Digraph(lower) is not null || Single(lower) != '\0';
    }

    static string? Digraph(char letter) => letter switch { 'љ' => "lj", 'њ' => "nj", 'џ' => "dž", _ => null };

    static char Single(char letter) => letter switch
    {
        'а' => 'a',
        'б' => 'b',
        'в' => 'v',
        'г' => 'g',
        'д' => 'd',
        'ђ' => 'đ',
        'е' => 'e',
        'ж' => 'ž',
        'з' => 'z',
        'и' => 'i',
        'ј' => 'j',
        'к' => 'k',
        'л' => 'l',
        'м' => 'm',
        'н' => 'n',
        'о' => 'o',
        'п' => 'p',
        'р' => 'r',
        'с' => 's',
        'т' => 't',
        'ћ' => 'ć',
        'у' => 'u',
        'ф' => 'f',
        'х' => 'h',
        'ц' => 'c',
        'ч' => 'č',
        'ш' => 'š',
        _ => '\0',
    };
}
