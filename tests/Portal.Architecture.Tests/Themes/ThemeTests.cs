using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Themes;

/// <summary>Public pages live under a strict Content-Security-Policy and ask nothing of third parties.</summary>
public sealed partial class ThemeTests
{
    // Mail programs read only styles that stand on the element itself.
    static IEnumerable<string> Pages => SourceTree.Files("themes", ".liquid").Where(path => !Path.GetFileName(path).Contains("Mail", StringComparison.Ordinal));

    [Fact]
    public void Templates_hold_no_script_of_their_own() =>
        Pages.Where(path => InlineScript().IsMatch(SourceTree.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Templates_hold_no_event_handler_attributes() =>
        Pages.Where(path => EventHandler().IsMatch(SourceTree.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Templates_hold_no_style_of_their_own() =>
        Pages.Where(path => InlineStyle().IsMatch(SourceTree.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Templates_load_nothing_from_other_sites() =>
        Pages.Where(path => ForeignResource().IsMatch(SourceTree.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Style_sheets_and_scripts_load_nothing_from_other_sites() =>
        SourceTree.Files("themes", ".css", ".js").Where(path => ForeignImport().IsMatch(SourceTree.Read(path))).ShouldBeEmpty();

    // A block of data (JSON-LD) is no script: no browser runs it.
    [GeneratedRegex("""<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/ld\+json)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineScript();

    [GeneratedRegex("""<[^>]*\son[a-z]+\s*=""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EventHandler();

    [GeneratedRegex("""<style\b|<[a-z][^>]*\sstyle\s*=""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineStyle();

    [GeneratedRegex("""<(script|img|iframe|source|audio|video|embed|object|link\s[^>]*rel="(stylesheet|icon|preload|preconnect|modulepreload)")[^>]*\s(src|href|srcset|data)\s*=\s*["']?(https?:)?//""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForeignResource();

    [GeneratedRegex("""url\(\s*["']?(https?:)?//|@import\s+["'(]?\s*(https?:)?//|\bimport\b[^;]*["']https?://|fetch\(\s*["'`]https?://""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForeignImport();
}
