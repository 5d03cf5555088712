namespace Portal.Search.Analysis;

/// <summary>How a text is stemmed. Each document stands in the fields of one language, so that no language's stems meet another's.</summary>
enum IndexLanguage
{
    /// <summary>Unknown or not stemmed.</summary>
    Other,

    English,

    Serbian,

    Russian,
}

static class IndexLanguages
{
    public static IReadOnlyList<IndexLanguage> All { get; } = [IndexLanguage.English, IndexLanguage.Serbian, IndexLanguage.Russian, IndexLanguage.Other];

    /// <summary>Short name in field names and in the index.</summary>
    public static string Code(this IndexLanguage language) => language switch
    {
        IndexLanguage.English => "en",
        IndexLanguage.Serbian => "sr",
        IndexLanguage.Russian => "ru",
        _ => "und",
    };

    /// <summary>The language of a code that <see cref="Code"/> gave.</summary>
    public static IndexLanguage FromCode(string? code) => All.FirstOrDefault(language => language.Code() == code, IndexLanguage.Other);

    /// <summary>
    /// The language of a BCP 47 tag, or null where the tag says nothing. Croatian, Bosnian and Montenegrin inflect as Serbian does.
    /// </summary>
    public static IndexLanguage? FromTag(string? tag) => tag?.Trim().Split('-', '_')[0].ToLowerInvariant() switch
    {
        null or "" or "und" => null,
        "en" => IndexLanguage.English,
        "sr" or "hr" or "bs" or "sh" or "cnr" => IndexLanguage.Serbian,
        "ru" => IndexLanguage.Russian,
        _ => IndexLanguage.Other,
    };
}
