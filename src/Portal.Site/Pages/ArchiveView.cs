using System.Globalization;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>Lays out years and months of the archive with their counts.</summary>
/// <param name="zone">The site's time zone: a day is a day there.</param>
/// <param name="language">The reader's language.</param>
/// <param name="today">Today in the time zone.</param>
/// <param name="earliest">The first day of which there is something.</param>
/// <param name="kind">What is counted.</param>
sealed class ArchiveView(TimeZoneInfo zone, InterfaceLanguage language, DateTime today, DateTime earliest, ArchiveKind kind)
{
    const int DaysOfWeek = 7;

    /// <summary>Years with their months, the newest first; of one year, its neighbours as well.</summary>
    /// <param name="properties">What the template finds.</param>
    /// <param name="year">The year, or 0 for all.</param>
    /// <param name="counts">Counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task AddYearsAsync(Dictionary<string, object?> properties, int year, PublicCounts counts, CancellationToken cancellationToken)
    {
        var (first, last) = year == 0 ? (earliest.Year, Math.Max(today.Year, earliest.Year)) : (year, year);
        var months = Enumerable.Range(0, ((last - first + 1) * 12) + 1).Select(index => Day(first, 1).AddMonths(index)).ToList();
        var numbers = await counts.ByPeriodAsync(kind.Types, null, months.ConvertAll(month => LocalDays.Start(month, zone)), cancellationToken);
        var years = new List<object?>();
        for (var shown = last; shown >= first; shown--)
        {
            var start = (shown - first) * 12;
            var total = numbers.Skip(start).Take(12).Sum();
            if (total == 0 && year == 0)
                continue;
            years.Add(new Dictionary<string, object?>
            {
                ["Year"] = shown,
                ["Count"] = total,
                ["Url"] = Url(new(shown, 0, 0)),
                ["Months"] = Enumerable.Range(1, 12).Select(object? (month) => Entry(new(shown, month, 0), MonthName(month, language.Culture), numbers[start + month - 1])).ToList(),
            });
        }
        properties["Years"] = years;
        if (year > 0)
        {
            properties["Year"] = year;
            AddNeighbours(properties, new(year - 1, 0, 0), new(year + 1, 0, 0));
        }
    }

    /// <summary>The calendar of a month with a number for each day, and its neighbours.</summary>
    public async Task AddMonthAsync(Dictionary<string, object?> properties, ArchivePlace place, PublicCounts counts, CancellationToken cancellationToken)
    {
        var first = Day(place.Year, place.Month);
        var length = DateTime.DaysInMonth(place.Year, place.Month);
        var numbers = await counts.ByPeriodAsync(kind.Types, null, [.. Enumerable.Range(0, length + 1).Select(day => LocalDays.Start(first.AddDays(day), zone))], cancellationToken);
        // Weeks begin on Monday, as where the institute is.
        var before = ((int)first.DayOfWeek + 6) % DaysOfWeek;
        var weeks = new List<object?>();
        for (var day = 1 - before; day <= length; day += DaysOfWeek)
        {
            weeks.Add(Enumerable.Range(day, DaysOfWeek).Select(object? (one) =>
            {
                if (one < 1 || one > length)
                    return new Dictionary<string, object?>();
                var entry = Entry(new(place.Year, place.Month, one), one.ToString(CultureInfo.InvariantCulture), numbers[one - 1]);
                entry["Label"] = new ArchivePlace(place.Year, place.Month, one).Name(language.Culture);
                entry["IsToday"] = first.AddDays(one - 1) == today;
                entry["IsCurrent"] = one == place.Day;
                return entry;
            }).ToList());
        }
        properties["Weeks"] = weeks;
        properties["Weekdays"] = Enumerable.Range(0, DaysOfWeek).Select(object? (day) => new Dictionary<string, object?>
        {
            ["Short"] = language.Culture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)((day + 1) % DaysOfWeek)),
            ["Name"] = language.Culture.DateTimeFormat.GetDayName((DayOfWeek)((day + 1) % DaysOfWeek)),
        }).ToList();
        properties["Count"] = place.Day > 0 ? numbers[place.Day - 1] : numbers.Sum();
        properties["Name"] = place.Name(language.Culture);
        properties["IsDay"] = place.Day > 0;
        properties["MonthName"] = new ArchivePlace(place.Year, place.Month, 0).Name(language.Culture);
        properties["MonthUrl"] = Url(new(place.Year, place.Month, 0));
        properties["Year"] = place.Year;
        properties["YearUrl"] = Url(new(place.Year, 0, 0));
        var (previous, next) = (first.AddMonths(-1), first.AddMonths(1));
        AddNeighbours(properties, new(previous.Year, previous.Month, 0), new(next.Year, next.Month, 0));
    }

    /// <summary>Name of a month with a capital.</summary>
    public static string MonthName(int month, CultureInfo culture) => culture.TextInfo.ToTitleCase(culture.DateTimeFormat.GetMonthName(month));

    void AddNeighbours(Dictionary<string, object?> properties, ArchivePlace previous, ArchivePlace next)
    {
        properties["Previous"] = previous.End > earliest ? Link(previous) : null;
        properties["Next"] = next.Start <= today ? Link(next) : null;
    }

    Dictionary<string, object?> Link(ArchivePlace place) => new() { ["Name"] = place.Name(language.Culture), ["Url"] = Url(place) };

    Dictionary<string, object?> Entry(ArchivePlace place, string name, int count) => new() { ["Name"] = name, ["Count"] = count, ["Url"] = count > 0 ? Url(place) : null };

    string Url(ArchivePlace place) => SiteLinks.Localized("/archive" + place.Path, language) + kind.Query;

    static DateTime Day(int year, int month) => new(year, month, 1, 0, 0, 0, DateTimeKind.Unspecified);
}
