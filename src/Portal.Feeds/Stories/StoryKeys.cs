namespace Portal.Feeds.Stories;

/// <summary>The keys of an item: bands of its text, then its names, then words of its title.</summary>
static class StoryKeys
{
    /// <summary>Keys of words and names.</summary>
    public const int MaxWords = 16;

    /// <summary>Keys that are looked up for an item.</summary>
    public const int Most = MinHash.Bands + MaxWords;

    const int MaxNames = 10;
    static readonly DateTime Epoch = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The keys, bands first.</summary>
    public static (IReadOnlyList<long> Bands, IReadOnlyList<long> Words) Of(StorySignature signature) =>
        ([.. MinHash.BandKeys(signature.Sketch)], [.. signature.Names.Take(MaxNames).Concat(signature.Title).Concat(signature.Names).Distinct().Take(MaxWords).Select(OfWord)]);

    /// <summary>The key of a word or name. Bands have all 64 bits, words the lower 32 and one above.</summary>
    public static long OfWord(uint number) => (1L << 32) | number;

    /// <summary>The date in minutes since 2020.</summary>
    public static int Minute(DateTime date) => (int)Math.Clamp((date - Epoch).TotalMinutes, int.MinValue, int.MaxValue);
}
