using System.Buffers.Binary;

namespace Portal.Feeds.Stories;

/// <summary>What of a news item is compared. All numbers are <see cref="Gazetteer.StableHash"/>es of stems or entities; sets are sorted.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Title">Stems of the title.</param>
/// <param name="TitleNames">Entities and other names in the title.</param>
/// <param name="Text">Stems of title and first words.</param>
/// <param name="Names">Entities, other names and numbers in title and first words.</param>
/// <param name="Sketch">The text's <see cref="MinHash"/>, or empty.</param>
sealed record StorySignature(StoryLanguage Language, uint[] Title, uint[] TitleNames, uint[] Text, uint[] Names, uint[] Sketch)
{
    /// <summary>Bump it when stems or hashes change: stored signatures of another number are not compared.</summary>
    const byte Version = 1;

    /// <summary>The signature as it is stored.</summary>
    public byte[] Write()
    {
        var arrays = new[] { Title, TitleNames, Text, Names, Sketch };
        var bytes = new byte[2 + arrays.Sum(array => 2 + (array.Length * 4))];
        (bytes[0], bytes[1]) = (Version, (byte)Language);
        var rest = bytes.AsSpan(2);
        foreach (var array in arrays)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)array.Length);
            rest = rest[2..];
            foreach (var number in array)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest, number);
                rest = rest[4..];
            }
        }
        return bytes;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where the bytes are none of it.</summary>
    public static StorySignature? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 10 || bytes[0] != Version)
            return null;
        var language = (StoryLanguage)bytes[1];
        var rest = bytes[2..];
        var arrays = new uint[5][];
        for (var index = 0; index < arrays.Length; index++)
        {
            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(rest) is var length && rest.Length < 2 + (length * 4))
                return null;
            arrays[index] = new uint[BinaryPrimitives.ReadUInt16LittleEndian(rest)];
            rest = rest[2..];
            for (var place = 0; place < arrays[index].Length; place++, rest = rest[4..])
                arrays[index][place] = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        }
        return new(language, arrays[0], arrays[1], arrays[2], arrays[3], arrays[4]);
    }
}
