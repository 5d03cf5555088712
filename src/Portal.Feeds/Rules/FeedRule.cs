using System.Text.Json.Serialization;

namespace Portal.Feeds.Rules;

/// <summary>What of an entry a condition looks at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleSubject>))]
public enum RuleSubject
{
    /// <summary>The title.</summary>
    Title,

    /// <summary>The text, without markup.</summary>
    Text,

    /// <summary>Title and text.</summary>
    TitleOrText,

    /// <summary>The names of its authors.</summary>
    Author,

    /// <summary>A category that the source gave it.</summary>
    Category,

    /// <summary>The address of the original.</summary>
    Link,

    /// <summary>The language tag.</summary>
    Language,
}

/// <summary>How a condition compares. Nothing tells capitals apart, and Serbian is found in both scripts, except by <see cref="Pattern"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleTest>))]
public enum RuleTest
{
    /// <summary>The value stands somewhere in it.</summary>
    Contains,

    /// <summary>The value stands in it as whole words.</summary>
    Word,

    /// <summary>It is the value.</summary>
    Equals,

    /// <summary>It begins with the value.</summary>
    StartsWith,

    /// <summary>It matches the value as a regular expression.</summary>
    Pattern,
}

/// <summary>What a rule does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleDeed>))]
public enum RuleDeed
{
    /// <summary>The entry is left out.</summary>
    Exclude,

    /// <summary>Entries to which the rule does not apply are left out.</summary>
    IncludeOnly,

    /// <summary>What the pattern matches in the title is replaced.</summary>
    RewriteTitle,

    /// <summary>The item gets the topic.</summary>
    SetTopic,

    /// <summary>The item gets the region.</summary>
    SetRegion,

    /// <summary>The item gets the language.</summary>
    SetLanguage,

    /// <summary>The item is pinned.</summary>
    Pin,

    /// <summary>The item waits for an editor.</summary>
    Hold,

    /// <summary>The item is shown at once, also where its source's items wait.</summary>
    Trust,
}

/// <summary>A condition of a rule.</summary>
/// <param name="Subject">What it looks at.</param>
/// <param name="Test">How it compares.</param>
/// <param name="Value">With what.</param>
/// <param name="Not">Whether it holds where the comparison does not.</param>
public sealed record RuleCondition(RuleSubject Subject, RuleTest Test, string Value, bool Not = false);

/// <summary>An action of a rule.</summary>
/// <param name="Deed">What is done.</param>
/// <param name="Value">The term, the language, or the pattern; empty where there is nothing to say.</param>
/// <param name="Replacement">For titles: what comes in place of the pattern (<c>$1</c> for its first group).</param>
public sealed record RuleAction(RuleDeed Deed, string Value = "", string Replacement = "");

/// <summary>A rule for entries that come in. Rules apply in their order, each to what the ones before it left.</summary>
/// <param name="Id">Identity, of letters and digits.</param>
/// <param name="Name">What editors call it.</param>
public sealed record FeedRule(string Id, string Name)
{
    /// <summary>Whether it is not applied. What a file does not say is false, so that a rule is applied unless somebody switched it off.</summary>
    public bool Disabled { get; init; }

    /// <summary>Whether it is applied.</summary>
    [JsonIgnore]
    public bool Enabled
    {
        get => !Disabled;
        init => Disabled = !value;
    }

    /// <summary>Sources to whose entries it applies; empty for all.</summary>
    public IReadOnlyList<string> Sources { get => field ?? []; init; }

    /// <summary>Whether one of the conditions is enough; else all must hold. A rule without conditions applies to each entry.</summary>
    public bool Any { get; init; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<RuleCondition> Conditions { get => field ?? []; init; }

    /// <summary>The actions.</summary>
    public IReadOnlyList<RuleAction> Actions { get => field ?? []; init; }

    /// <summary>Whether rules after it are left out for an entry to which it applies.</summary>
    public bool Last { get; init; }
}
