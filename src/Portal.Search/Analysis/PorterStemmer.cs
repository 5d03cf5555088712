namespace Portal.Search.Analysis;

/// <summary>
/// Porter's stemmer for English (M. F. Porter, "An algorithm for suffix stripping", 1980, with the two changes of its author's own
/// program), on folded words. Measured as the best for English among those at hand.
/// </summary>
ref struct PorterStemmer
{
    readonly Span<char> _word;
    int _length;

    /// <summary>Letters before the ending that was last found.</summary>
    int _stem;

    PorterStemmer(Span<char> word)
    {
        _word = word;
        _length = word.Length;
    }

    /// <summary>Writes the stem over the word and says how long it is.</summary>
    public static int Stem(Span<char> word)
    {
        if (word.Length < 3)
            return word.Length;
        var stemmer = new PorterStemmer(word);
        stemmer.Plural();
        stemmer.Tense();
        stemmer.FinalY();
        stemmer.DoubleEndings();
        stemmer.LongEndings();
        stemmer.Remainders();
        stemmer.FinalE();
        return stemmer._length;
    }

    void Plural()
    {
        if (_word[_length - 1] != 's')
            return;
        if (Ends("sses") || Ends("ies"))
            _length -= 2;
        else if (_length > 1 && _word[_length - 2] != 's')
            _length--;
    }

    void Tense()
    {
        if (Ends("eed"))
        {
            if (Measure(_stem) > 0)
                _length--;
            return;
        }
        if (!(Ends("ed") || Ends("ing")) || !HasVowel(_stem))
            return;
        _length = _stem;
        if (Ends("at") || Ends("bl") || Ends("iz"))
            _word[_length++] = 'e';
        else if (IsDouble(_length))
            _length -= _word[_length - 1] is 'l' or 's' or 'z' ? 0 : 1;
        else if (Measure(_length) == 1 && IsShort(_length))
            _word[_length++] = 'e';
    }

    void FinalY()
    {
        if (Ends("y") && HasVowel(_stem))
            _word[_length - 1] = 'i';
    }

    void DoubleEndings()
    {
        if (_length < 2)
            return;
        _ = _word[_length - 2] switch
        {
            'a' => Try("ational", "ate") || Try("tional", "tion"),
            'c' => Try("enci", "ence") || Try("anci", "ance"),
            'e' => Try("izer", "ize"),
            'l' => Try("bli", "ble") || Try("alli", "al") || Try("entli", "ent") || Try("eli", "e") || Try("ousli", "ous"),
            'o' => Try("ization", "ize") || Try("ation", "ate") || Try("ator", "ate"),
            's' => Try("alism", "al") || Try("iveness", "ive") || Try("fulness", "ful") || Try("ousness", "ous"),
            't' => Try("aliti", "al") || Try("iviti", "ive") || Try("biliti", "ble"),
            'g' => Try("logi", "log"),
            _ => false,
        };
    }

    void LongEndings() => _ = _word[_length - 1] switch
    {
        'e' => Try("icate", "ic") || Try("ative", "") || Try("alize", "al"),
        'i' => Try("iciti", "ic"),
        'l' => Try("ical", "ic") || Try("ful", ""),
        's' => Try("ness", ""),
        _ => false,
    };

    void Remainders()
    {
        if (_length < 2)
            return;
        var found = _word[_length - 2] switch
        {
            'a' => Ends("al"),
            'c' => Ends("ance") || Ends("ence"),
            'e' => Ends("er"),
            'i' => Ends("ic"),
            'l' => Ends("able") || Ends("ible"),
            'n' => Ends("ant") || Ends("ement") || Ends("ment") || Ends("ent"),
            'o' => (Ends("ion") && _stem > 0 && _word[_stem - 1] is 's' or 't') || Ends("ou"),
            's' => Ends("ism"),
            't' => Ends("ate") || Ends("iti"),
            'u' => Ends("ous"),
            'v' => Ends("ive"),
            'z' => Ends("ize"),
            _ => false,
        };
        if (found && Measure(_stem) > 1)
            _length = _stem;
    }

    void FinalE()
    {
        if (_word[_length - 1] == 'e')
        {
            var measure = Measure(_length - 1);
            if (measure > 1 || (measure == 1 && !IsShort(_length - 1)))
                _length--;
        }
        if (_word[_length - 1] == 'l' && IsDouble(_length) && Measure(_length - 1) > 1)
            _length--;
    }

    /// <summary>Whether the word ends so; remembers what stands before.</summary>
    bool Ends(string ending)
    {
        if (!_word[.._length].EndsWith(ending))
            return false;
        _stem = _length - ending.Length;
        return true;
    }

    /// <summary>Puts one ending in another's place where a syllable stands before; true where the word has the ending, replaced or not.</summary>
    bool Try(string ending, string other)
    {
        if (!Ends(ending))
            return false;
        if (Measure(_stem) > 0)
        {
            other.CopyTo(_word[_stem..]);
            _length = _stem + other.Length;
        }
        return true;
    }

    readonly bool IsConsonant(int index) => _word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(index - 1),
        _ => true,
    };

    /// <summary>How often a consonant follows a vowel among the first letters.</summary>
    readonly int Measure(int length)
    {
        var (count, vowel) = (0, false);
        for (var index = 0; index < length; index++)
        {
            var consonant = IsConsonant(index);
            if (consonant && vowel)
                count++;
            vowel = !consonant;
        }
        return count;
    }

    readonly bool HasVowel(int length)
    {
        for (var index = 0; index < length; index++)
        {
            if (!IsConsonant(index))
                return true;
        }
        return false;
    }

    readonly bool IsDouble(int length) => length > 1 && _word[length - 1] == _word[length - 2] && IsConsonant(length - 1);

    /// <summary>Whether the first letters end in consonant, vowel, consonant, the last one not w, x or y: cav(e), lov(e).</summary>
    readonly bool IsShort(int length) =>
        length > 2 && IsConsonant(length - 1) && !IsConsonant(length - 2) && IsConsonant(length - 3) && _word[length - 1] is not ('w' or 'x' or 'y');
}
