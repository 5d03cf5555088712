using System.Globalization;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Content.Settings;

namespace Portal.Newsletter.Digests;

/// <summary>What templates of mails and of the archive find for groups and items, in the reader's language and letters.</summary>
sealed class DigestItemModels(SiteAddress site, Texts texts)
{
    const int MostOthers = 5;

    static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase) { "ar", "fa", "he", "ur", "ps", "ckb", "yi" };

    /// <summary>A group with its items.</summary>
    public Dictionary<string, object?> Group(DigestGroup group, SiteSettings settings, CultureInfo culture, bool isLead) => new(StringComparer.Ordinal)
    {
        ["Title"] = group.Search is { } search ? texts.In(culture, "New for “{0}”", search)
            : texts.In(culture, group.Title ?? group.Topic?.Name ?? (group.IsOwn ? "From the institute" : "More news")),
        ["IsOwn"] = group.IsOwn,
        ["Items"] = group.Items.Select((item, index) => Item(item, settings, culture, isLead && index == 0)).ToList(),
    };

    /// <summary>Serbian in the reader's letters; other text as it is.</summary>
    public string Spoken(string text, string language, CultureInfo culture) =>
        Alphabet(culture) is { } alphabet && SerbianCultures.Alphabet(language) is { } written && written != alphabet ? SerbianText.Convert(text, alphabet) : text;

    // A name in Cyrillic is read in Latin; one in Latin stays, as it may be of any language.
    static string Named(DigestItem item, CultureInfo culture) =>
        Alphabet(culture) == SerbianAlphabet.Latin && SerbianCultures.Alphabet(item.Language) is not null ? SerbianText.Convert(item.Source, SerbianAlphabet.Latin) : item.Source;

    /// <summary>A day as readers of the language write it.</summary>
    public static string Date(DateTime utc, TimeZoneInfo zone, CultureInfo culture) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone).ToString(culture.TwoLetterISOLanguageName == "sr" ? "d. MMMM yyyy." : "d MMMM yyyy", culture);

    Dictionary<string, object?> Item(DigestItem item, SiteSettings settings, CultureInfo culture, bool isLead) => new(StringComparer.Ordinal)
    {
        ["Title"] = Spoken(item.Title, item.Language, culture),
        ["Url"] = Link(item.Url, culture),
        ["Source"] = Named(item, culture),
        ["Date"] = Date(item.PublishedUtc, settings.TimeZone, culture),
        ["Excerpt"] = Spoken(item.Excerpt, item.Language, culture),
        ["Language"] = Language(item, culture),
        ["Direction"] = RightToLeft.Contains(item.Language.Split('-')[0]) ? "rtl" : "",
        ["Minutes"] = item.Minutes,
        ["IsLead"] = isLead,
        ["ImageUrl"] = isLead ? item.Picture?.Url ?? "" : "",
        ["ImageAlt"] = item.Picture?.Alt is { Length: > 0 } alt ? alt : Spoken(item.Title, item.Language, culture),
        ["ImageWidth"] = item.Picture?.Width ?? 0,
        ["ImageHeight"] = item.Picture?.Height ?? 0,
        ["AlsoIn"] = item.Others.Where(other => other.Source.Length > 0 && other.Source != item.Source).DistinctBy(other => other.Source).Take(MostOthers)
            .Select(other => new Dictionary<string, object?>(StringComparer.Ordinal) { ["Source"] = Named(other, culture), ["Url"] = Link(other.Url, culture) }).ToList(),
    };

    // Empty where it is the reader's own.
    static string Language(DigestItem item, CultureInfo culture)
    {
        if (item.Language.Length == 0)
            return "";
        var language = Alphabet(culture) is not null && SerbianCultures.Alphabet(item.Language) is not null ? culture.Name : item.Language;
        return language == culture.Name ? "" : language;
    }

    // The page speaks the language in which the mail was written.
    string Link(string url, CultureInfo culture) =>
        InterfaceLanguage.Of(culture).PathPrefix is { Length: > 0 } prefix && url.StartsWith(site.BaseUrl.AbsoluteUri, StringComparison.Ordinal)
            ? site.Absolute($"{prefix}/{url[site.BaseUrl.AbsoluteUri.Length..]}").AbsoluteUri
            : url;

    static SerbianAlphabet? Alphabet(CultureInfo culture) => culture.TwoLetterISOLanguageName == "sr" ? InterfaceLanguage.IsLatin(culture) ? SerbianAlphabet.Latin : SerbianAlphabet.Cyrillic : null;
}
