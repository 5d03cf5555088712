using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Content.Definitions;

/// <summary>Changes of the definitions, one at a time, as the desk makes them. Each returns new definitions.</summary>
public static class DefinitionChanges
{
    /// <summary>With the type in the place of the one of its name, or behind all.</summary>
    public static ContentDefinitions With(this ContentDefinitions definitions, ContentTypeDefinition type) =>
        definitions with { ContentTypes = Replaced(definitions.ContentTypes, type, one => one.Name) };

    /// <summary>With the part in the place of the one of its name, or behind all.</summary>
    public static ContentDefinitions With(this ContentDefinitions definitions, ContentPartDefinition part) =>
        definitions with { ContentParts = Replaced(definitions.ContentParts, part, one => one.Name) };

    /// <summary>Without the types and parts of these names; the part that holds a type's own fields goes with the type.</summary>
    public static ContentDefinitions Without(this ContentDefinitions definitions, IReadOnlyCollection<string> types, IReadOnlyCollection<string> parts) => new(
        [.. definitions.ContentTypes.Where(type => !types.Contains(type.Name))
            .Select(type => type.Parts.Any(part => parts.Contains(part.PartName)) ? type with { Parts = [.. type.Parts.Where(part => !parts.Contains(part.PartName))] } : type)],
        [.. definitions.ContentParts.Where(part => !parts.Contains(part.Name) && !types.Contains(part.Name))]);

    /// <summary>The type with the part in the place of the one of its name, or behind all.</summary>
    public static ContentTypeDefinition With(this ContentTypeDefinition type, ContentTypePartDefinition part) =>
        type with { Parts = Replaced(type.Parts, part, one => one.Name) };

    /// <summary>The part with the field in the place of the one of its name, or behind all.</summary>
    public static ContentPartDefinition With(this ContentPartDefinition part, ContentFieldDefinition field) =>
        part with { Fields = Replaced(part.Fields, field, one => one.Name) };

    /// <summary>The type with one of its parts a place earlier (-1) or later (1) in the editor and on the page.</summary>
    public static ContentTypeDefinition Moved(this ContentTypeDefinition type, string name, int by)
    {
        var order = type.Parts.OrderBy(part => part.Setting("ContentTypePartSettings"), PositionOrder.Instance).ToList();
        Move(order, order.FindIndex(part => part.Name == name), by);
        return type with { Parts = [.. order.Select((part, place) => part with { Settings = Placed(part.Settings, "ContentTypePartSettings", place) })] };
    }

    /// <summary>The part with one of its fields a place earlier (-1) or later (1) in the editor and on the page.</summary>
    public static ContentPartDefinition Moved(this ContentPartDefinition part, string name, int by)
    {
        var order = part.Fields.OrderBy(field => field.Setting("ContentPartFieldSettings"), PositionOrder.Instance).ToList();
        Move(order, order.FindIndex(field => field.Name == name), by);
        return part with { Fields = [.. order.Select((field, place) => field with { Settings = Placed(field.Settings, "ContentPartFieldSettings", place) })] };
    }

    /// <summary>The settings with one value of one settings class; null takes the value out.</summary>
    public static JsonObject Setting(this JsonObject? settings, string settingsClass, string name, JsonNode? value)
    {
        var changed = (JsonObject?)settings?.DeepClone() ?? [];
        if (changed[settingsClass] is not JsonObject values)
            changed[settingsClass] = values = [];
        if (value is null)
            values.Remove(name);
        else
            values[name] = value;
        return changed;
    }

    static void Move<T>(List<T> order, int from, int by)
    {
        if (from < 0)
            return;
        var one = order[from];
        order.RemoveAt(from);
        order.Insert(Math.Clamp(from + by, 0, order.Count), one);
    }

    static JsonObject Placed(JsonObject? settings, string settingsClass, int place) =>
        settings.Setting(settingsClass, "Position", place.ToString(CultureInfo.InvariantCulture));

    static List<T> Replaced<T>(IReadOnlyList<T> all, T one, Func<T, string> name) => all.Any(other => name(other) == name(one))
        ? [.. all.Select(other => name(other) == name(one) ? one : other)]
        : [.. all, one];
}
