using NetVips;

namespace Portal.Content.Media;

/// <summary>What the head of a picture says.</summary>
/// <param name="Width">Pixels from left to right, as the picture is shown.</param>
/// <param name="Height">Pixels from top to bottom, as the picture is shown.</param>
/// <param name="Frames">1, or more where it moves.</param>
public sealed record PictureSize(int Width, int Height, int Frames);

/// <summary>
/// Reads pictures, which come from anywhere: only decoders made for the web's formats are let in, and none begins before the size
/// that the head of the file states is known to be within bounds.
/// </summary>
public sealed class Pictures(MediaOptions options)
{
    /// <summary>Longest side of a picture.</summary>
    public const int MaxSide = 16_384;

    static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(60);

    static readonly Lazy<bool> Ready = new(Prepare);

    /// <summary>The size, or null where the file is no picture or larger than allowed.</summary>
    public PictureSize? Measure(string file)
    {
        try
        {
            using var image = Open(file);
            return Size(image);
        }
        catch (Exception exception) when (exception is VipsException or MediaRefusedException)
        {
            return null;
        }
    }

    /// <summary>Opens a picture whose size is within bounds; nothing is decoded yet.</summary>
    /// <param name="file">Place on disk.</param>
    /// <param name="allFrames">Whether a moving picture is opened with all of its frames, one below the other.</param>
    /// <param name="random">Whether rows are needed in another order than they stand in.</param>
    /// <exception cref="MediaRefusedException">It is larger than allowed.</exception>
    /// <exception cref="VipsException">It is no picture, or broken.</exception>
    public Image Open(string file, bool allFrames = false, bool random = false)
    {
        _ = Ready.Value;
        var access = random ? Enums.Access.Random : Enums.Access.Sequential;
        var image = Image.NewFromFile(file, access: access, failOn: Enums.FailOn.Error);
        var size = Size(image);
        var isAllowed = (long)size.Width * size.Height * size.Frames <= options.MaxPixels && size.Width <= MaxSide && size.Height <= MaxSide;
        if (isAllowed && !(allFrames && size.Frames > 1))
            return image;
        image.Dispose();
        return isAllowed
            ? Image.NewFromFile(file, access: access, failOn: Enums.FailOn.Error, kwargs: new VOption { { "n", -1 } })
            : throw new MediaRefusedException("The picture has {0} × {1} pixels, more than the {2} million that the site takes. Make it smaller and try again.",
                size.Width, size.Height, options.MaxPixels / 1_000_000);
    }

    /// <summary>
    /// Looks at the whole picture and writes it anew where it carries more than its pixels and colour profile: where and with what it was
    /// taken, a preview of what was cut away, a note that it must be turned. One that carries nothing stays as it is, byte for byte.
    /// </summary>
    /// <param name="file">The picture.</param>
    /// <param name="target">Where it is written to.</param>
    /// <param name="type">What it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether <paramref name="target"/> was written.</returns>
    /// <exception cref="MediaRefusedException">It is too large, broken, or takes too long.</exception>
    public Task<bool> CleanAsync(string file, string target, MediaType type, CancellationToken cancellationToken) => Task.Run(() =>
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestWork);
        try
        {
            using var looked = Open(file, allFrames: true);
            if (!CarriesMore(looked))
            {
                looked.SetProgress(new Unheard(), limit.Token);
                looked.Avg();
                return false;
            }
            using var image = Open(file, allFrames: true, random: true);
            using var turned = image.Contains("n-pages") ? image.Copy() : image.Autorot();
            turned.SetProgress(new Unheard(), limit.Token);
            Write(turned, target, type);
            return true;
        }
        catch (VipsException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new MediaRefusedException("The picture takes too long to read. Make it smaller and try again.")
                : new MediaRefusedException("The picture is broken and can’t be read to its end ({0}). Save it anew and try again.", exception.Message.Split('\n')[0].Trim());
        }
    }, cancellationToken);

    /// <summary>The size of an opened picture, or of one of its frames.</summary>
    public static PictureSize Size(Image image)
    {
        var frames = image.Contains("n-pages") && image.Get("n-pages") is int pages ? Math.Max(1, pages) : 1;
        var height = image.PageHeight;
        var isTurned = image.Contains("orientation") && image.Get("orientation") is int orientation && orientation is >= 5 and <= 8;
        return isTurned ? new(height, image.Width, frames) : new(image.Width, height, frames);
    }

    static bool CarriesMore(Image image) => image.GetFields().Any(field =>
        field is "exif-data" or "xmp-data" or "iptc-data" or "photoshop-data" or "gainmap-data" || field.StartsWith("png-comment-", StringComparison.Ordinal)
        || (field == "orientation" && image.Get(field) is int orientation && orientation > 1));

    static void Write(Image image, string target, MediaType type)
    {
        const Enums.ForeignKeep keep = Enums.ForeignKeep.Icc;
        switch (type.Extension)
        {
            case ".png":
                image.Pngsave(target, keep: keep);
                break;
            case ".webp":
                image.Webpsave(target, q: 92, keep: keep);
                break;
            case ".avif":
                image.Heifsave(target, q: 70, compression: Enums.ForeignHeifCompression.Av1, effort: 3, keep: keep);
                break;
            case ".gif":
                image.Gifsave(target, keep: keep);
                break;
            default:
                image.Jpegsave(target, q: 92, optimizeCoding: true, keep: keep);
                break;
        }
    }

    // The library looks at the token only where somebody listens to its progress.
    sealed class Unheard : IProgress<int>
    {
        public void Report(int value)
        {
        }
    }

    // For the whole process, before the first picture: decoders that nobody keeps safe against hostile files stay out, and no opened
    // file is remembered by its name.
    static bool Prepare()
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in new[] { "Jpeg", "Png", "Webp", "Nsgif", "Heif" })
            Operation.Block("VipsForeignLoad" + loader, false);
        Cache.Max = 0;
        return true;
    }
}
