using Fluid;
using Fluid.Values;

namespace Portal.Site.Liquid;

/// <summary>Shorter ways to write filters.</summary>
static class FilterDelegates
{
    /// <summary>A filter that only looks at its input and arguments.</summary>
    public static void AddText(this FilterCollection filters, string name, Func<string, FilterArguments, TemplateContext, string> filter) =>
        filters.AddFilter(name, (input, arguments, context) => ValueTask.FromResult<FluidValue>(new StringValue(filter(input.ToStringValue(), arguments, context))));

    /// <summary>A filter whose output is HTML already.</summary>
    public static void AddHtml(this FilterCollection filters, string name, Func<string, FilterArguments, TemplateContext, string> filter) =>
        filters.AddFilter(name, (input, arguments, context) => ValueTask.FromResult<FluidValue>(Html(filter(input.ToStringValue(), arguments, context))));

    /// <summary>Text that is not encoded again.</summary>
    public static StringValue Html(string html) => new(html, encode: false);

    /// <summary>A date: one of ours, or text of JSON.</summary>
    public static DateTimeOffset? ToDate(FluidValue value) => value switch
    {
        { Type: FluidValues.DateTime } => (DateTimeOffset)value.ToObjectValue(),
        { Type: FluidValues.String } when DateTimeOffset.TryParse(value.ToStringValue(), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var date) => date,
        _ => null,
    };
}
