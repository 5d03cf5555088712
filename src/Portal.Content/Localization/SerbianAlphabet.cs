namespace Portal.Content.Localization;

/// <summary>The two scripts of Serbian.</summary>
public enum SerbianAlphabet
{
    /// <summary>Latin letters, culture <c>sr-Latn</c>.</summary>
    Latin,

    /// <summary>Cyrillic letters, culture <c>sr-Cyrl</c>.</summary>
    Cyrillic,
}

/// <summary>Cultures of the two scripts.</summary>
public static class SerbianCultures
{
    /// <summary>The script of a culture; null where it is not Serbian. Plain <c>sr</c> is Cyrillic.</summary>
    public static SerbianAlphabet? Alphabet(string? culture) =>
        culture is null || !(culture.Equals("sr", StringComparison.OrdinalIgnoreCase) || culture.StartsWith("sr-", StringComparison.OrdinalIgnoreCase)) ? null
        : culture.Contains("Latn", StringComparison.OrdinalIgnoreCase) ? SerbianAlphabet.Latin
        : SerbianAlphabet.Cyrillic;

    /// <summary>The culture of a script.</summary>
    public static string Culture(this SerbianAlphabet alphabet) => alphabet == SerbianAlphabet.Latin ? "sr-Latn" : "sr-Cyrl";

    /// <summary>The other script.</summary>
    public static SerbianAlphabet Other(this SerbianAlphabet alphabet) => alphabet == SerbianAlphabet.Latin ? SerbianAlphabet.Cyrillic : SerbianAlphabet.Latin;
}
