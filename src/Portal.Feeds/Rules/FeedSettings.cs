using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Feeds.Rules;

/// <summary>The section <c>FeedSettings</c> of the site's settings.</summary>
/// <param name="Proposes">Whether topics and regions are proposed for news.</param>
/// <param name="KeepDays">Days for which news is kept where its source says nothing else; null for ever.</param>
/// <param name="KeepCount">Items of a source that are kept; null for all.</param>
public sealed record FeedSettings(bool Proposes, int? KeepDays, int? KeepCount)
{
    /// <summary>Name of the section.</summary>
    public const string Section = "FeedSettings";

    /// <summary>What the site's settings say.</summary>
    public static FeedSettings Of(SiteSettings settings)
    {
        var section = settings.Section(Section);
        return new(section?["Proposes"] is not JsonValue proposes || !proposes.TryGetValue<bool>(out var on) || on, Number(section, "KeepDays"), Number(section, "KeepCount"));
    }

    /// <summary>The settings with this section.</summary>
    public SiteSettings In(SiteSettings settings) => settings.With([new(Section, new JsonObject { ["Proposes"] = Proposes, ["KeepDays"] = KeepDays, ["KeepCount"] = KeepCount })]);

    static int? Number(JsonObject? section, string name) => section?[name] is JsonValue value && value.TryGetValue<int>(out var number) && number > 0 ? number : null;
}
