using System.Text.Json.Nodes;
using Portal.Content.Settings;

namespace Portal.Content.Audit;

/// <summary>For how long the audit trail is kept; Orchard Core's settings section <c>AuditTrailTrimmingSettings</c>.</summary>
/// <param name="Days">Days, 1 to <see cref="MaxDays"/>; null for ever.</param>
public sealed record AuditRetentionSettings(int? Days)
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "AuditTrailTrimmingSettings";

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
        return new(section?["RetentionDays"] is JsonValue value && value.TryGetValue<int>(out var days) ? Math.Clamp(days, 1, MaxDays) : DefaultDays);
    }

    /// <summary>The section as it is stored.</summary>
    public JsonObject ToSection() => new() { ["RetentionDays"] = Days ?? DefaultDays, ["Disabled"] = Days is null };
}
