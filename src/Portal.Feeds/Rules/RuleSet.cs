using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Rules;

/// <summary>The site's rules, ready to be applied. Thread-safe.</summary>
sealed class RuleSet(IEnumerable<FeedRule> rules)
{
    readonly IReadOnlyList<CompiledRule> _rules = [.. rules.Select(rule => new CompiledRule(rule))];

    /// <summary>The rules that concern a source.</summary>
    public IReadOnlyList<CompiledRule> For(string sourceId) => [.. _rules.Where(rule => rule.Concerns(sourceId))];

    /// <summary>Applies rules to an entry.</summary>
    public static SensedEntry Apply(IReadOnlyList<CompiledRule> rules, NewsEntry entry, bool held)
    {
        var sensed = new SensedEntry(entry) { Held = held };
        if (rules.Count == 0)
            return sensed;
        var fields = new RuleFields(entry);
        foreach (var rule in rules)
        {
            var applies = rule.Applies(fields);
            var includesOnly = rule.Rule.Actions.Any(action => action.Deed == RuleDeed.IncludeOnly);
            if (!applies)
            {
                if (includesOnly)
                    return sensed with { ExcludedBy = rule.Rule.Name, Rules = [.. sensed.Rules, rule.Rule.Name] };
                continue;
            }
            sensed = rule.Act(sensed) with { Rules = [.. sensed.Rules, rule.Rule.Name] };
            if (sensed.ExcludedBy is not null || rule.Rule.Last)
                return sensed;
            fields.Entry = sensed.Entry;
        }
        return sensed;
    }
}
