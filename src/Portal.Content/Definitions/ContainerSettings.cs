namespace Portal.Content.Definitions;

/// <summary>What the parts that contain items (<c>FlowPart</c>, <c>BagPart</c>) may hold by their settings.</summary>
public static class ContainerSettings
{
    /// <summary>Name of the property that holds the items.</summary>
    public static string Property(string partName) => partName == "FlowPart" ? "Widgets" : "ContentItems";

    /// <summary>The types of which the part may hold items, by display name. A flow without settings holds every widget, a bag without settings nothing.</summary>
    public static IReadOnlyList<ContentTypeDefinition> TypesFor(ContentTypePartDefinition part, ContentDefinitions definitions)
    {
        var settings = part.Setting(part.PartName + "Settings");
        var names = settings.Texts("ContainedContentTypes");
        var stereotypes = settings.Texts("ContainedStereotypes");
        if (part.PartName == "FlowPart" && names.Count == 0)
            stereotypes = ["Widget"];
        return [.. definitions.ContentTypes.Where(type => names.Contains(type.Name) || stereotypes.Contains(type.Stereotype))
            .OrderBy(type => type.Label(), StringComparer.OrdinalIgnoreCase)];
    }
}
