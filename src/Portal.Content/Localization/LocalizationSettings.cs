using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Content.Localization;

/// <summary>The languages of the site, from the settings section <c>LocalizationSettings</c> (Orchard Core's name).</summary>
public static class LocalizationSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "LocalizationSettings";

    /// <summary>Cultures in which items can be written; those of the interface where the settings say nothing.</summary>
    public static IReadOnlyList<string> SupportedCultures(this SiteSettings settings)
    {
        var given = (settings.Section(Section)?["SupportedCultures"] as JsonArray ?? []).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var name) ? name : "").Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return given.Count > 0 ? given : [.. InterfaceLanguage.All.Select(language => language.Culture.Name)];
    }

    /// <summary>Whether somebody chose the cultures.</summary>
    public static bool AreGiven(this SiteSettings settings) => settings.Section(Section)?["SupportedCultures"] is JsonArray { Count: > 0 };

    /// <summary>The culture of an item that says nothing else.</summary>
    public static string DefaultCulture(this SiteSettings settings) =>
        settings.Section(Section)?["DefaultCulture"] is JsonValue value && value.TryGetValue<string>(out var name) && name.Length > 0 ? name : settings.SupportedCultures()[0];

    /// <summary>The languages in which the interface of the public site is offered. The first language always is.</summary>
    public static IReadOnlyList<InterfaceLanguage> Languages(this SiteSettings settings)
    {
        var cultures = settings.SupportedCultures();
        return [.. InterfaceLanguage.All.Where(language => language == InterfaceLanguage.Default || cultures.Any(culture => Serves(language, culture)))];
    }

    /// <summary>The language of the interface in which an item of that culture is read; the first language where none serves it.</summary>
    public static InterfaceLanguage LanguageOf(string culture) => InterfaceLanguage.All.FirstOrDefault(one => Serves(one, culture)) ?? InterfaceLanguage.Default;

    /// <summary>Whether a language of the interface is the one of an item's culture: <c>sr</c> is read in Cyrillic, <c>en-GB</c> in English.</summary>
    public static bool Serves(InterfaceLanguage language, string culture) =>
        SerbianCultures.Alphabet(culture) is { } alphabet
            ? SerbianCultures.Alphabet(language.Culture.Name) == alphabet
            : culture.Split('-')[0].Equals(language.Culture.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase);
}
