using System.Globalization;
using Portal.Content.Localization;

namespace Portal.Newsletter.Digests;

/// <summary>Finds the editors' words for a reader: in the reader's language and letters, else in the other language rather than not at all.</summary>
sealed class IssueLanguage
{
    /// <summary>Languages in which editors write; Serbian once, in either alphabet.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "sr"];

    /// <summary>The words, and the culture in which they are.</summary>
    public (IssueWords Words, string Culture) In(IReadOnlyDictionary<string, IssueWords> words, CultureInfo culture)
    {
        var own = culture.TwoLetterISOLanguageName == "sr" ? "sr" : "en";
        var other = own == "sr" ? "en" : "sr";
        var alphabet = InterfaceLanguage.IsLatin(culture) || own == "en" ? SerbianAlphabet.Latin : SerbianAlphabet.Cyrillic;
        var (mine, theirs) = (Written(words, own, alphabet), Written(words, other, alphabet));
        // A subject alone must not bring a word in another language's place, nor the other way round.
        var subject = mine.Subject.Length > 0 ? mine.Subject : mine.Word.Length > 0 ? "" : theirs.Subject;
        return mine.Word.Length > 0 || theirs.Word.Length == 0
            ? (new(subject, mine.Word), culture.Name)
            : (new(subject, theirs.Word), other == "en" ? "en" : alphabet.Culture());
    }

    static IssueWords Written(IReadOnlyDictionary<string, IssueWords> words, string language, SerbianAlphabet alphabet)
    {
        if (words.GetValueOrDefault(language) is not { } written)
            return IssueWords.None;
        return language == "sr" ? new(SerbianText.Convert(written.Subject, alphabet), SerbianText.ConvertMarkdown(written.Word, alphabet)) : written;
    }
}
