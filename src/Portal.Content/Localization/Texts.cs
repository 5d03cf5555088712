using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Localization;

namespace Portal.Content.Localization;

/// <summary>A source of translations: an assembly with an embedded <c>Localization/sr.po</c>, or a folder with that file.</summary>
/// <param name="Open">Opens the Serbian (Cyrillic) PO file, or returns null where there is none.</param>
public sealed record TextSource(Func<Stream?> Open)
{
    /// <summary>The PO file embedded in an assembly under the logical name <c>sr.po</c>.</summary>
    public static TextSource Embedded(Assembly assembly) => new(() => assembly.GetManifestResourceStream("sr.po"));

    /// <summary>The file of that path, where it exists.</summary>
    public static TextSource File(string path) => new(() => System.IO.File.Exists(path) ? System.IO.File.OpenRead(path) : null);
}

/// <summary>
/// The texts of the interface in its three languages: English, which is also the key, Serbian in Cyrillic from PO files, and Serbian
/// in Latin, which is the same text in the other script. Used through <see cref="IStringLocalizer"/>; thread-safe.
/// </summary>
public sealed class Texts : IStringLocalizer, IStringLocalizerFactory
{
    readonly Dictionary<string, string> _cyrillic = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _latin = new(StringComparer.Ordinal);

    /// <summary>Reads the translations.</summary>
    public Texts(IEnumerable<TextSource> sources)
    {
        foreach (var source in sources)
        {
            using var stream = source.Open();
            if (stream is null)
                continue;
            using var reader = new StreamReader(stream);
            foreach (var (key, text) in PoFile.Read(reader))
            {
                _cyrillic[key] = text;
                _latin[key] = SerbianScript.ToLatin(text);
            }
        }
    }

    /// <summary>The text in the given language.</summary>
    public string In(CultureInfo culture, string text, params object[] arguments)
    {
        var (translated, _) = Find(culture, text);
        return arguments.Length == 0 ? translated : string.Format(culture, translated, arguments);
    }

    /// <inheritdoc/>
    public LocalizedString this[string name]
    {
        get
        {
            var (text, found) = Find(CultureInfo.CurrentUICulture, name);
            return new(name, text, !found);
        }
    }

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var (text, found) = Find(CultureInfo.CurrentUICulture, name);
            return new(name, string.Format(CultureInfo.CurrentCulture, text, arguments), !found);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _cyrillic.Keys.Select(key => this[key]);

    /// <inheritdoc/>
    public IStringLocalizer Create(Type resourceSource) => this;

    /// <inheritdoc/>
    public IStringLocalizer Create(string baseName, string location) => this;

    (string Text, bool Found) Find(CultureInfo culture, string text) =>
        culture.TwoLetterISOLanguageName != "sr" ? (text, true)
        : (InterfaceLanguage.IsLatin(culture) ? _latin : _cyrillic).TryGetValue(text, out var translated) ? (translated, true)
        : (text, false);
}
