using Portal.Feeds.Gazetteer;

namespace Portal.Feeds.Stories;

/// <summary>
/// MinHash of the rows of three words in a text (A. Broder, “On the resemblance and containment of documents”, 1997): the share of equal places
/// of two sketches estimates the share of rows that the texts have in common. Bands of a sketch find candidates without comparing all.
/// </summary>
static class MinHash
{
    /// <summary>Numbers of a sketch.</summary>
    public const int Size = 32;

    /// <summary>Bands of a sketch, of four numbers each: texts that share six tenths of their rows share a band nearly always.</summary>
    public const int Bands = 8;

    /// <summary>Fewer rows make no sketch.</summary>
    public const int FewestRows = 8;

    const int MaxWords = 400;

    /// <summary>The sketch of a text's stems; empty where they are too few.</summary>
    public static uint[] Sketch(ReadOnlySpan<uint> stems)
    {
        var words = stems.Length > MaxWords ? stems[..MaxWords] : stems;
        if (words.Length < FewestRows + 2)
            return [];
        var sketch = new uint[Size];
        Array.Fill(sketch, uint.MaxValue);
        for (var index = 0; index + 3 <= words.Length; index++)
        {
            var row = StableHash.Of(0, words.Slice(index, 3));
            for (var place = 0; place < Size; place++)
            {
                // One good hash and a multiplication by an odd number for each place stand for as many hashes.
                var value = (uint)((row * ((((ulong)place * 0x9E3779B97F4A7C15) ^ 0xD1B54A32D192ED03) | 1)) >> 32);
                if (value < sketch[place])
                    sketch[place] = value;
            }
        }
        return sketch;
    }

    /// <summary>The share of rows that two texts have in common, about; 0 where one has no sketch.</summary>
    public static double Similarity(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        if (left.Length != Size || right.Length != Size)
            return 0;
        var same = 0;
        for (var place = 0; place < Size; place++)
            same += left[place] == right[place] ? 1 : 0;
        return (double)same / Size;
    }

    /// <summary>The numbers of the sketch's bands.</summary>
    public static IEnumerable<long> BandKeys(uint[] sketch)
    {
        for (var band = 0; band < (sketch.Length == Size ? Bands : 0); band++)
            yield return (long)StableHash.Of((ulong)band + 1, sketch.AsSpan(band * (Size / Bands), Size / Bands));
    }
}
