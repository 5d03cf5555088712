using System.Globalization;
using System.Xml;
using Portal.Content.Media;

namespace Portal.Site.Media;

/// <summary>The size that a drawing in SVG states.</summary>
static class DrawingSize
{
    static readonly char[] Between = [' ', ',', '\t', '\n', '\r'];

    /// <summary>Width and height in pixels, by the attributes or the view box; null where it states none.</summary>
    public static PictureSize? Read(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 20_000_000 });
            reader.MoveToContent();
            if (Number(reader.GetAttribute("width")) is { } width && Number(reader.GetAttribute("height")) is { } height)
                return new(width, height, 1);
            return reader.GetAttribute("viewBox")?.Split(Between, StringSplitOptions.RemoveEmptyEntries) is [_, _, var across, var down] && Number(across) is { } boxWidth && Number(down) is { } boxHeight
                ? new(boxWidth, boxHeight, 1)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static int? Number(string? text)
    {
        text = text?.Trim() is { } trimmed && trimmed.EndsWith("px", StringComparison.Ordinal) ? trimmed[..^2] : text;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 100_000 ? (int)Math.Round(number) : null;
    }
}
