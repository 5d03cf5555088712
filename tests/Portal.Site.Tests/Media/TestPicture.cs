using System.Buffers.Binary;
using NetVips;

namespace Portal.Site.Tests.Media;

/// <summary>Pictures made for tests.</summary>
static class TestPicture
{
    public static byte[] Jpeg(int width, int height) => Plain(width, height, 120, 160, 200).JpegsaveBuffer(q: 90);

    public static byte[] LeftRedRightBlue(int width, int height) => Plain(width / 2, height, 255, 0, 0).Join(Plain(width - (width / 2), height, 0, 0, 255), Enums.Direction.Horizontal).PngsaveBuffer();

    public static byte[] Noise(int width, int height) => Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar).PngsaveBuffer();

    public static byte[] MovingGif(int width, int height, int frames)
    {
        var film = Image.Arrayjoin([.. Enumerable.Range(0, frames).Select(frame => Plain(width, height, frame * 80, 30, 30))], across: 1);
        return film.Mutate(image => image.Set(GValue.GIntType, "page-height", height)).GifsaveBuffer();
    }

    /// <summary>A few bytes of PNG whose head states any size.</summary>
    public static byte[] PngThatStates(int width, int height)
    {
        var bytes = Plain(1, 1, 0, 0, 0).PngsaveBuffer();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    static Image Plain(int width, int height, double red, double green, double blue) =>
        (Image.Black(width, height, bands: 3) + new[] { red, green, blue }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
