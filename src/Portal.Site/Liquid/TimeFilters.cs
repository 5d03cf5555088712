using System.Globalization;
using Fluid;
using Fluid.Values;
using Portal.Content.Localization;

namespace Portal.Site.Liquid;

/// <summary>Filters on dates, in the site's time zone and the language of the page.</summary>
sealed class TimeFilters(TimeProvider time) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("local", (input, _, context) => ValueTask.FromResult<FluidValue>(
            FilterDelegates.ToDate(input) is { } date ? new DateTimeValue(TimeZoneInfo.ConvertTime(date, context.TimeZone)) : NilValue.Instance));
        filters.AddFilter("utc", (input, _, _) => ValueTask.FromResult<FluidValue>(
            FilterDelegates.ToDate(input) is { } date ? new DateTimeValue(date.ToUniversalTime()) : NilValue.Instance));
        filters.AddFilter("day", (input, _, context) => Text(input, context, Day));
        // A date without a time is the same day everywhere.
        filters.AddFilter("calendar_day", (input, _, context) => ValueTask.FromResult<FluidValue>(
            FilterDelegates.ToDate(input) is { } date ? new StringValue(Day(date.ToUniversalTime(), context.CultureInfo)) : NilValue.Instance));
        filters.AddFilter("day_and_time", (input, _, context) => Text(input, context, DayAndTime));
        // In short lists the time tells only today's news apart.
        filters.AddFilter("day_or_time", (input, _, context) => Text(input, context, (date, culture) =>
            date.Date == TimeZoneInfo.ConvertTime(time.GetUtcNow(), context.TimeZone).Date ? DayAndTime(date, culture) : Day(date, culture)));
        filters.AddFilter("format_date", (input, arguments, context) => Text(input, context, (date, culture) => Format(date, arguments.At(0).ToStringValue(), culture)));
        filters.AddFilter("iso", (input, _, context) => Text(input, context, (date, _) => date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }

    /// <summary>A day in words: <c>3 February 2026</c>, <c>3. фебруар 2026.</c></summary>
    internal static string Day(DateTimeOffset date, CultureInfo culture) =>
        culture.TwoLetterISOLanguageName == "sr" ? date.ToString("d. MMMM yyyy.", culture) : date.ToString("d MMMM yyyy", InterfaceLanguage.Of(culture).Culture);

    static string DayAndTime(DateTimeOffset date, CultureInfo culture) => $"{Day(date, culture).TrimEnd('.')}, {date.ToString("HH:mm", culture)}";

    // A pattern of .NET, as Orchard's shape DateTime takes it.
    static string Format(DateTimeOffset date, string pattern, CultureInfo culture)
    {
        try
        {
            return date.ToString(pattern, culture);
        }
        catch (FormatException)
        {
            return Day(date, culture);
        }
    }

    static ValueTask<FluidValue> Text(FluidValue input, TemplateContext context, Func<DateTimeOffset, CultureInfo, string> format) =>
        ValueTask.FromResult<FluidValue>(FilterDelegates.ToDate(input) is { } date
            ? new StringValue(format(TimeZoneInfo.ConvertTime(date, context.TimeZone), context.CultureInfo))
            : NilValue.Instance);
}
