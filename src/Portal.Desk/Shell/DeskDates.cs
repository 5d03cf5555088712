using System.Globalization;

namespace Portal.Desk.Shell;

/// <summary>Dates as the desk shows them: <c>3 Feb 2026, 14:05</c>, <c>3. феб 2026, 14:05</c>.</summary>
public static class DeskDates
{
    /// <summary>A day: <c>3 Feb 2026</c>, <c>3. феб 2026</c>.</summary>
    public static string Show(this DateOnly day)
    {
        var culture = CultureInfo.CurrentUICulture;
        return day.ToString(DayIn(culture), culture);
    }

    /// <summary>A moment in the site's time zone and the language of the desk; empty where there is none.</summary>
    public static string Show(this TimeZoneInfo zone, DateTime? utc)
    {
        if (utc is not { } moment)
            return "";
        var culture = CultureInfo.CurrentUICulture;
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), zone);
        return local.ToString($"{DayIn(culture)}, HH:mm", culture);
    }

    static string DayIn(CultureInfo culture) => culture.TwoLetterISOLanguageName == "sr" ? "d. MMM yyyy" : "d MMM yyyy";
}
