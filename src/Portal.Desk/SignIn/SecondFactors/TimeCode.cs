using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Desk.SignIn.SecondFactors;

/// <summary>Codes by time (TOTP, RFC 6238) of six digits, a new one every half minute.</summary>
static class TimeCode
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const int StepSeconds = 30;

    /// <summary>Steps that a phone's clock may be off, as Identity allows.</summary>
    const int Drift = 2;

    /// <summary>The time step whose code it is, the newest first; null where it is none of the codes of this moment.</summary>
    /// <param name="key">The secret in Base32 (RFC 4648) without padding.</param>
    /// <param name="code">The code.</param>
    /// <param name="now">The time.</param>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        if (code.Length != 6 || Decode(key) is not { } secret)
            return null;
        var step = now.ToUnixTimeSeconds() / StepSeconds;
        for (var one = step + Drift; one >= step - Drift; one--)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(secret, one)), System.Text.Encoding.ASCII.GetBytes(code)))
                return one;
        }
        return null;
    }

    /// <summary>The code of a time step.</summary>
    public static string At(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        var hash = CryptographicOperations.HmacData(HashAlgorithmName.SHA1, secret, message);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    static byte[]? Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (held, bits, at) = (0, 0, 0);
        foreach (var letter in key)
        {
            var value = Alphabet.IndexOf(letter, StringComparison.OrdinalIgnoreCase);
            if (value < 0)
                return null;
            (held, bits) = (((held << 5) | value) & 0xFFF, bits + 5);
            if (bits >= 8)
                bytes[at++] = (byte)(held >> (bits -= 8));
        }
        return bytes;
    }
}
