namespace Portal.Newsletter.Subscribing;

/// <summary>The time zones that people may choose.</summary>
static class TimeZones
{
    /// <summary>The IANA names that this machine knows and that name a place, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
        .Where(id => id.Contains('/', StringComparison.Ordinal) && char.IsAsciiLetterUpper(id[0]) && id.Length <= SubscriberChoices.MaxTimeZoneLength
            && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal) && !id.StartsWith("US/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>The name as it is stored, or null where it is none that can be chosen.</summary>
    public static string? Known(string? name) => name is { Length: > 0 } && All.Contains(name, StringComparer.Ordinal) ? name : null;

    /// <summary>The first moment of a day in a zone.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // In some places clocks go forward at midnight.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
