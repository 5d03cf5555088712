namespace Portal.Search.Analysis;

/// <summary>Makes stems of folded words.</summary>
static class Stemming
{
    /// <summary>Writes the stem over the word and says how long it is.</summary>
    public static int Stem(IndexLanguage language, Span<char> word)
    {
        if (word.EndsWith("'s"))
            word = word[..^2];
        return language switch
        {
            IndexLanguage.English => PorterStemmer.Stem(word),
            IndexLanguage.Serbian => LightStemmer.Serbian(word),
            IndexLanguage.Russian => LightStemmer.Russian(word),
            _ => word.Length,
        };
    }

    /// <summary>The stems of words, at the words' places.</summary>
    public static void Stem(IndexLanguage language, WordList words, WordList stems)
    {
        stems.Clear();
        foreach (ref readonly var word in words.Words)
        {
            var room = stems.Room(word.Length);
            words.Letters(word).CopyTo(room);
            stems.Add(Stem(language, room), word.Position, word.From, word.To);
        }
    }
}
