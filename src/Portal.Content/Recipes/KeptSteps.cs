using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Recipes;

/// <summary>
/// Steps of recipes that this site does not execute, by their name in lower case: what they brought is kept and exported again, so
/// that it is not lost on the way through.
/// </summary>
public sealed record KeptSteps(IReadOnlyDictionary<string, JsonObject> Steps) : ISiteDocument<KeptSteps>
{
    static readonly string[] Identities = ["Id", "Name", "WorkflowTypeId", "SitemapId", "ClientId", "ScopeName", "ContentItemId"];

    /// <inheritdoc/>
    public static string DocumentName => "KeptRecipeSteps";

    /// <inheritdoc/>
    public static JsonTypeInfo<KeptSteps> Json => KeptStepsJson.Default.KeptSteps;

    /// <inheritdoc/>
    public static KeptSteps Empty { get; } = new(new Dictionary<string, JsonObject>());

    /// <summary>Takes a step over: what it names anew goes before what was kept under the same name.</summary>
    public KeptSteps With(JsonObject step)
    {
        var key = Recipe.StepName(step).ToLowerInvariant();
        var kept = Steps.GetValueOrDefault(key) is { } old ? (JsonObject)Merge(old, step)! : (JsonObject)step.DeepClone();
        return new(new Dictionary<string, JsonObject>(Steps) { [key] = kept });
    }

    static JsonNode? Merge(JsonNode? old, JsonNode? added)
    {
        if (old is JsonObject before && added is JsonObject after)
        {
            var merged = (JsonObject)before.DeepClone();
            foreach (var (name, value) in after)
                merged[name] = before[name] is JsonArray or JsonObject && value is not null && value.GetValueKind() == before[name]!.GetValueKind() ? Merge(before[name], value) : value?.DeepClone();
            return merged;
        }
        if (old is JsonArray list && added is JsonArray more)
        {
            return new JsonArray([.. list.Where(one => !more.Any(other => IsSame(one, other))).Select(one => one?.DeepClone()), .. more.Select(one => one?.DeepClone())]);
        }
        return added?.DeepClone();
    }

    static bool IsSame(JsonNode? one, JsonNode? other) => one is JsonObject left && other is JsonObject right
        ? Identities.FirstOrDefault(name => left.ContainsKey(name) && right.ContainsKey(name)) is { } identity && JsonNode.DeepEquals(left[identity], right[identity])
        : JsonNode.DeepEquals(one, other);
}

[JsonSerializable(typeof(KeptSteps))]
sealed partial class KeptStepsJson : JsonSerializerContext;
