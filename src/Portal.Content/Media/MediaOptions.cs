using Microsoft.Extensions.Configuration;

namespace Portal.Content.Media;

/// <summary>Which files people may bring, and how large. Section <c>Portal:Media</c> of the configuration.</summary>
public sealed record MediaOptions
{
    /// <summary>Largest file, in bytes; <c>MaxMegabytes</c>, 200 unless told.</summary>
    public long MaxBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Largest picture, in bytes; <c>MaxPictureMegabytes</c>, 20 unless told.</summary>
    public long MaxPictureBytes { get; init; } = 20L * 1024 * 1024;

    /// <summary>Most pixels that a picture may have, all of its frames together; <c>MaxMegapixels</c>, 64 million unless told.</summary>
    public long MaxPixels { get; init; } = 64_000_000;

    /// <summary>Endings of the kinds of files that are taken, with their dots; <c>AllowedFileExtensions</c>, all that Portal knows unless told.</summary>
    public IReadOnlySet<string> AllowedExtensions { get; init; } = MediaTypes.Extensions;

    /// <summary>Room on disk for pictures in other sizes, in bytes; <c>CacheMegabytes</c>, 1024 unless told.</summary>
    public long CacheBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Reads the configuration.</summary>
    public static MediaOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Portal:Media");
        var standard = new MediaOptions();
        return new()
        {
            MaxBytes = Megabytes("MaxMegabytes", standard.MaxBytes),
            MaxPictureBytes = Megabytes("MaxPictureMegabytes", standard.MaxPictureBytes),
            MaxPixels = section.GetValue<long?>("MaxMegapixels") is > 0 and var pixels ? pixels * 1_000_000 : standard.MaxPixels,
            CacheBytes = Megabytes("CacheMegabytes", standard.CacheBytes),
            AllowedExtensions = section.GetSection("AllowedFileExtensions").Get<string[]>() is { Length: > 0 } allowed
                ? allowed.Select(one => "." + one.TrimStart('.').ToLowerInvariant()).ToHashSet(StringComparer.Ordinal)
                : standard.AllowedExtensions,
        };

        long Megabytes(string name, long otherwise) => section.GetValue<long?>(name) is > 0 and var size ? size * 1024 * 1024 : otherwise;
    }
}
