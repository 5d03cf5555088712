using System.Globalization;
using System.Text;

namespace Portal.Content.Handlers;

/// <summary>Makes the readable part of an address from a title in any script.</summary>
public static class Slug
{
    /// <summary>Longest slug, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// Lower-case ASCII words joined by hyphens. Serbian and Russian Cyrillic are transliterated, other letters lose their marks;
    /// letters that have no Latin form are kept. Empty where the text has neither letters nor digits.
    /// </summary>
    public static string From(string? text)
    {
        var slug = new StringBuilder(Math.Min(text?.Length ?? 0, MaxLength));
        var gap = false;
        foreach (var rune in Decompose(text ?? "").EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!Rune.IsLetterOrDigit(rune))
            {
                gap = slug.Length > 0;
                continue;
            }
            if (slug.Length >= MaxLength - 1)
                break;
            if (gap)
                slug.Append('-');
            gap = false;
            slug.Append(rune.ToString());
        }
        return slug.ToString().Trim('-');
    }

    static string Decompose(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC).ToLowerInvariant())
            latin.Append(Latin(letter) ?? letter.ToString());
        return latin.ToString().Normalize(NormalizationForm.FormD);
    }

    static string? Latin(char letter) => letter switch
    {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'ђ' => "dj",
        'е' => "e",
        'ж' => "z",
        'з' => "z",
        'и' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "c",
        'џ' => "dz",
        'ш' => "s",
        'й' => "j",
        'щ' => "sc",
        'ъ' => "",
        'ы' => "y",
        'ь' => "",
        'э' => "e",
        'ю' => "ju",
        'я' => "ja",
        'ё' => "e",
        'і' => "i",
        'ї' => "ji",
        'є' => "je",
        'đ' => "dj",
        'ß' => "ss",
        'æ' => "ae",
        'ø' => "o",
        'œ' => "oe",
        'ł' => "l",
        'þ' => "th",
        'ð' => "d",
        'ı' => "i",
        '\'' or '’' => "",
        _ => null,
    };
}
