using System.Text;

namespace Portal.Feeds.Gazetteer;

/// <summary>What stands between a word and the one before it.</summary>
enum WordGap
{
    /// <summary>A blank, a hyphen or the dot of an abbreviation: both may belong to one name.</summary>
    Joined,

    /// <summary>A comma, a quote, a bracket.</summary>
    Parted,

    /// <summary>The end of a sentence, or the beginning of the text.</summary>
    Sentence,
}

/// <summary>A word of a text.</summary>
/// <param name="Offset">Where its folded letters begin.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Gap">What stands before it.</param>
/// <param name="Capital">Whether it begins with a capital letter.</param>
/// <param name="AllCapital">Whether it is written in capital letters only, two or more.</param>
readonly record struct FoldedWord(int Offset, int Length, WordGap Gap, bool Capital, bool AllCapital);

/// <summary>The words of a text in bald Latin letters, with what the folding would lose: capitals and gaps.</summary>
sealed class FoldedWords
{
    readonly string _letters;
    readonly List<FoldedWord> _words;

    FoldedWords(string letters, List<FoldedWord> words, bool shouted, bool titled) => (_letters, _words, Shouted, Titled) = (letters, words, shouted, titled);

    /// <summary>How many words there are.</summary>
    public int Count => _words.Count;

    /// <summary>Whether nearly the whole text is written in capitals, so that they say nothing.</summary>
    public bool Shouted { get; }

    /// <summary>Whether nearly each word begins with a capital, as in English headlines.</summary>
    public bool Titled { get; }

    /// <summary>The word at a place.</summary>
    public FoldedWord this[int index] => _words[index];

    /// <summary>The folded letters of the word at a place.</summary>
    public ReadOnlySpan<char> Letters(int index) => _letters.AsSpan(_words[index].Offset, _words[index].Length);

    /// <summary>The words of a text.</summary>
    public static FoldedWords Of(string text)
    {
        var letters = new StringBuilder(text.Length + 16);
        var words = new List<FoldedWord>((text.Length / 6) + 4);
        var gap = WordGap.Sentence;
        int shouted = 0, capitals = 0, lettered = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (!char.IsLetterOrDigit(letter))
            {
                gap = Wider(gap, letter, text, index);
                continue;
            }
            var (start, offset, upper) = (index, letters.Length, 0);
            for (; index < text.Length && (char.IsLetterOrDigit(text[index]) || char.GetUnicodeCategory(text[index]) == System.Globalization.UnicodeCategory.NonSpacingMark); index++)
            {
                if (char.IsUpper(text[index]))
                    upper++;
                WordFolding.Append(letters, text[index]);
            }
            var length = index - start;
            var isCapital = char.IsUpper(letter);
            if (letters.Length > offset)
                words.Add(new(offset, letters.Length - offset, gap, isCapital, upper == length && length > 1));
            if (length > 3 && !char.IsDigit(letter))
            {
                lettered++;
                capitals += isCapital ? 1 : 0;
                shouted += upper == length ? 1 : 0;
            }
            gap = WordGap.Joined;
            index--;
        }
        return new(letters.ToString(), words, lettered > 2 && shouted * 10 > lettered * 7, lettered > 3 && capitals * 10 > lettered * 7);
    }

    static WordGap Wider(WordGap gap, char letter, string text, int index)
    {
        if (letter is '!' or '?' or '\n' or '…' or ':' or '•' or '|')
            return WordGap.Sentence;
        if (letter == '.')
            // The dot of U.S. or of St. Petersburg ends no sentence.
            return index + 1 < text.Length && char.IsWhiteSpace(text[index + 1]) && !(index >= 2 && !char.IsLetter(text[index - 2])) ? WordGap.Sentence : gap;
        if (char.IsWhiteSpace(letter) || letter is '-' or '‑' or '\'' or '’')
            return gap;
        return gap == WordGap.Sentence ? gap : WordGap.Parted;
    }
}
