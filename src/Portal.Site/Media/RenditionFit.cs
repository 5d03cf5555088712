using Portal.Content.Media;

namespace Portal.Site.Media;

/// <summary>The measures of a picture in another size. Pictures are made smaller only, except where stretched.</summary>
/// <param name="Width">Width after scaling.</param>
/// <param name="Height">Height after scaling.</param>
/// <param name="Left">Where the cut begins.</param>
/// <param name="Top">Where the cut begins.</param>
/// <param name="CutWidth">Width of what is kept.</param>
/// <param name="CutHeight">Height of what is kept.</param>
/// <param name="PaddedWidth">Width with the background around it.</param>
/// <param name="PaddedHeight">Height with the background around it.</param>
sealed record RenditionFit(int Width, int Height, int Left, int Top, int CutWidth, int CutHeight, int PaddedWidth, int PaddedHeight)
{
    public bool IsCut => CutWidth != Width || CutHeight != Height;

    public bool IsPadded => PaddedWidth != CutWidth || PaddedHeight != CutHeight;

    public bool IsWhole => !IsCut && !IsPadded;

    /// <summary>What the commands make of a picture.</summary>
    public static RenditionFit Of(PictureSize size, RenditionCommands commands)
    {
        var (width, height) = (commands.Width, commands.Height);
        if (width == 0 && height == 0)
            return Whole(size.Width, size.Height);
        var across = width > 0 ? (double)width / size.Width : double.NaN;
        var down = height > 0 ? (double)height / size.Height : double.NaN;
        var smaller = double.IsNaN(across) ? down : double.IsNaN(down) ? across : Math.Min(across, down);
        var larger = double.IsNaN(across) ? down : double.IsNaN(down) ? across : Math.Max(across, down);
        var both = width > 0 && height > 0;
        switch (commands.Mode)
        {
            case RenditionMode.Stretch when both:
                return Whole(width, height);
            case RenditionMode.Crop when both:
                return Crop(size, width, height, larger, commands);
            case RenditionMode.Min:
                return Scaled(size, Math.Min(1, larger));
            case RenditionMode.Pad or RenditionMode.BoxPad when both:
                return Scaled(size, Math.Min(1, smaller)) with { PaddedWidth = width, PaddedHeight = height };
            default:
                return Scaled(size, Math.Min(1, smaller));
        }
    }

    static RenditionFit Crop(PictureSize size, int width, int height, double scale, RenditionCommands commands)
    {
        // A picture too small for it keeps its pixels, cut to the shape that was asked for.
        if (scale > 1)
            (width, height, scale) = (Math.Max(1, (int)Math.Round(width / scale)), Math.Max(1, (int)Math.Round(height / scale)), 1);
        var whole = Scaled(size, scale);
        var (fullWidth, fullHeight) = (Math.Max(whole.Width, width), Math.Max(whole.Height, height));
        return new(fullWidth, fullHeight, At(commands.FocusX, fullWidth, width), At(commands.FocusY, fullHeight, height), width, height, width, height);
    }

    static int At(double focus, int full, int kept) => Math.Clamp((int)Math.Round((focus * full) - (kept / 2.0)), 0, full - kept);

    static RenditionFit Scaled(PictureSize size, double scale) => Whole(Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));

    static RenditionFit Whole(int width, int height) => new(width, height, 0, 0, width, height, width, height);
}
