using System.Buffers;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Parts;

namespace Portal.Site.Liquid;

/// <summary>In which language an item is written, for <c>lang</c> attributes: what it says itself, else what its letters say.</summary>
public static class ItemLanguage
{
    static readonly SearchValues<char> Cyrillic = SearchValues.Create("абвгдежзиклмнопрстуфхцчшАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШ");
    static readonly SearchValues<char> Russian = SearchValues.Create("ыэъщёйюяЫЭЪЩЁЙЮЯ");
    static readonly SearchValues<char> SerbianLatin = SearchValues.Create("čćšžđČĆŠŽĐ");

    /// <summary>A BCP 47 tag: <c>en</c>, <c>ru</c>, <c>sr-Cyrl</c>, <c>sr-Latn</c> or what the item says.</summary>
    public static string Of(ContentItem item)
    {
        var said = item.As<LocalizationPart>()?.Culture is { Length: > 0 } culture ? culture : item.Text(item.ContentType, "Language");
        // Serbian feeds say "sr" in both scripts.
        if (said.Length is > 1 and <= 20 && said.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && said != "sr")
            return said;
        var title = $"{item.DisplayText} {item.Text(item.ContentType, "Excerpt")}".AsSpan();
        if (title.ContainsAny(Cyrillic))
            return said != "sr" && title.ContainsAny(Russian) ? "ru" : "sr-Cyrl";
        return said == "sr" || title.ContainsAny(SerbianLatin) ? "sr-Latn" : "en";
    }
}
