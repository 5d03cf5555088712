using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Site.Layers;

/// <summary>The site's layers, in Orchard Core's JSON (step <c>Layers</c>).</summary>
public sealed record LayersDocument(IReadOnlyList<Layer> Layers) : ISiteDocument<LayersDocument>
{
    /// <inheritdoc/>
    public static string DocumentName => "Layers";

    /// <inheritdoc/>
    public static JsonTypeInfo<LayersDocument> Json => LayersJson.Default.LayersDocument;

    /// <inheritdoc/>
    public static LayersDocument Empty { get; } = new([]);

    /// <summary>Takes over layers; one of the same name is replaced.</summary>
    public LayersDocument MergedWith(IReadOnlyList<Layer> other) => new(
    [
        .. Layers.Select(layer => other.LastOrDefault(one => one.Name == layer.Name) ?? layer),
        .. other.Where(one => Layers.All(layer => layer.Name != one.Name)).DistinctBy(one => one.Name),
    ]);
}

/// <summary>A layer: its widgets stand on the pages for which its rule holds.</summary>
/// <param name="Name">Name by which widgets say on which layer they are.</param>
/// <param name="Description">What it is for; may be null.</param>
/// <param name="LayerRule">Conditions as JSON; null in the old form.</param>
/// <param name="Rule">The old form: JavaScript.</param>
public sealed record Layer(string Name, string? Description, JsonObject? LayerRule, string? Rule);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(LayersDocument))]
sealed partial class LayersJson : JsonSerializerContext;
