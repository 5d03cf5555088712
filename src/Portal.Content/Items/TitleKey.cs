using System.Globalization;
using System.Text;
using Portal.Content.Localization;

namespace Portal.Content.Items;

/// <summary>The form in which titles are compared when editors look for a part of one: <c>Вучић</c>, <c>Vučić</c> and <c>vucic</c> are the same.</summary>
public static class TitleKey
{
    /// <summary>Longest key, in characters; the rest of a title is not looked at.</summary>
    public const int MaxLength = 1024;

    /// <summary>Lower-case Latin letters without marks, single blanks; empty for no title.</summary>
    public static string Of(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
            return "";
        var key = new StringBuilder(title.Length);
        foreach (var letter in LatinLetters.Decompose(WellFormed(title)))
        {
            if (key.Length == MaxLength)
                break;
            var blank = char.IsWhiteSpace(letter) || char.IsControl(letter);
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark || (blank && (key.Length == 0 || key[^1] == ' ')))
                continue;
            key.Append(blank ? ' ' : letter);
        }
        return WellFormed(key.ToString().TrimEnd());
    }

    // Half a character can be neither normalised nor stored.
    static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
