using System.Text.RegularExpressions;
using Portal.Content.Localization;
using Shouldly;
using Xunit;

namespace Portal.Architecture.Tests.Localization;

public sealed partial class TranslationTests
{
    static readonly ILookup<string, string> Written = SourceTree.Files("src", "sr.po").Concat(SourceTree.Files("themes", "sr.po"))
        .SelectMany(path => PoFile.Read(new StringReader(SourceTree.Read(path)))).ToLookup(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    static readonly Dictionary<string, string> Serbian = Written.ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    [Fact]
    public void Every_text_of_the_interface_has_a_Serbian_translation() =>
        string.Join('\n', TextUses.All.Where(use => !Serbian.ContainsKey(use.Text)).Select(use => $"{use.File}: {use.Text}").Distinct(StringComparer.Ordinal)).ShouldBe("");

    // All modules share one book: of two translations the later one would stand in both places, where it may mean something else.
    [Fact]
    public void A_text_has_one_translation_in_all_modules() =>
        Written.Where(group => group.Distinct(StringComparer.Ordinal).Count() > 1).Select(group => $"{group.Key}: {string.Join(" | ", group)}").ShouldBeEmpty();

    [Fact]
    public void Translations_are_written_in_Cyrillic() =>
        Serbian.Values.Where(text => LatinOfSerbianOnly().IsMatch(text)).ShouldBeEmpty();

    [Fact]
    public void Translations_keep_the_places_of_their_arguments() =>
        Serbian.Where(entry => !Places(entry.Key).SequenceEqual(Places(entry.Value), StringComparer.Ordinal)).Select(entry => entry.Key).ShouldBeEmpty();

    [Fact]
    public void The_scan_sees_texts_in_code_and_in_templates()
    {
        TextUses.InCode("""<h1>@T["Feed sources"]</h1> @T[on ? "Paused" : "Runs"] @T["{0} items", Count(x["y"])]""").ShouldBe(["Feed sources", "Paused", "Runs", "{0} items"]);
        TextUses.InLiquid("""{{ "Search" | t }} {{ '{0} results' | t: n }} {{ "not this" | upcase }}""").ShouldBe(["Search", "{0} results"]);
    }

    static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex("[čćžšđČĆŽŠĐ]", RegexOptions.CultureInvariant)]
    private static partial Regex LatinOfSerbianOnly();

    [GeneratedRegex(@"\{\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
