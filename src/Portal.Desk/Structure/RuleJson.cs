using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Site.Layers;

namespace Portal.Desk.Structure;

/// <summary>The conditions of layer rules as they are filled in, in Orchard Core's JSON.</summary>
static class RuleJson
{
    const string Models = "OrchardCore.Rules.Models.";
    const string Assembly = ", OrchardCore.Rules";

    /// <summary>The kinds of conditions with their names in English, the keys of their translations.</summary>
    public static IReadOnlyList<(string Kind, string Name)> Kinds { get; } =
    [
        ("HomepageCondition", "First page"), ("UrlCondition", "Address"), ("ContentTypeCondition", "Content type"), ("CultureCondition", "Language"),
        ("RoleCondition", "Role"), ("IsAuthenticatedCondition", "Signed in"), ("IsAnonymousCondition", "Not signed in"), ("BooleanCondition", "Always or never"),
        ("JavascriptCondition", "JavaScript"), ("AllConditionGroup", "All of these"), ("AnyConditionGroup", "Any of these"),
    ];

    /// <summary>The comparisons with their names in English.</summary>
    public static IReadOnlyList<(string Operation, string Name)> Operations { get; } =
    [
        ("StringEqualsOperator", "is"), ("StringNotEqualsOperator", "is not"), ("StringStartsWithOperator", "begins with"), ("StringNotStartsWithOperator", "does not begin with"),
        ("StringEndsWithOperator", "ends with"), ("StringNotEndsWithOperator", "does not end with"), ("StringContainsOperator", "contains"), ("StringNotContainsOperator", "does not contain"),
    ];

    /// <summary>The rule of a layer to be changed; a rule of the old form becomes a condition in JavaScript.</summary>
    public static JsonObject Of(Layer? layer)
    {
        if (layer?.LayerRule is { } rule)
            return (JsonObject)rule.DeepClone();
        var made = new JsonObject { ["ConditionId"] = ContentIdentity.New(), ["Conditions"] = new JsonArray() };
        if (layer is null || !string.IsNullOrWhiteSpace(layer.Rule))
        {
            var condition = New(layer is null ? "HomepageCondition" : "JavascriptCondition");
            if (layer is not null)
                condition["Script"] = layer.Rule;
            Conditions(made).Add((JsonNode)condition);
        }
        return made;
    }

    /// <summary>Short name of a condition's kind.</summary>
    public static string Kind(JsonObject condition) => Short((condition["$type"] ?? condition["Name"])?.ToString() ?? "");

    /// <summary>Whether conditions stand within the condition.</summary>
    public static bool IsGroup(string kind) => kind is "AllConditionGroup" or "AnyConditionGroup";

    /// <summary>Whether the condition compares a text.</summary>
    public static bool Compares(string kind) => kind is "UrlCondition" or "ContentTypeCondition" or "CultureCondition" or "RoleCondition";

    /// <summary>The conditions of a group, made where they are missing.</summary>
    public static JsonArray Conditions(JsonObject group)
    {
        if (group["Conditions"] is not JsonArray conditions)
            group["Conditions"] = conditions = [];
        return conditions;
    }

    /// <summary>A new condition of a kind. The type stands first: other readers want it there.</summary>
    public static JsonObject New(string kind)
    {
        var condition = new JsonObject { ["$type"] = Models + kind + Assembly, ["Name"] = kind, ["ConditionId"] = ContentIdentity.New() };
        if (kind is "HomepageCondition" or "BooleanCondition")
            condition["Value"] = true;
        else if (Compares(kind))
        {
            condition["Value"] = kind == "UrlCondition" ? "~/" : "";
            condition["Operation"] = Operation(kind == "UrlCondition" ? "StringStartsWithOperator" : "StringEqualsOperator", caseSensitive: false);
        }
        else if (kind == "JavascriptCondition")
            condition["Script"] = "";
        else if (IsGroup(kind))
            condition["Conditions"] = new JsonArray();
        return condition;
    }

    /// <summary>A comparison.</summary>
    public static JsonObject Operation(string name, bool caseSensitive) => new() { ["$type"] = Models + name + Assembly, ["CaseSensitive"] = caseSensitive };

    /// <summary>Short name of a condition's comparison.</summary>
    public static string OperationOf(JsonObject condition) => Short(condition["Operation"]?["$type"]?.ToString() ?? "StringEqualsOperator");

    /// <summary>Whether the comparison tells capitals apart.</summary>
    public static bool IsCaseSensitive(JsonObject condition) => condition["Operation"]?["CaseSensitive"] is JsonValue value && value.TryGetValue<bool>(out var on) && on;

    static string Short(string type)
    {
        var name = type.Split(',')[0].Trim();
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
