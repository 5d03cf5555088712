using System.Text.RegularExpressions;
using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Rules;

/// <summary>A rule made ready to be applied to many entries. Thread-safe.</summary>
sealed class CompiledRule
{
    /// <summary>How long one match may take of a pattern that looks around or back; where it takes longer on a hostile text it does not match.</summary>
    public static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(250);

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    const int MaxTitle = 500;

    readonly IReadOnlyList<Func<RuleFields, bool>> _conditions;
    readonly IReadOnlyList<(RuleAction Action, Regex? Pattern)> _actions;

    public CompiledRule(FeedRule rule)
    {
        Rule = rule;
        _conditions = [.. rule.Conditions.Select(Condition)];
        _actions = [.. rule.Actions.Select(action => (action, action.Deed == RuleDeed.RewriteTitle ? Pattern(action.Value) : null))];
    }

    /// <summary>The rule.</summary>
    public FeedRule Rule { get; }

    /// <summary>Whether it concerns entries of the source at all.</summary>
    public bool Concerns(string sourceId) => Rule.Enabled && (Rule.Sources.Count == 0 || Rule.Sources.Contains(sourceId));

    /// <summary>Whether its conditions hold.</summary>
    public bool Applies(RuleFields entry) =>
        _conditions.Count == 0 || (Rule.Any ? _conditions.Any(condition => condition(entry)) : _conditions.All(condition => condition(entry)));

    /// <summary>What its actions make of the entry.</summary>
    public SensedEntry Act(SensedEntry sensed)
    {
        foreach (var (action, pattern) in _actions)
        {
            sensed = action.Deed switch
            {
                RuleDeed.Exclude => sensed with { ExcludedBy = sensed.ExcludedBy ?? Rule.Name },
                RuleDeed.RewriteTitle => Rewritten(sensed, pattern, action.Replacement),
                RuleDeed.SetTopic when action.Value.Length > 0 => sensed with { Topics = [.. sensed.Topics.Append(action.Value).Distinct(StringComparer.Ordinal)] },
                RuleDeed.SetRegion when action.Value.Length > 0 => sensed with { Regions = [.. sensed.Regions.Append(action.Value).Distinct(StringComparer.Ordinal)] },
                RuleDeed.SetLanguage => sensed with { Entry = sensed.Entry with { Language = action.Value.Trim() } },
                RuleDeed.Pin => sensed with { Pinned = true },
                RuleDeed.Hold => sensed with { Held = true },
                RuleDeed.Trust => sensed with { Held = false },
                _ => sensed,
            };
        }
        return sensed;
    }

    /// <summary>The pattern, or null where the text is none.</summary>
    public static Regex? Pattern(string text)
    {
        if (text.Length is 0 or > 1000)
            return null;
        try
        {
            // Takes time in proportion to the text, so that no clock decides, on a busy machine, what a rule lets through.
            return new Regex(text, Options | RegexOptions.NonBacktracking, Timeout.InfiniteTimeSpan);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, Options, PatternTime);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static Func<RuleFields, bool> Condition(RuleCondition condition)
    {
        var holds = Test(condition);
        return fields => fields.Of(condition.Subject).Any(holds) != condition.Not;
    }

    static Func<string, bool> Test(RuleCondition condition)
    {
        if (condition.Test == RuleTest.Pattern)
        {
            var pattern = Pattern(condition.Value);
            return text => pattern is not null && IsMatch(pattern, text);
        }
        // Addresses and language tags are no words.
        if (condition.Subject is RuleSubject.Link or RuleSubject.Language)
            return text => condition.Test switch
            {
                RuleTest.Equals => text.Equals(condition.Value, StringComparison.OrdinalIgnoreCase),
                RuleTest.StartsWith => text.StartsWith(condition.Value, StringComparison.OrdinalIgnoreCase),
                _ => text.Contains(condition.Value, StringComparison.OrdinalIgnoreCase),
            };
        var value = RuleFields.Comparable(condition.Value);
        if (value.Length <= 1)
            return _ => false;
        return condition.Test switch
        {
            RuleTest.Word => text => RuleFields.Comparable(text).Contains(value, StringComparison.Ordinal),
            RuleTest.Equals => text => RuleFields.Comparable(text) == value,
            RuleTest.StartsWith => text => RuleFields.Comparable(text).StartsWith(value.TrimEnd(), StringComparison.Ordinal),
            _ => text => RuleFields.Comparable(text).Contains(value.Trim(), StringComparison.Ordinal),
        };
    }

    static SensedEntry Rewritten(SensedEntry sensed, Regex? pattern, string replacement)
    {
        if (pattern is null || !IsMatch(pattern, sensed.Entry.Title))
            return sensed;
        try
        {
            var title = pattern.Replace(sensed.Entry.Title, replacement).Trim();
            return title.Length is 0 or > MaxTitle ? sensed : sensed with { Entry = sensed.Entry with { Title = title } };
        }
        catch (RegexMatchTimeoutException)
        {
            return sensed;
        }
    }

    static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
