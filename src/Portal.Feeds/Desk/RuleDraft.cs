using Portal.Content.Items;
using Portal.Feeds.Rules;

namespace Portal.Feeds.Desk;

/// <summary>A rule while it is being written.</summary>
public sealed class RuleDraft
{
    readonly string _id;

    /// <summary>A new rule.</summary>
    public RuleDraft() => _id = ContentIdentity.New();

    /// <summary>A rule that exists.</summary>
    public RuleDraft(FeedRule rule)
    {
        (_id, Name, Enabled, Any, Last) = (rule.Id, rule.Name, rule.Enabled, rule.Any, rule.Last);
        Sources = [.. rule.Sources];
        Conditions = [.. rule.Conditions.Select(one => new ConditionDraft { Subject = one.Subject, Test = one.Test, Value = one.Value, Not = one.Not })];
        Actions = [.. rule.Actions.Select(one => new ActionDraft { Deed = one.Deed, Value = one.Value, Replacement = one.Replacement })];
    }

    /// <inheritdoc cref="FeedRule.Name"/>
    public string Name { get; set; } = "";

    /// <inheritdoc cref="FeedRule.Enabled"/>
    public bool Enabled { get; set; } = true;

    /// <inheritdoc cref="FeedRule.Any"/>
    public bool Any { get; set; }

    /// <inheritdoc cref="FeedRule.Last"/>
    public bool Last { get; set; }

    /// <inheritdoc cref="FeedRule.Sources"/>
    public List<string> Sources { get; } = [];

    /// <inheritdoc cref="FeedRule.Conditions"/>
    public List<ConditionDraft> Conditions { get; } = [];

    /// <inheritdoc cref="FeedRule.Actions"/>
    public List<ActionDraft> Actions { get; } = [];

    /// <summary>The rule as it stands in the form.</summary>
    public FeedRule ToRule() => new(_id, Name.Trim())
    {
        Enabled = Enabled,
        Any = Any,
        Last = Last,
        Sources = [.. Sources],
        Conditions = [.. Conditions.Select(one => new RuleCondition(one.Subject, one.Test, one.Value.Trim(), one.Not))],
        Actions = [.. Actions.Select(one => new RuleAction(one.Deed, one.Value.Trim(), one.Replacement))],
    };
}

/// <summary>A condition while it is being written.</summary>
public sealed class ConditionDraft
{
    /// <inheritdoc cref="RuleCondition.Subject"/>
    public RuleSubject Subject { get; set; }

    /// <inheritdoc cref="RuleCondition.Test"/>
    public RuleTest Test { get; set; }

    /// <inheritdoc cref="RuleCondition.Value"/>
    public string Value { get; set; } = "";

    /// <inheritdoc cref="RuleCondition.Not"/>
    public bool Not { get; set; }
}

/// <summary>An action while it is being written.</summary>
public sealed class ActionDraft
{
    /// <inheritdoc cref="RuleAction.Deed"/>
    public RuleDeed Deed { get; set; }

    /// <inheritdoc cref="RuleAction.Value"/>
    public string Value { get; set; } = "";

    /// <inheritdoc cref="RuleAction.Replacement"/>
    public string Replacement { get; set; } = "";
}
