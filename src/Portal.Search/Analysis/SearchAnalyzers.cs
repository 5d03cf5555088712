using System.Text;

namespace Portal.Search.Analysis;

/// <summary>A term with its place.</summary>
/// <param name="Term">Folded, perhaps stemmed.</param>
/// <param name="Position">Number of the word; alternatives of one word share it.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="End">After its last character.</param>
readonly record struct TextToken(string Term, int Position, int Start, int End)
{
    /// <summary>Whether the word may tell what a text is about: no number, and more than two letters.</summary>
    public bool IsTelling => Term.Length > 2 && !Term.All(char.IsAsciiDigit);
}

/// <summary>How texts and queries become terms. Thread-safe.</summary>
static class SearchAnalyzers
{
    /// <summary>The form of Unicode in which letters with marks are one character; text is folded and stored in it.</summary>
    public static string Normalize(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, as broken feeds and cut addresses have it.
            return string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC);
        }
    }

    /// <summary>The words of a query as typed, folded only.</summary>
    public static List<TextToken> Exact(string text) => Tokens(null, text, withVariants: false);

    /// <summary>The stems of a query in a language, stop words among them.</summary>
    public static List<TextToken> Stems(IndexLanguage language, string text) => Tokens(language, text, withVariants: false);

    /// <summary>The stems of a query in a language without its stop words; with them where it consists of nothing else.</summary>
    public static List<TextToken> Ranking(IndexLanguage language, string text)
    {
        var tokens = Tokens(language, text, withVariants: false, word => !StopWords.Contains(language, word));
        return tokens.Count > 0 ? tokens : Stems(language, text);
    }

    /// <summary>The terms that a text in that language leaves in the index, with their places in the text.</summary>
    public static List<TextToken> Indexed(IndexLanguage language, string text) => Tokens(language, text, withVariants: true);

    /// <summary>The unstemmed terms that a text leaves in the index, with their places in the text.</summary>
    public static List<TextToken> IndexedExact(string text) => Tokens(null, text, withVariants: true);

    static List<TextToken> Tokens(IndexLanguage? language, string text, bool withVariants, Func<string, bool>? wanted = null)
    {
        var words = new WordList();
        WordScanner.Scan(text, words, withVariants);
        var found = new List<TextToken>(words.Count);
        Span<char> room = stackalloc char[1024];
        foreach (ref readonly var word in words.Words)
        {
            if (wanted?.Invoke(words.Text(word)) == false)
                continue;
            if (language is { } stemmed && word.Length <= room.Length)
            {
                words.Letters(word).CopyTo(room);
                found.Add(new(new(room[..Stemming.Stem(stemmed, room[..word.Length])]), word.Position, word.From, word.To));
            }
            else
            {
                found.Add(new(words.Text(word), word.Position, word.From, word.To));
            }
        }
        return found;
    }
}
