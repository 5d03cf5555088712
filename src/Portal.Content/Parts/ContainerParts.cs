using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Parts;

/// <summary>Widgets one below the other; each may carry <see cref="FlowMetadata"/>.</summary>
public sealed record FlowPart(JsonArray? Widgets) : IContentPart<FlowPart>
{
    /// <inheritdoc/>
    public static string PartName => "FlowPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<FlowPart> Json => PartJson.Default.FlowPart;
}

/// <summary>How a widget stands in a <see cref="FlowPart"/>.</summary>
/// <param name="Alignment">0 left, 1 centre, 2 right, 3 over the whole width.</param>
/// <param name="Size">Width in percent of the flow: 25, 33, 50, 66, 75 or 100.</param>
public sealed record FlowMetadata(int Alignment = 3, int Size = 100) : IContentPart<FlowMetadata>
{
    /// <summary>The widths that editors choose from, in percent.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, 33, 50, 66, 75, 100];

    /// <inheritdoc/>
    public static string PartName => "FlowMetadata";

    /// <inheritdoc/>
    public static JsonTypeInfo<FlowMetadata> Json => PartJson.Default.FlowMetadata;
}

/// <summary>Items that live inside the item, of the types that the part's settings name. A type may have several, under names of their own.</summary>
public sealed record BagPart(JsonArray? ContentItems) : IContentPart<BagPart>
{
    /// <inheritdoc/>
    public static string PartName => "BagPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<BagPart> Json => PartJson.Default.BagPart;
}

/// <summary>The list to which an item belongs (a blog post's blog); stands on the item, not in its type's definition.</summary>
/// <param name="ListContentItemId">The item with the <c>ListPart</c>.</param>
/// <param name="ListContentType">Its type; older sites don't say.</param>
/// <param name="Order">Place in a list that is ordered by hand, lowest first.</param>
public sealed record ContainedPart(string? ListContentItemId, string? ListContentType = null, int Order = 0) : IContentPart<ContainedPart>
{
    /// <inheritdoc/>
    public static string PartName => "ContainedPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<ContainedPart> Json => PartJson.Default.ContainedPart;
}
