using System.Net;
using System.Text;
using System.Xml;
using NetVips;

namespace Portal.Site.Sharing;

/// <summary>Draws the picture that shared links show: the title on the colour of the masthead, in a font that has Latin and Cyrillic letters.</summary>
static class SharePicture
{
    public const int Width = 1200;
    public const int Height = 630;

    const int Edge = 72;
    const int MaxTitle = 170;

    static readonly double[] Deep = [13, 59, 68];
    static readonly double[] Paper = [252, 253, 253];
    static readonly double[] Soft = [179, 208, 210];
    static readonly double[] Wax = [226, 87, 74];

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="card">What it says.</param>
    /// <param name="font">A font file; null for whatever serif the machine has.</param>
    /// <param name="target">Where it is written to.</param>
    /// <exception cref="VipsException">It can't be drawn.</exception>
    public static void Write(ShareCard card, string? font, string target)
    {
        var layers = new List<Image>();
        try
        {
            var picture = Keep(Plain(Deep, Width, Height));
            picture = Keep(picture.Insert(Keep(Plain(Wax, Width, 14)), 0, 0));
            picture = Keep(picture.Insert(Keep(Plain(Soft, Width - (2 * Edge), 2)), Edge, 508));
            picture = Put(picture, card.Name, 34, Paper, Edge, 64, 60);
            var title = Cut(card.Title);
            picture = Put(picture, title, title.Length switch { <= 40 => 88, <= 80 => 70, <= 120 => 60, _ => 52 }, Paper, Edge, 156, 330);
            picture = Put(picture, card.Line, 30, Soft, Edge, 532, 44);
            if (card.OtherName.Length > 0)
                picture = Put(picture, card.OtherName, 30, Soft, Edge, 532, 44, atEnd: true);
            picture.Pngsave(target, compression: 9, palette: true, q: 90, keep: Enums.ForeignKeep.None);
        }
        finally
        {
            foreach (var layer in layers)
                layer.Dispose();
        }

        Image Keep(Image image)
        {
            layers.Add(image);
            return image;
        }

        Image Put(Image picture, string text, int size, double[] colour, int left, int top, int room, bool atEnd = false)
        {
            if (Markup(text) is not { Length: > 0 } markup)
                return picture;
            var mask = Keep(Letters(markup, size, font));
            // A title that is too long for its room is set smaller, not cut through.
            for (; mask.Height > room && size > 24; mask = Keep(Letters(markup, size, font)))
                size -= 6;
            if (mask.Height > room)
                mask = Keep(mask.Crop(0, 0, mask.Width, room));
            var letters = Keep(Keep(Keep(mask.NewFromImage(colour)).Copy(interpretation: Enums.Interpretation.Srgb)).Bandjoin(mask));
            return Keep(Keep(picture.Composite2(letters, Enums.BlendMode.Over, x: atEnd ? Width - left - mask.Width : left, y: top)).Flatten());
        }
    }

    static Image Letters(string markup, int size, string? font) =>
        Image.Text(markup, font: $"Source Serif 4, serif {size}", width: Width - (2 * Edge), dpi: 72, spacing: -size / 7, fontfile: font, wrap: Enums.TextWrap.WordChar);

    static Image Plain(double[] colour, int width, int height)
    {
        using var black = Image.Black(width, height);
        using var plain = black.NewFromImage(colour);
        using var bytes = plain.Cast(Enums.BandFormat.Uchar);
        return bytes.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    static string Cut(string title)
    {
        title = string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (title.Length <= MaxTitle)
            return title;
        var end = title.LastIndexOf(' ', MaxTitle) is > MaxTitle / 2 and var space ? space : MaxTitle;
        return (char.IsHighSurrogate(title[end - 1]) ? title[..(end - 1)] : title[..end]) + "…";
    }

    // The letters are set by Pango, whose markup is XML: what no XML may contain is left out.
    static string Markup(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > char.MaxValue ? rune.Value < 0x1F000 : XmlConvert.IsXmlChar((char)rune.Value) && rune != Rune.ReplacementChar)
                clean.Append(Rune.IsWhiteSpace(rune) ? ' ' : rune.ToString());
        }
        return WebUtility.HtmlEncode(clean.ToString().Trim());
    }
}
