using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Content.Audit;

/// <summary>For how long the audit trail is kept; Orchard Core's settings section <c>AuditTrailTrimmingSettings</c>.</summary>
/// <param name="Days">Days, 1 to <see cref="MaxDays"/>; null for ever.</param>
public sealed record AuditRetentionSettings(int? Days)
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "AuditTrailTrimmingSettings";

    const string Period = "RetentionPeriodDays";

    // As it was called here at first, and in texts about Orchard Core.
    const string Shorter = "RetentionDays";

    /// <summary>Days for which it is kept unless the site says otherwise.</summary>
    public const int DefaultDays = 365;

    /// <summary>Most days that can be set.</summary>
    public const int MaxDays = 3650;

    /// <summary>What the site says.</summary>
    public static AuditRetentionSettings Of(SiteSettings settings)
    {
        var section = settings.Section(SectionName);
        if (section?["Disabled"] is JsonValue off && off.TryGetValue<bool>(out var disabled) && disabled)
            return new((int?)null);
        return new((section?[Period] ?? section?[Shorter]) is JsonValue value && value.TryGetValue<int>(out var days) ? Math.Clamp(days, 1, MaxDays) : DefaultDays);
    }

    /// <summary>The section as it is stored, on top of what stands there: Orchard Core notes in it when it last trimmed, and how often it does.</summary>
    public JsonObject ToSection(JsonObject? before = null)
    {
        var section = before is null ? [] : (JsonObject)before.DeepClone();
        section.Remove(Shorter);
        section[Period] = Days ?? DefaultDays;
        section["Disabled"] = Days is null;
        return section;
    }
}
