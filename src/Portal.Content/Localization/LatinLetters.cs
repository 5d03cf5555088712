using System.Text;

namespace Portal.Content.Localization;

/// <summary>Texts of several scripts in one: lower-case Latin letters, by which addresses are made and titles are found.</summary>
static class LatinLetters
{
    /// <summary>The text in lower case, Serbian and Russian Cyrillic as Latin letters, each mark behind its letter; letters that have no Latin form are kept.</summary>
    public static string Decompose(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC).ToLowerInvariant())
        {
            if (Latin(letter) is { } letters)
                latin.Append(letters);
            else
                latin.Append(letter);
        }
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
