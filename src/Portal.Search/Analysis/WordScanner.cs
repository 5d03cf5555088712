using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Portal.Search.Analysis;

/// <summary>
/// Takes a text apart into folded words, by Unicode's rules for word boundaries (UAX #29) as Lucene's tokenizer knows them. Texts in
/// Latin, Greek and Cyrillic letters are cut here, several times faster; whatever has other characters is left to Lucene's tokenizer.
/// </summary>
static class WordScanner
{
    /// <summary>Longer ones are no words and only take a position.</summary>
    const int MaxLength = 255;

    enum Kind : byte
    {
        Break,
        Letter,
        Digit,
        Joiner,
        MidLetter,
        MidNumber,
        MidBoth,
        Foreign,
    }

    /// <summary>Kinds of characters up to here; of those that follow, a few are known.</summary>
    const int Known = 0x530;

    static readonly Kind[] Kinds = [.. Enumerable.Range(0, Known).Select(letter => KindOf((char)letter))];

    /// <summary>Adds the words of a text, which must be in Unicode's form C.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Gets the words.</param>
    /// <param name="withVariants">Whether words with đ get a second form with <c>d</c>, as in the index and not in queries.</param>
    public static void Scan(string text, WordList words, bool withVariants)
    {
        words.Clear();
        for (var index = 0; index < text.Length; index++)
        {
            if (Of(text[index]) == Kind.Foreign)
            {
                ScanForeign(text, words, withVariants);
                return;
            }
        }
        ScanKnown(text, words, withVariants);
    }

    static void ScanKnown(string text, WordList words, bool withVariants)
    {
        var position = -1;
        for (var index = 0; index < text.Length;)
        {
            if (Of(text[index]) is not (Kind.Letter or Kind.Digit or Kind.Joiner))
            {
                index++;
                continue;
            }
            var start = index;
            var isWord = false;
            index = End(text, index, ref isWord);
            if (!isWord)
                continue;
            position++;
            if (index - start <= MaxLength)
                Add(text.AsSpan(start, index - start), words, position, start, index, withVariants);
            else
                words.Add(0, position, start, index);
        }
    }

    /// <summary>After the last character of the word that begins at a place.</summary>
    static int End(string text, int index, ref bool isWord)
    {
        var before = Kind.Break;
        while (index < text.Length)
        {
            var kind = Of(text[index]);
            switch (kind)
            {
                case Kind.Letter or Kind.Digit:
                    isWord = true;
                    break;
                case Kind.Joiner:
                    break;
                default:
                    // A dot or apostrophe belongs to the word only between two letters or two digits.
                    var wanted = kind switch
                    {
                        Kind.MidLetter => Kind.Letter,
                        Kind.MidNumber => Kind.Digit,
                        Kind.MidBoth when before is Kind.Letter or Kind.Digit => before,
                        _ => Kind.Break,
                    };
                    if (wanted == Kind.Break || before != wanted || index + 1 == text.Length || Of(text[index + 1]) != wanted)
                        return index;
                    kind = Kind.Break;
                    break;
            }
            before = kind;
            index++;
        }
        return index;
    }

    static void ScanForeign(string text, WordList words, bool withVariants)
    {
        using var tokenizer = new StandardTokenizer(LuceneVersion.LUCENE_48, new StringReader(text));
        var term = tokenizer.GetAttribute<ICharTermAttribute>();
        var increment = tokenizer.GetAttribute<IPositionIncrementAttribute>();
        var offset = tokenizer.GetAttribute<IOffsetAttribute>();
        tokenizer.Reset();
        var position = -1;
        while (tokenizer.IncrementToken())
        {
            position += increment.PositionIncrement;
            Add(term.Buffer.AsSpan(0, term.Length), words, position, offset.StartOffset, offset.EndOffset, withVariants);
        }
    }

    static void Add(ReadOnlySpan<char> token, WordList words, int position, int from, int to, bool withVariants)
    {
        var step = IsAcronym(token) ? 2 : 1;
        words.Add(Fold(token, step, words, "dj"), position, from, to);
        if (withVariants && token.IndexOfAny("đђĐЂ") >= 0)
            words.Add(Fold(token, step, words, "d"), position, from, to);
    }

    static int Fold(ReadOnlySpan<char> token, int step, WordList words, string dj)
    {
        var room = words.Room(token.Length * 4);
        var length = 0;
        for (var index = 0; index < token.Length; index += step)
        {
            var letter = token[index];
            if (letter is >= 'a' and <= 'z')
                room[length++] = letter;
            else if (LetterFolding.IsDj(letter))
                Append(dj, room, ref length);
            else if (LetterFolding.Of(letter) is { } folded)
                Append(folded, room, ref length);
            else
                room[length++] = letter;
        }
        return length;
    }

    static void Append(string letters, Span<char> room, ref int length)
    {
        letters.CopyTo(room[length..]);
        length += letters.Length;
    }

    /// <summary>Whether dots stand between single letters (<c>u.s</c>), so that they are left out. Names with dots, such as addresses, keep them.</summary>
    static bool IsAcronym(ReadOnlySpan<char> token)
    {
        if (token.Length < 3 || token[1] != '.')
            return false;
        for (var index = 0; index < token.Length; index++)
        {
            if (index % 2 == 0 ? !char.IsLetter(token[index]) : token[index] != '.')
                return false;
        }
        return true;
    }

    static Kind Of(char letter) => letter < Known ? Kinds[letter] : letter switch
    {
        '\u2018' or '\u2019' => Kind.MidBoth,
        // Dashes, quotes, dots and signs of money; not the marks that join words or can't be seen.
        >= '\u2010' and <= '\u2023' or '\u2025' or '\u2026' or >= '\u2030' and <= '\u203e' or >= '\u20a0' and <= '\u20bf' or '\u2116' or '\u2122' => Kind.Break,
        _ => Kind.Foreign,
    };

    static Kind KindOf(char letter) => letter switch
    {
        '_' => Kind.Joiner,
        ':' or '\u00b7' or '\u0387' => Kind.MidLetter,
        ',' or ';' or '\u037e' => Kind.MidNumber,
        '.' or '\'' => Kind.MidBoth,
        >= '0' and <= '9' => Kind.Digit,
        '\u00ad' or >= '\u02b0' and <= '\u0385' or >= '\u0482' and <= '\u0489' => Kind.Foreign,
        _ when char.IsLetter(letter) => Kind.Letter,
        _ => Kind.Break,
    };
}
