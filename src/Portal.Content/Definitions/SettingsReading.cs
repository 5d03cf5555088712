using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.Definitions;

/// <summary>Reads settings objects, which come from recipes and may hold anything; what is of the wrong kind counts as missing.</summary>
public static class SettingsReading
{
    /// <summary>Whether a setting is on.</summary>
    public static bool Flag(this JsonObject? settings, string name, bool otherwise = false) =>
        settings?[name] is JsonValue value && value.TryGetValue<bool>(out var on) ? on : otherwise;

    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this JsonObject? settings, string name) =>
        settings.TextOrNull(name) ?? "";

    /// <summary>A text, also an empty one; null where there is none.</summary>
    public static string? TextOrNull(this JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A number, also where it is written as text, as Orchard Core does; null where there is none.</summary>
    public static decimal? Number(this JsonObject? settings, string name) => settings?[name] switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<decimal>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A list of texts; empty where there is none.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject? settings, string name) =>
        [.. (settings?[name] as JsonArray ?? []).Select(one => one is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").Where(text => text.Length > 0)];

    /// <summary>Pairs of a name that editors see and a value that is stored, as in the options of a list.</summary>
    public static IReadOnlyList<(string Name, string Value)> Options(this JsonObject? settings, string name = "Options") =>
        [.. (settings?[name] as JsonArray ?? []).OfType<JsonObject>().Select(option => (Either(option, "name"), Either(option, "value")))
            .Select(option => (option.Item1.Length > 0 ? option.Item1 : option.Item2, option.Item2))];

    static string Either(JsonObject option, string name) => option.Text(name) is { Length: > 0 } text ? text : option.Text(char.ToUpperInvariant(name[0]) + name[1..]);
}
