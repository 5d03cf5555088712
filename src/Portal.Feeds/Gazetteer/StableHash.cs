namespace Portal.Feeds.Gazetteer;

/// <summary>Numbers for words that are the same on every machine and in every run, because they are stored (FNV-1a, finished by a mix of its bits).</summary>
static class StableHash
{
    const ulong Offset = 14695981039346656037;
    const ulong Prime = 1099511628211;

    /// <summary>The number of a text.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var letter in text)
            hash = (hash ^ letter) * Prime;
        return (uint)Mixed(hash);
    }

    /// <summary>The number of a row of numbers.</summary>
    public static ulong Of(ulong seed, ReadOnlySpan<uint> numbers)
    {
        var hash = Offset ^ Mixed(seed + 1);
        foreach (var number in numbers)
            hash = (hash ^ number) * Prime;
        return Mixed(hash);
    }

    /// <summary>Spreads each bit over all (the finish of MurmurHash3).</summary>
    public static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
