using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>A place on Earth, or none.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
public sealed record GeoPointField(decimal? Latitude, decimal? Longitude) : IContentField<GeoPointField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<GeoPointField> Json => FieldJson.Default.GeoPointField;
}
