using System.Globalization;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Reads the place of an entry: GeoRSS Simple and GML, W3C Basic Geo. Of lines and areas the first point.</summary>
static class GeoReading
{
    public static ParsedPoint? Point(FeedNode node)
    {
        var simple = node.Text(Module.GeoRss, "point") ?? node.Text(Module.GeoRss, "line") ?? node.Text(Module.GeoRss, "polygon") ?? node.Text(Module.GeoRss, "box");
        if (simple is null && (node.First(Module.GeoRss, "where") ?? node.First(Module.Gml, "point")) is { } where)
            simple = where.DescendantsAndSelf().FirstOrDefault(IsPosition)?.Value;
        if (simple is not null)
        {
            var numbers = simple.Split([' ', ',', '\t', '\n', '\r'], 3, StringSplitOptions.RemoveEmptyEntries);
            return numbers.Length > 1 ? Point(numbers[0], numbers[1]) : null;
        }
        if (node.First(Module.Geo, "point") is { } point)
            node = node.Child(point);
        return Point(node.Text(Module.Geo, "lat"), node.Text(Module.Geo, "long") ?? node.Text(Module.Geo, "lon"));
    }

    static bool IsPosition(XElement element) => element.Name.LocalName is "pos" or "posList" or "lowerCorner" or "coordinates";

    static ParsedPoint? Point(string? latitude, string? longitude) =>
        double.TryParse(latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var north) && double.TryParse(longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var east)
        && Math.Abs(north) <= 90 && Math.Abs(east) <= 180 ? new(north, east) : null;
}
