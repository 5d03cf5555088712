using System.Globalization;

namespace Portal.Content.Localization;

/// <summary>A language of the interface.</summary>
/// <param name="Culture">Its culture.</param>
/// <param name="PathPrefix">What its public addresses begin with, without slashes; empty for the first language.</param>
/// <param name="Name">Its name in itself.</param>
public sealed record InterfaceLanguage(CultureInfo Culture, string PathPrefix, string Name)
{
    /// <summary>The languages: English, Serbian in Latin, Serbian in Cyrillic.</summary>
    public static IReadOnlyList<InterfaceLanguage> All { get; } =
    [
        new(CultureInfo.GetCultureInfo("en"), "", "English"),
        new(CultureInfo.GetCultureInfo("sr-Latn"), "sr-latn", "Srpski"),
        new(CultureInfo.GetCultureInfo("sr-Cyrl"), "sr", "Српски"),
    ];

    /// <summary>The first language.</summary>
    public static InterfaceLanguage Default => All[0];

    /// <summary>The language of a culture; the first one where there is none.</summary>
    public static InterfaceLanguage Of(CultureInfo culture) =>
        culture.TwoLetterISOLanguageName != "sr" ? Default : IsLatin(culture) ? All[1] : All[2];

    /// <summary>Whether a Serbian culture is written in Latin letters.</summary>
    public static bool IsLatin(CultureInfo culture) => culture.Name.Contains("Latn", StringComparison.OrdinalIgnoreCase);
}
