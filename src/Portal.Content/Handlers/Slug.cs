using System.Globalization;
using System.Text;
using Portal.Content.Localization;

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
        foreach (var rune in LatinLetters.Decompose(text ?? "").EnumerateRunes())
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
}
