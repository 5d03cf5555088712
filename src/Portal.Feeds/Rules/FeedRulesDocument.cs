using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Feeds.Rules;

/// <summary>The site's rules for what comes in, in their order (recipe step <c>FeedRules</c>).</summary>
public sealed record FeedRulesDocument(IReadOnlyList<FeedRule> Rules) : ISiteDocument<FeedRulesDocument>
{
    /// <summary>Most rules of a site.</summary>
    public const int MaxRules = 500;

    /// <inheritdoc/>
    public static string DocumentName => "FeedRules";

    /// <inheritdoc/>
    public static JsonTypeInfo<FeedRulesDocument> Json => FeedRulesJson.Default.FeedRulesDocument;

    /// <inheritdoc/>
    public static FeedRulesDocument Empty { get; } = new([]);

    /// <summary>Takes over rules; one of the same identity is replaced at its place, others come last.</summary>
    public FeedRulesDocument With(IReadOnlyList<FeedRule> other) => new(
    [
        .. Rules.Select(rule => other.LastOrDefault(one => one.Id == rule.Id) ?? rule),
        .. other.Where(one => Rules.All(rule => rule.Id != one.Id)).DistinctBy(one => one.Id),
    ]);

    /// <summary>Takes a rule away.</summary>
    public FeedRulesDocument Without(string id) => new([.. Rules.Where(rule => rule.Id != id)]);

    /// <summary>Moves a rule by some places.</summary>
    public FeedRulesDocument Moved(string id, int places)
    {
        var rules = Rules.ToList();
        var index = rules.FindIndex(rule => rule.Id == id);
        if (index < 0)
            return this;
        var rule = rules[index];
        rules.RemoveAt(index);
        rules.Insert(Math.Clamp(index + places, 0, rules.Count), rule);
        return new(rules);
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(FeedRulesDocument))]
sealed partial class FeedRulesJson : JsonSerializerContext;
