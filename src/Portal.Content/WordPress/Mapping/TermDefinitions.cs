using System.Text.Json.Nodes;
using Portal.Content.Definitions;

namespace Portal.Content.WordPress.Mapping;

/// <summary>The definitions that terms need: a type for the terms of a new taxonomy, and a field on the types that bear them.</summary>
static class TermDefinitions
{
    /// <summary>Name of the type for the terms of a taxonomy.</summary>
    public static string TypeFor(string alias) => alias switch
    {
        "tags" => "Tag",
        "categories" => "Category",
        _ => Pascal(alias) + "Term",
    };

    /// <summary>The definitions with what is missing for a taxonomy.</summary>
    public static ContentDefinitions With(ContentDefinitions definitions, TermTree tree, string alias, IEnumerable<string> types)
    {
        var added = new ContentDefinitions([], []);
        if (definitions.Type(tree.TermType) is null)
            added = added with { ContentTypes = [TermType(tree.TermType)] };
        foreach (var type in types.Distinct(StringComparer.Ordinal))
        {
            var hasOwnPart = definitions.Type(type)?.Parts.Any(part => part.PartName == type) == true;
            if (hasOwnPart && TermBook.Field(definitions, type, tree.Item.ContentItemId) is null)
                added = added with { ContentParts = [.. added.ContentParts, FieldOn(definitions, type, alias, tree.Item)] };
        }
        return added.ContentTypes.Count + added.ContentParts.Count == 0 ? definitions : definitions.MergedWith(added);
    }

    static ContentTypeDefinition TermType(string name) => new(name, name,
        new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Draftable"] = true, ["Versionable"] = true, ["Securable"] = true } },
        [
            new("TitlePart", "TitlePart", new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "0" } }),
            new("AutoroutePart", "AutoroutePart", new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["Position"] = "1" } }),
        ]);

    static ContentPartDefinition FieldOn(ContentDefinitions definitions, string type, string alias, Items.ContentItem taxonomy)
    {
        var name = Pascal(alias);
        if (definitions.Part(type)?.Fields.Any(field => field.Name == name) == true)
            name = $"WordPress{name}";
        var settings = new JsonObject
        {
            ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = taxonomy.DisplayText, ["Editor"] = "", ["Position"] = "20" },
            ["TaxonomyFieldSettings"] = new JsonObject { ["TaxonomyContentItemId"] = taxonomy.ContentItemId },
        };
        return new(type, null, [new("TaxonomyField", name, settings)]);
    }

    static string Pascal(string alias) =>
        string.Concat(alias.Split('-', '_', ' ').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
