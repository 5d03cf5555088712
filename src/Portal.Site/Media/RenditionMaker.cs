using System.Globalization;
using NetVips;
using Portal.Content.Media;

namespace Portal.Site.Media;

/// <summary>Makes a picture in another size and format. Colours become those of the web; nothing but pixels is written.</summary>
sealed class RenditionMaker(Pictures pictures)
{
    /// <summary>Longest time that one picture may take.</summary>
    public static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(30);

    /// <summary>Changes with what is written, so that older files are made anew.</summary>
    public static string Version => "1";

    /// <summary>Writes the picture.</summary>
    /// <param name="source">Place of the picture on disk.</param>
    /// <param name="target">Place of the new file.</param>
    /// <param name="commands">What is asked.</param>
    /// <param name="format">The ending of the new file, without its dot.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="VipsException">The picture is broken, or the work was ended.</exception>
    public void Write(string source, string target, RenditionCommands commands, string format, CancellationToken cancellationToken)
    {
        PictureSize size;
        using (var head = pictures.Open(source))
            size = Pictures.Size(head);
        var fit = RenditionFit.Of(size, commands);
        // Only a picture that is shown whole goes on moving: frames stand one below the other and can't be cut alike.
        var moves = size.Frames > 1 && fit.IsWhole && format is "webp" or "gif";
        using var scaled = Image.Thumbnail(moves ? source + "[n=-1]" : source, fit.Width, height: fit.Height, size: Enums.Size.Force, outputProfile: "srgb", failOn: Enums.FailOn.Error);
        using var cut = fit.IsCut ? scaled.ExtractArea(fit.Left, fit.Top, fit.CutWidth, fit.CutHeight) : scaled.Copy();
        using var framed = fit.IsPadded ? Pad(cut, fit, commands.Background, format) : cut.Copy();
        using var flat = framed.HasAlpha() && (format is "jpg" || commands.Background.Length > 0) ? framed.Flatten(background: Colour(commands.Background)) : framed.Copy();
        flat.SetProgress(new Unheard(), cancellationToken);
        Save(flat, target, format, commands.Quality);
    }

    static Image Pad(Image image, RenditionFit fit, string background, string format)
    {
        var clear = background.Length == 0 && format is not "jpg";
        using var full = clear && !image.HasAlpha() ? image.AddAlpha() : image.Copy();
        double[] colour = clear ? [255, 255, 255, 0] : full.HasAlpha() ? [.. Colour(background), 255] : Colour(background);
        return full.Embed((fit.PaddedWidth - full.Width) / 2, (fit.PaddedHeight - full.Height) / 2, fit.PaddedWidth, fit.PaddedHeight, Enums.Extend.Background, colour);
    }

    static void Save(Image image, string target, string format, int quality)
    {
        const Enums.ForeignKeep keep = Enums.ForeignKeep.None;
        switch (format)
        {
            case "avif":
                image.Heifsave(target, q: quality > 0 ? quality : 55, compression: Enums.ForeignHeifCompression.Av1, effort: 2, keep: keep);
                break;
            case "webp":
                image.Webpsave(target, q: quality > 0 ? quality : 80, keep: keep);
                break;
            case "png":
                image.Pngsave(target, keep: keep);
                break;
            case "gif":
                image.Gifsave(target, keep: keep);
                break;
            default:
                image.Jpegsave(target, q: quality > 0 ? quality : 82, interlace: true, optimizeCoding: true, keep: keep);
                break;
        }
    }

    static double[] Colour(string hexadecimal) => hexadecimal.Length == 6
        ? [.. Enumerable.Range(0, 3).Select(index => (double)int.Parse(hexadecimal.AsSpan(index * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))]
        : [255, 255, 255];

    // The library looks at the token only where somebody listens to its progress.
    sealed class Unheard : IProgress<int>
    {
        public void Report(int value)
        {
        }
    }
}
