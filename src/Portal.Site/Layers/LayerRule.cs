using System.Text.Json.Nodes;

namespace Portal.Site.Layers;

/// <summary>
/// The rule of a layer, read from Orchard Core's conditions. The root is an <em>all</em>. A condition that is not understood makes the
/// whole rule not understood, and a layer with such a rule stays hidden.
/// </summary>
public sealed class LayerRule
{
    /// <summary>Groups within groups.</summary>
    const int MaxDepth = 20;

    readonly Func<LayerSituation, bool>? _holds;

    LayerRule(Func<LayerSituation, bool>? holds, string? problem) => (_holds, Problem) = (holds, problem);

    /// <summary>Why the rule is not understood, a sentence without full stop; null where it is.</summary>
    public string? Problem { get; }

    /// <summary>Whether the rule holds for a page.</summary>
    internal bool Holds(LayerSituation situation) => _holds?.Invoke(situation) == true;

    /// <summary>Reads the rule of a layer; scripts are tried once.</summary>
    public static LayerRule Of(Layer layer)
    {
        try
        {
            if (layer.LayerRule is { } rule)
                return new(Group(rule, all: true, 0), null);
            if (!string.IsNullOrWhiteSpace(layer.Rule))
                return new(LayerScript.Read(layer.Rule), null);
            return new(null, "it has no rule");
        }
        catch (FormatException exception)
        {
            return new(null, exception.Message);
        }
    }

    static Func<LayerSituation, bool> Group(JsonObject group, bool all, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException($"its conditions are nested more than {MaxDepth} deep");
        var conditions = (group["Conditions"] as JsonArray ?? []).OfType<JsonObject>().Select(one => Condition(one, depth + 1)).ToArray();
        // An empty rule holds nowhere, as in Orchard Core.
        if (conditions.Length == 0)
            return static _ => false;
        return all ? situation => Array.TrueForAll(conditions, one => one(situation)) : situation => Array.Exists(conditions, one => one(situation));
    }

    static Func<LayerSituation, bool> Condition(JsonObject condition, int depth)
    {
        var kind = ShortName(Text(condition, "$type") ?? Text(condition, "Name") ?? "");
        switch (kind)
        {
            case "BooleanCondition":
                var value = Flag(condition);
                return _ => value;
            case "HomepageCondition":
                var home = Flag(condition);
                return situation => situation.IsHome == home;
            case "IsAnonymousCondition":
                return static situation => !situation.IsAuthenticated;
            case "IsAuthenticatedCondition":
                return static situation => situation.IsAuthenticated;
            case "UrlCondition":
                return Compare(condition, static situation => [situation.Path], trimRoot: true);
            case "CultureCondition":
                return Compare(condition, static situation => [situation.Culture]);
            case "ContentTypeCondition":
                return Compare(condition, static situation => [situation.ContentType]);
            case "RoleCondition":
                return Compare(condition, static situation => situation.Roles);
            case "AllConditionGroup":
                return Group(condition, all: true, depth);
            case "AnyConditionGroup":
                return Group(condition, all: false, depth);
            case "JavascriptCondition":
                return LayerScript.Read(Text(condition, "Script") ?? "");
            default:
                throw new FormatException($"the condition “{kind}” is not known");
        }
    }

    static Func<LayerSituation, bool> Compare(JsonObject condition, Func<LayerSituation, IReadOnlyList<string>> subject, bool trimRoot = false)
    {
        var wanted = Text(condition, "Value") ?? "";
        if (trimRoot && wanted.StartsWith("~/", StringComparison.Ordinal))
            wanted = wanted[1..];
        var operation = condition["Operation"] as JsonObject;
        var name = ShortName(Text(operation, "$type") ?? "StringEqualsOperator");
        var comparison = operation?["CaseSensitive"] is JsonValue cased && cased.TryGetValue<bool>(out var on) && on ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        Func<string, bool> matches = name.Replace("Not", "", StringComparison.Ordinal) switch
        {
            "StringEqualsOperator" => text => text.Equals(wanted, comparison),
            "StringStartsWithOperator" => text => text.StartsWith(wanted, comparison),
            "StringEndsWithOperator" => text => text.EndsWith(wanted, comparison),
            "StringContainsOperator" => text => text.Contains(wanted, comparison),
            _ => throw new FormatException($"the operation “{name}” is not known"),
        };
        // "Not equals" of a role means that no role is the one.
        return name.Contains("Not", StringComparison.Ordinal) ? situation => !subject(situation).Any(matches) : situation => subject(situation).Any(matches);
    }

    // "OrchardCore.Rules.Models.HomepageCondition, OrchardCore.Rules", or short since version 2.
    static string ShortName(string type)
    {
        var name = type.Split(',')[0].Trim();
        return name[(name.LastIndexOf('.') + 1)..];
    }

    static bool Flag(JsonObject condition) => condition["Value"] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
