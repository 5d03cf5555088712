using System.Text.Json;
using Portal.Content.Definitions;

namespace Portal.Content.Recipes;

/// <summary>
/// Content types and parts that features of Orchard Core bring with them when they are enabled. Recipes count on them and define only what
/// they want otherwise.
/// </summary>
static class FeatureTypes
{
    const string Menus = """
        { "ContentTypes": [
          { "Name": "Menu", "DisplayName": "Menu", "Settings": { "ContentTypeSettings": { "Listable": true, "Draftable": true, "Versionable": true } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "AliasPart", "Name": "AliasPart", "Settings": { "AliasPartSettings": { "Pattern": "{{ ContentItem | display_text | slugify }}" }, "ContentTypePartSettings": { "Position": "1" } } },
              { "PartName": "MenuPart", "Name": "MenuPart", "Settings": { "ContentTypePartSettings": { "Position": "2" } } },
              { "PartName": "MenuItemsListPart", "Name": "MenuItemsListPart", "Settings": { "ContentTypePartSettings": { "Position": "3" } } } ] },
          { "Name": "LinkMenuItem", "DisplayName": "Link Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "LinkMenuItemPart", "Name": "LinkMenuItemPart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "LinkMenuItem", "Name": "LinkMenuItem", "Settings": { "ContentTypePartSettings": { "Position": "1" } } } ] },
          { "Name": "ContentMenuItem", "DisplayName": "Content Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "ContentMenuItemPart", "Name": "ContentMenuItemPart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "ContentMenuItem", "Name": "ContentMenuItem", "Settings": { "ContentTypePartSettings": { "Position": "1" } } } ] },
          { "Name": "HtmlMenuItem", "DisplayName": "Html Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "HtmlMenuItemPart", "Name": "HtmlMenuItemPart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "HtmlMenuItem", "Name": "HtmlMenuItem", "Settings": { "ContentTypePartSettings": { "Position": "1" } } } ] } ],
          "ContentParts": [
          { "Name": "ContentMenuItemPart", "Settings": { "ContentPartSettings": { "Attachable": true, "DisplayName": "Content Menu Item" } },
            "ContentPartFieldDefinitionRecords": [ { "FieldName": "ContentPickerField", "Name": "SelectedContentItem",
              "Settings": { "ContentPartFieldSettings": { "DisplayName": "Selected Content Item", "Position": "0" }, "ContentPickerFieldSettings": { "Required": true, "DisplayAllContentTypes": true, "DisplayedContentTypes": [] } } } ] } ] }
        """;

    const string Taxonomies = """
        { "ContentTypes": [
          { "Name": "Taxonomy", "DisplayName": "Taxonomy",
            "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Versionable": true, "Securable": true } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "AliasPart", "Name": "AliasPart", "Settings": { "ContentTypePartSettings": { "Position": "1" } } },
              { "PartName": "AutoroutePart", "Name": "AutoroutePart",
                "Settings": { "ContentTypePartSettings": { "Position": "2" }, "AutoroutePartSettings": { "AllowCustomPath": true, "AllowUpdatePath": true, "AllowRouteContainedItems": true, "Pattern": "{{ ContentItem.DisplayText | slugify }}" } } },
              { "PartName": "TaxonomyPart", "Name": "TaxonomyPart", "Settings": { "ContentTypePartSettings": { "Position": "3" } } } ] } ],
          "ContentParts": [] }
        """;

    /// <summary>The definitions with the types that the features bring and that are not defined yet.</summary>
    public static ContentDefinitions With(ContentDefinitions definitions, IReadOnlyCollection<string> features) =>
        new[] { ("OrchardCore.Menu", Menus), ("OrchardCore.Taxonomies", Taxonomies) }
            .Where(one => features.Contains(one.Item1, StringComparer.OrdinalIgnoreCase))
            .Aggregate(definitions, (known, one) => Added(known, JsonSerializer.Deserialize(one.Item2, ContentDefinitions.Json)!));

    static ContentDefinitions Added(ContentDefinitions known, ContentDefinitions brought) =>
        known with
        {
            ContentTypes = [.. known.ContentTypes, .. brought.ContentTypes.Where(type => known.Type(type.Name) is null)],
            ContentParts = [.. known.ContentParts, .. brought.ContentParts.Where(part => known.Part(part.Name) is null)],
        };
}
