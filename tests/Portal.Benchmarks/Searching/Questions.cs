namespace Portal.Benchmarks.Searching;

/// <summary>What is asked of every engine alike, from the words of the articles.</summary>
sealed class Questions
{
    const int Count = 300;

    public Questions(int items)
    {
        var random = new Random(7);
        int Article() => random.Next(items);
        Term = Make(() => SyntheticArticles.CommonWord(random, 2_000));
        And = Make(() => string.Join(' ', Enumerable.Range(0, 3).Select(_ => SyntheticArticles.TitleWords(Article())).First().Where(word => word.Length > 2).Take(3)));
        Phrase = Make(() => SyntheticArticles.Phrase(Article(), 3));
        Prefix = Make(() => First(SyntheticArticles.TitleWords(Article())[1], 4));
        Misspelt = Make(() => Misspell(SyntheticArticles.TitleWords(Article()).MaxBy(word => word.Length)!, random));
        Typed = Make(() => First(SyntheticArticles.TitleWords(Article())[random.Next(2)], 2 + random.Next(4)));
    }

    public IReadOnlyList<string> Term { get; }

    public IReadOnlyList<string> And { get; }

    public IReadOnlyList<string> Phrase { get; }

    /// <summary>The first four letters of words.</summary>
    public IReadOnlyList<string> Prefix { get; }

    /// <summary>Words with two letters swapped.</summary>
    public IReadOnlyList<string> Misspelt { get; }

    /// <summary>What somebody has typed so far: two to five letters.</summary>
    public IReadOnlyList<string> Typed { get; }

    static List<string> Make(Func<string> one) => [.. Enumerable.Range(0, Count).Select(_ => one())];

    static string First(string word, int letters) => word[..Math.Min(word.Length, letters)];

    static string Misspell(string word, Random random)
    {
        var letters = word.ToCharArray();
        var at = 1 + random.Next(Math.Max(1, letters.Length - 2));
        if (at + 1 < letters.Length)
            (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
        return new(letters);
    }
}
