using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Content.Items;

/// <summary>
/// Makes content identifiers: 26 characters over <c>0123456789abcdefghjkmnpqrstvwxyz</c>, 13 for each half of 128 bits,
/// the form that Orchard Core gives to content items and their versions.
/// </summary>
public static class ContentIdentity
{
    /// <summary>Longest identifier that is accepted on import, in characters.</summary>
    public const int MaxLength = 26;

    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>
    /// Makes a new identifier: milliseconds since 1970 in 48 bits, then 80 random bits. What is made together stands together in the indexes
    /// of the database, so that storing many items touches few of their pages.
    /// </summary>
    public static string New()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        var time = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return string.Create(MaxLength, ((time << 16) | BitConverter.ToUInt16(random), BitConverter.ToUInt64(random[8..])), static (chars, halves) =>
        {
            Write(chars[..13], halves.Item1);
            Write(chars[13..], halves.Item2);
        });
    }

    /// <summary>The identifier of something that has a name elsewhere: the same name gives the same identifier, on every site and at any time.</summary>
    public static string Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return string.Create(MaxLength, (BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..])), static (chars, halves) =>
        {
            Write(chars[..13], halves.Item1);
            Write(chars[13..], halves.Item2);
        });
    }

    static void Write(Span<char> chars, ulong value)
    {
        for (var i = chars.Length - 1; i >= 0; i--)
        {
            chars[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    }
}
