using Microsoft.Playwright;
using Xunit;

namespace Portal.Browser.Tests.Browsing;

/// <summary>A size of window and a colour scheme.</summary>
/// <param name="Width">Width in CSS pixels.</param>
/// <param name="Scheme">Light or dark.</param>
public sealed record Screen(int Width, ColorScheme Scheme)
{
    /// <summary>A desk's screen, in light colours.</summary>
    public static Screen Desktop { get; } = new(1440, ColorScheme.Light);

    /// <summary>The three widths in light colours and in dark ones.</summary>
    public static IEnumerable<TheoryDataRow<int, ColorScheme>> All =>
        from width in new[] { 1440, 768, 360 }
        from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
        select new TheoryDataRow<int, ColorScheme>(width, scheme);

    /// <summary>As it stands in the names of screenshots.</summary>
    public override string ToString() => $"{Width}-{Scheme.ToString().ToLowerInvariant()}";
}
