using System.Buffers;
using Portal.Search.Analysis;

namespace Portal.Search.Querying;

/// <summary>
/// What a person typed, taken apart: plain words, phrases in quotes, words and phrases to leave out (<c>-word</c>).
/// Anything else is plain words; no text is an error.
/// </summary>
/// <param name="Words">Plain words, joined by blanks.</param>
/// <param name="Phrases">Texts that stood in quotes.</param>
/// <param name="Excluded">Words and phrases after a minus.</param>
sealed record QueryText(string Words, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded)
{
    /// <summary>Words and phrases that are looked at; further ones are ignored.</summary>
    public const int MaxClauses = 40;

    /// <summary>All quotes that keyboards and languages have.</summary>
    static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„‟«»″");

    /// <summary>Whether nothing can be looked for.</summary>
    public bool IsEmpty => Words.Length == 0 && Phrases.Count == 0 && Excluded.Count == 0;

    public static QueryText Parse(string text)
    {
        text = SearchAnalyzers.Normalize(text);
        var words = new List<string>();
        var phrases = new List<string>();
        var excluded = new List<string>();
        var index = 0;
        while (index < text.Length && words.Count + phrases.Count + excluded.Count < MaxClauses)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                index++;
                continue;
            }
            var negated = text[index] is '-' or '−' && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]) && text[index + 1] is not ('-' or '−');
            if (negated)
                index++;
            var quoted = IsQuote(text[index]) && text.AsSpan(index + 1).IndexOfAny(Quotes) >= 0;
            string clause;
            if (quoted)
            {
                var end = index + 1 + text.AsSpan(index + 1).IndexOfAny(Quotes);
                clause = text[(index + 1)..end];
                index = end + 1;
            }
            else
            {
                var end = index;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && (end == index || !IsQuote(text[end])))
                    end++;
                clause = text[index..end];
                index = end;
            }
            // A minus or quote around nothing that could be searched ("--", "?!") says nothing.
            if (SearchAnalyzers.Exact(clause).Count > 0)
                (negated ? excluded : quoted ? phrases : words).Add(clause);
        }
        return new(string.Join(' ', words), phrases, excluded);
    }

    static bool IsQuote(char letter) => Quotes.Contains(letter);
}
